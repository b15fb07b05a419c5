package io.cairn.core.search.landscape;

import io.cairn.core.halving.Schedule;
import io.cairn.core.search.Action;
import io.cairn.core.search.Proposal;
import io.cairn.core.search.Sampler;
import io.cairn.core.space.Configuration;
import java.util.Optional;

/**
 * What is done where no model has a say: halving promotes, and a sampler starts new trials. Asked
 * only; the method tells both of them all that happens, so that they can take over at any time.
 */
final class GuardRail {
  private final Schedule halving;
  private final Sampler fallback;

  /** Of a schedule and a sampler that the method tells what happens. */
  GuardRail(Schedule halving, Sampler fallback) {
    this.halving = halving;
    this.fallback = fallback;
  }

  /** No new trial may start: halving says who goes on. */
  Action goOn() {
    return Action.withoutStart(halving.next(false));
  }

  /** A new trial of the sampler, or what else there is to do when it has nothing to propose. */
  Action start(int trial, int rung, String why) {
    Optional<Proposal> proposal = fallback.propose(trial);
    if (proposal.isEmpty()) {
      Action rest = goOn();
      return rest instanceof Action.Finished ? new Action.Finished(fallback.exhaustion()) : rest;
    }
    Proposal chosen = proposal.get();
    return new Action.StartTrial(chosen.configuration(), 0, rung, chosen.origin() + ": " + why);
  }

  /**
   * Whether the sampler would start a trial with this configuration; asked before it is told so.
   */
  boolean proposes(int trial, Configuration configuration) {
    return fallback.propose(trial).filter(p -> p.configuration().equals(configuration)).isPresent();
  }
}
