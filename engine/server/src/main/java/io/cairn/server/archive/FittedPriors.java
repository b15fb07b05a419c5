package io.cairn.server.archive;

import io.cairn.core.transfer.FittedPrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The priors of a sweep as its model takes them.
 *
 * @param all in order of preference, those included that cannot predict their own losses
 * @param warnings sentences about priors that are gone and fits that could not be kept
 */
public record FittedPriors(List<Fitted> all, List<String> warnings) {

  public FittedPriors {
    all = List.copyOf(all);
    warnings = List.copyOf(warnings);
  }

  /**
   * A prior with its fit.
   *
   * @param prior the fit
   * @param key under which the archive keeps it; empty if it keeps none
   * @param known whether the archive had it already
   */
  public record Fitted(FittedPrior prior, String key, boolean known) {
    public Fitted {
      Objects.requireNonNull(prior, "prior");
      Objects.requireNonNull(key, "key");
    }
  }

  /** The same with one more prior that the archive does not keep. */
  public FittedPriors with(FittedPrior prior) {
    List<Fitted> more = new ArrayList<>(all);
    more.add(new Fitted(prior, "", false));
    return new FittedPriors(more, warnings);
  }

  /** Those that pass the load check, for the engine. */
  public List<FittedPrior> sound() {
    return all.stream().map(Fitted::prior).filter(FittedPrior::isSound).toList();
  }

  /** How many fits the archive had already. */
  public long known() {
    return all.stream().filter(Fitted::known).count();
  }

  /** Those that do not pass the load check, each with its reason. */
  public List<PriorChoice.LeftOut> unsound() {
    return all.stream()
        .map(Fitted::prior)
        .filter(prior -> !prior.isSound())
        .map(prior -> new PriorChoice.LeftOut(prior.id(), prior.name(), unused(prior)))
        .toList();
  }

  /** Why a prior does not pass the load check; empty if it does. */
  public static String unused(FittedPrior prior) {
    if (prior.isSound()) {
      return "";
    }
    int least = FittedPrior.leastPoints();
    if (prior.points() < least) {
      return (prior.points() == 0 ? "none" : "only " + prior.points())
          + " of its configurations can be used, too few to tell whether they hold anything; "
          + least
          + " are the least";
    }
    return String.format(
        Locale.ROOT,
        "its losses cannot be predicted from its configurations: rank correlation %.2f of at least"
            + " %.2f",
        prior.predictability(),
        prior.leastPredictability());
  }
}
