package io.cairn.core.study;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.study.CheckpointLedger.Shelf;
import io.cairn.core.study.CheckpointLedger.Use;
import io.cairn.core.study.StudyEvent.CheckpointDropped;
import io.cairn.core.study.StudyEvent.CheckpointKept;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which checkpoints are given up, at the end of every command that changed something.
 *
 * <p>A trial that is over and not to be kept loses its own at once, unless it is the best: that is
 * what the study is run for. When all together exceed the budget, those go that are least likely to
 * be of use: of trials that are over, then of paused ones from the lowest rung and the worst result
 * upwards, then those among the best 1/eta of their rung, and last of all the best trial's. What
 * somebody works on, or is to work on next, is never touched: the budget can be exceeded by it. A
 * trial without its checkpoint starts from scratch and is none the worse for it.
 */
final class CheckpointClearance {

  private final Deliberation on;
  private final StudyState state;
  private final CheckpointLedger ledger;
  private final CheckpointRules rules;

  CheckpointClearance(Deliberation on) {
    this.on = on;
    this.state = on.state;
    this.ledger = state.checkpoints();
    this.rules = on.spec.checkpointRules();
  }

  /** A worker told what its trial's checkpoint takes. */
  void told(int trial, OptionalLong bytes) {
    boolean news = bytes.orElse(0) > 0 && !bytes.equals(ledger.bytes(trial));
    if (news && on.spec.checkpoints()) {
      on.emit(new CheckpointKept(on.now, trial, bytes.getAsLong()));
    }
  }

  /** A worker looked for a trial's checkpoint and did not find it. */
  StudyReply gone(int trial) {
    if (trial < 0 || trial >= state.trials()) {
      return new StudyReply.Refused("there is no trial " + trial + " in this study");
    }
    boolean counts = ledger.bytes(trial).isPresent() || state.mayGoOn(trial);
    if (on.spec.checkpoints() && counts && !ledger.isGone(trial)) {
      drop(trial, "a worker did not find it");
    }
    return new StudyReply.Noted();
  }

  void settle() {
    if (ledger.isEmpty()) {
      return;
    }
    for (Optional<Integer> next = ledger.takeTouched();
        next.isPresent();
        next = ledger.takeTouched()) {
      place(next.get());
    }
    passOver();
    if (exceeded()) {
      giveUpTheLeastPromising();
    }
  }

  private void place(int trial) {
    if (state.isInHands(trial)) {
      ledger.takeOff(trial);
    } else if (isBest(trial)) {
      ledger.put(trial, Use.BEST);
    } else if (isOver(trial)) {
      finish(trial);
    } else {
      ledger.put(trial, Use.PAUSED);
    }
  }

  private boolean isBest(int trial) {
    return state.incumbent().filter(best -> best.trial() == trial).isPresent();
  }

  private boolean isOver(int trial) {
    return state.status(trial) != TrialStatus.PAUSED
        || state.phase() == StudyPhase.ENDED
        || state.method().isOver(trial);
  }

  private void finish(int trial) {
    if (rules.keepWhenOver()) {
      ledger.put(trial, Use.OVER);
    } else {
      drop(trial, "nothing can promote the trial any more");
    }
  }

  /**
   * Others may have pushed paused trials out of the race without a word about them; then they are
   * the worst of their bracket and rung.
   */
  private void passOver() {
    for (Shelf shelf : ledger.shelves()) {
      Optional<Integer> worst = shelf.use() == Use.PAUSED ? ledger.worst(shelf) : Optional.empty();
      while (worst.isPresent() && isOver(worst.get())) {
        finish(worst.get());
        worst = ledger.worst(shelf);
      }
    }
  }

  private boolean exceeded() {
    return rules.budgetBytes().isPresent() && ledger.total() > rules.budgetBytes().getAsLong();
  }

  private void giveUpTheLeastPromising() {
    Map<Shelf, Double> cuts = new HashMap<>();
    for (RungSummary rung : state.rungs()) {
      rung.cutLoss()
          .ifPresent(cut -> cuts.put(new Shelf(Use.PAUSED, rung.rung(), rung.bracket()), cut));
    }
    for (Shelf shelf : ledger.shelves()) {
      double cut = cuts.getOrDefault(shelf, Double.POSITIVE_INFINITY);
      while (exceeded()
          && (shelf.use() == Use.OVER
              || ledger.worstLoss(shelf).orElse(Double.NEGATIVE_INFINITY) > cut)
          && giveUpWorst(shelf)) {}
    }
    for (Shelf shelf : ledger.shelves()) {
      while (exceeded() && giveUpWorst(shelf)) {}
    }
  }

  private boolean giveUpWorst(Shelf shelf) {
    Optional<Integer> worst = ledger.worst(shelf);
    worst.ifPresent(
        trial ->
            drop(
                trial,
                "checkpoints take "
                    + ledger.total()
                    + " of "
                    + rules.budgetBytes().orElse(0)
                    + " bytes, and others are more likely to be of use"));
    return worst.isPresent();
  }

  private void drop(int trial, String reason) {
    on.emit(new CheckpointDropped(on.now, trial, ledger.bytes(trial).orElse(0), reason));
  }
}
