package io.cairn.core.search.landscape;

import io.cairn.core.search.Outlook;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of going on: the most that any of the models expects, or, where that is more,
 * what the best results show without a model. So a study is not ended on the word of a model that
 * has seen too little, or whose bell curve has thinner tails than the landscape.
 *
 * <p>Without a model: the next result improves the best by the scale of the lower tail divided by
 * the number of results, the scale being the mean of i (x_(i+1) - x_(i)) over the best few, which
 * is that of an exponential tail (I. Weissman, "Estimation of parameters and large quantiles based
 * on the k largest observations", JASA 73, 1978). Where a search has converged the best lie close
 * together and it is near 0.
 */
final class Prospects {
  /** Full results before anything is said. */
  private static final int LEAST_FULL = 4;

  /** Spacings of the best results that tell the tail. */
  private static final int TAIL = 5;

  private Prospects() {}

  /**
   * The outlook.
   *
   * @param models that have a say
   * @param next a model's best next action; null if it has none
   * @param losses of the study so far
   */
  static Optional<Outlook> of(
      List<ArmModel> models,
      Function<ArmModel, ArmModel.@Nullable Choice> next,
      RungLosses losses) {
    double gain = 0;
    double seconds = 0;
    for (ArmModel model : models) {
      ArmModel.Choice choice = next.apply(model);
      if (choice != null) {
        double whole = model.fullSeconds();
        double actions = Math.max(1, whole / choice.seconds());
        gain = Math.max(gain, choice.gain() * model.scale().spread() * actions);
        seconds = Math.max(seconds, whole);
      }
    }
    return losses.count(losses.rungs() - 1) >= LEAST_FULL && seconds > 0
        ? Optional.of(new Outlook(Math.max(gain, ofTail(losses)), seconds, spread(losses)))
        : Optional.empty();
  }

  /** Median less best at the rung with most results: there are also those that were given up. */
  private static double spread(RungLosses losses) {
    int fullest = 0;
    for (int rung = 1; rung < losses.rungs(); rung++) {
      fullest = losses.count(rung) > losses.count(fullest) ? rung : fullest;
    }
    return losses.at(fullest, losses.count(fullest) / 2) - losses.at(fullest, 0);
  }

  /** Expected improvement by one more full result like these. */
  private static double ofTail(RungLosses losses) {
    int top = losses.rungs() - 1;
    int few = Math.min(TAIL, losses.count(top) - 1);
    double scale = 0;
    for (int i = 1; i <= few; i++) {
      scale += i * (losses.at(top, i) - losses.at(top, i - 1)) / few;
    }
    return scale / losses.count(top);
  }
}
