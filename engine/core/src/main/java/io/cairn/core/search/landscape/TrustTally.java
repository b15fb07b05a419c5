package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.TrustReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Counts where the decisions came from, by the facts alone, so that a replay counts the same: a
 * start is the fallback's if it is what the fallback proposes and no prior has it among its best,
 * where a model may well have found it.
 */
final class TrustTally {
  private final Set<Configuration> best = new HashSet<>(); // asked, never walked
  private int priors;
  private int alone;
  private int exploration;
  private int fallback;
  private int promotions;
  private final double[] seconds = new double[Trial.Origin.values().length];

  TrustTally(List<FittedPrior> given) {
    given.forEach(prior -> best.addAll(prior.best()));
  }

  /**
   * A trial was started.
   *
   * @param origin whose turn it was
   * @param asFallback whether it is what the fallback proposes; asked only where that decides,
   *     since a proposal costs something
   */
  void started(Configuration configuration, Trial.Origin origin, BooleanSupplier asFallback) {
    if (origin == Trial.Origin.OTHER) {
      exploration++;
    } else if (!best.contains(configuration) && asFallback.getAsBoolean()) {
      fallback++;
    } else if (origin == Trial.Origin.PRIORS) {
      priors++;
    } else {
      alone++;
    }
  }

  void promoted() {
    promotions++;
  }

  void spent(Trial.Origin origin, double more) {
    seconds[origin.ordinal()] += more;
  }

  /** Worker time of the trials of an origin. */
  double seconds(Trial.Origin origin) {
    return seconds[origin.ordinal()];
  }

  /** Trials started because no model had a say. */
  int fallback() {
    return fallback;
  }

  TrustReport.Counters counters() {
    return new TrustReport.Counters(priors, alone, exploration, fallback, promotions);
  }
}
