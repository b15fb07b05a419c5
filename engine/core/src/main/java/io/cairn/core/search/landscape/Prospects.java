package io.cairn.core.search.landscape;

import io.cairn.core.search.Outlook;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
   * @param choices each model's best next action, none for a model without
   * @param models that they come from, in the same order
   * @param trials of the study
   * @param top the highest rung
   */
  static Optional<Outlook> of(
      List<ArmModel.Choice> choices, List<ArmModel> models, List<Trial> trials, int top) {
    double[] full =
        trials.stream().mapToDouble(t -> t.losses[top]).filter(Double::isFinite).sorted().toArray();
    if (full.length < LEAST_FULL || choices.isEmpty()) {
      return Optional.empty();
    }
    double gain = ofTail(full);
    double seconds = 0;
    for (int i = 0; i < choices.size(); i++) {
      ArmModel.Choice choice = choices.get(i);
      double whole = models.get(i).fullSeconds();
      double actions = Math.max(1, whole / choice.seconds());
      gain = Math.max(gain, choice.gain() * models.get(i).scale().spread() * actions);
      seconds = Math.max(seconds, whole);
    }
    return seconds > 0
        ? Optional.of(new Outlook(gain, seconds, spread(trials, top + 1)))
        : Optional.empty();
  }

  /** Median less best at the rung with most results: there are also those that were given up. */
  private static double spread(List<Trial> trials, int rungs) {
    double[] fullest = {};
    for (int rung = 0; rung < rungs; rung++) {
      int at = rung;
      double[] losses =
          trials.stream().mapToDouble(t -> t.losses[at]).filter(Double::isFinite).toArray();
      fullest = losses.length > fullest.length ? losses : fullest;
    }
    Arrays.sort(fullest);
    return fullest[fullest.length / 2] - fullest[0];
  }

  /** Expected improvement by one more result like these, from rising losses. */
  private static double ofTail(double[] full) {
    int few = Math.min(TAIL, full.length - 1);
    double scale = 0;
    for (int i = 1; i <= few; i++) {
      scale += i * (full[i] - full[i - 1]) / few;
    }
    return scale / full.length;
  }
}
