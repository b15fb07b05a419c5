package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;

/**
 * The promotion rule of asynchronous successive halving, up to a ceiling that a method may move.
 */
abstract class PromotionSchedule extends AsynchronousSchedule {

  PromotionSchedule(RungLadder ladder) {
    super(ladder);
  }

  /** The highest rung that a trial may go on to now. */
  abstract int ceiling();

  @Override
  public final Step next(boolean mayStart) {
    for (int rung = ceiling() - 1; rung >= 0; rung--) {
      RungTable table = table(rung);
      int places = quota(rung);
      int best = table.ranked().firstOpen();
      // The best that has not gone on is eligible, or nobody at this rung is.
      if (best != RankedLosses.NONE && table.ranked().rank(best) <= places) {
        return promotion(table, best, places);
      }
    }
    return startOrEnd(mayStart, 0);
  }

  @Override
  public final Verdict verdict(int trial, int rung) {
    trials().requireReported(trial, rung);
    if (rung == ladder().top()) {
      return new Verdict.Complete();
    }
    RungTable table = table(rung);
    int entry = trials().entry(trial);
    if (entry == RankedLosses.NONE) {
      return new Verdict.Stop(table.divergence());
    }
    if (rung >= ceiling()) {
      return new Verdict.Pause(
          "the top rung is " + table.label() + " as long as it ranks trials like the one below");
    }
    return new Verdict.Pause(table.standing(entry, quota(rung)));
  }

  /** Only finite results count: a diverged one must not make room for a worse one. */
  private int quota(int rung) {
    return table(rung).ranked().size() / ladder().reduction();
  }

  @Override
  final int places(int rung) {
    return rung < ceiling() ? quota(rung) : 0;
  }
}
