package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;

/**
 * Every trial runs once, to the top rung: the schedule of random search, grids and Sobol sequences.
 *
 * <p>Bergstra and Bengio, Random Search for Hyper-Parameter Optimization, JMLR 13, 2012.
 */
public final class FullFidelity extends AsynchronousSchedule {

  private FullFidelity(RungLadder ladder) {
    super(ladder);
  }

  public static FullFidelity of(RungLadder ladder) {
    return new FullFidelity(ladder);
  }

  @Override
  public Step next(boolean mayStart) {
    return startOrEnd(mayStart, ladder().top());
  }

  @Override
  public Verdict verdict(int trial, int rung) {
    trials().requireReported(trial, rung);
    return new Verdict.Complete();
  }

  @Override
  public boolean fixedSizes() {
    return true;
  }

  @Override
  public int configurationsPerRound() {
    return 1;
  }

  @Override
  String nobodyGoesOn() {
    return "";
  }

  @Override
  int places(int rung) {
    return 0;
  }
}
