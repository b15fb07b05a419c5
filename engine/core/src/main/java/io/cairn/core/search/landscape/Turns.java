package io.cairn.core.search.landscape;

import io.cairn.core.transfer.TrustReport.Lead;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to propose: the priors' once the evidence is for them, the study's alone once it
 * is against them. Until then they take turns, so that priors that prove wrong have cost no more
 * than about half of the trials.
 */
final class Turns {
  /**
   * Trials for each observation that the pilot is to bring: where all proposals are near each other
   * the evidence does not grow, and the pilot, in which nobody is promoted, would have no end.
   */
  private static final int LONGEST_PILOT = 4;

  private final LandscapeSettings settings;
  private final @Nullable EvidenceLedger ledger;
  private int trials;
  private int byPriors;

  /**
   * Turns before the first trial.
   *
   * @param ledger null where no prior is of use
   */
  Turns(LandscapeSettings settings, @Nullable EvidenceLedger ledger) {
    this.settings = settings;
    this.ledger = ledger;
  }

  /** A trial was started in somebody's turn. */
  void started(Trial.Origin origin) {
    trials++;
    byPriors += origin == Trial.Origin.PRIORS ? 1 : 0;
  }

  /** Whether trials are still started for the sake of the evidence, and nobody is promoted. */
  boolean inPilot() {
    return ledger != null
        && settings.twoArms()
        && !evidenceCounts()
        && trials < LONGEST_PILOT * settings.pilot();
  }

  /** Whether enough was observed to test the priors. */
  boolean evidenceCounts() {
    return ledger != null && ledger.size() >= settings.pilot();
  }

  /** Log Bayes factor that the priors help; 0 while it does not count. */
  double evidence() {
    EvidenceLedger known = ledger;
    return known != null && evidenceCounts() ? known.evidence().log() : 0;
  }

  /** Who proposes. */
  Lead lead() {
    if (ledger == null) {
      return Lead.ALONE;
    }
    if (!settings.twoArms()) {
      return Lead.PRIORS;
    }
    if (evidenceCounts()) {
      double evidence = evidence();
      if (evidence > settings.leadAbove()) {
        return Lead.PRIORS;
      }
      if (evidence < settings.dropBelow()) {
        return Lead.ALONE;
      }
    }
    return Lead.BOTH;
  }

  /** Whose turn the next trial is: {@code PRIORS} or {@code NONE}. */
  Trial.Origin next() {
    return switch (lead()) {
      case PRIORS -> Trial.Origin.PRIORS;
      case ALONE -> Trial.Origin.NONE;
      case BOTH ->
          byPriors < trials - byPriors + settings.allowance()
              ? Trial.Origin.PRIORS
              : Trial.Origin.NONE;
    };
  }
}
