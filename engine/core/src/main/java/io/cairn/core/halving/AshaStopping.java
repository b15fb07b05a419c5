package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;

/**
 * Asynchronous successive halving by stopping: a trial runs on unless it is worse than most at a
 * rung.
 *
 * <p>The variant of Li et al. (A System for Massively Parallel Hyperparameter Tuning, MLSys 2020)
 * that Ray Tune and Syne Tune run: nothing is paused, so it needs no checkpoints. A trial that
 * reports at a rung goes on if it is among the best floor(n / eta) of the n results so far, its own
 * included. The first eta - 1 results of a rung go on whatever they are: there are too few to judge
 * by.
 *
 * <p>Where we differ: the cut is the loss of a real trial and not an interpolated quantile; n
 * counts finite results only, and a diverged trial stops even among the first; equal losses are
 * ordered by trial number. A verdict is fixed when the report arrives and is not revised by later
 * reports.
 *
 * <p>Workers run through and ask at each rung. Where every evaluation is a lease of its own, {@link
 * #next} proposes the trials that were told to go on, from the top rung down, before new ones.
 */
public final class AshaStopping extends AsynchronousSchedule {

  private AshaStopping(RungLadder ladder) {
    super(ladder);
  }

  public static AshaStopping of(RungLadder ladder) {
    return new AshaStopping(ladder);
  }

  @Override
  public boolean runsThrough() {
    return true;
  }

  /** Trials told to go on are the open ones: all others are closed by {@link #reported}. */
  @Override
  public Step next(boolean mayStart) {
    for (int rung = ladder().top() - 1; rung >= 0; rung--) {
      RungTable table = table(rung);
      int best = table.ranked().firstOpen();
      if (best != RankedLosses.NONE) {
        return new Step.Promote(table.ranked().trial(best), rung + 1, standing(table, best));
      }
    }
    return startOrEnd(mayStart, 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A report at a rung above the one that a trial was on its way to means that it ran on without
   * reporting in between: the rungs that it passed have no result of it.
   */
  @Override
  public void reported(int trial, int rung, double loss) {
    Trials.State state = trials().state(trial);
    if (state == Trials.State.REPORTED && rung > trials().rung(trial)) {
      promoted(trial, rung);
    } else if (state == Trials.State.RUNNING && rung > trials().rung(trial)) {
      table(rung).expect();
      table(trials().rung(trial)).pass();
      trials().redirect(trial, rung);
    }
    int entry = record(trial, rung, loss);
    if (entry != RankedLosses.NONE && !isGoodEnough(table(rung), entry)) {
      table(rung).close(entry);
    }
  }

  @Override
  public Verdict verdict(int trial, int rung) {
    trials().requireReported(trial, rung);
    if (rung == ladder().top()) {
      return new Verdict.Complete();
    }
    RungTable table = table(rung);
    int entry = trials().entry(trial);
    if (entry == RankedLosses.NONE) {
      return new Verdict.Stop(table.divergence());
    }
    String standing = standing(table, entry);
    return table.isOpen(entry) ? new Verdict.GoOn(standing) : new Verdict.Stop(standing);
  }

  private boolean isGoodEnough(RungTable table, int entry) {
    int results = table.ranked().size();
    return results < ladder().reduction() || table.ranked().rank(entry) <= places(table.rung());
  }

  private String standing(RungTable table, int entry) {
    int results = table.ranked().size();
    if (results < ladder().reduction()) {
      return "rank "
          + table.ranked().rank(entry)
          + " of "
          + results
          + " at "
          + table.label()
          + ", too few to stop one: loss "
          + RungTable.shown(table.ranked().loss(entry))
          + table.outOfRace();
    }
    return table.standing(entry, places(table.rung()));
  }

  @Override
  int places(int rung) {
    return table(rung).ranked().size() / ladder().reduction();
  }
}
