package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the methods share that never wait for a rung to fill: one bracket, one table a rung.
 *
 * <p>Liveness: {@link #next} answers Wait only when no new trial may start, no trial can be
 * promoted and something is running.
 */
abstract class AsynchronousSchedule implements Schedule {

  private static final int ONLY_BRACKET = 0;

  private final RungLadder ladder;
  private final Trials trials = new Trials();
  private final List<RungTable> tables = new ArrayList<>();

  AsynchronousSchedule(RungLadder ladder) {
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    for (int rung = 0; rung < ladder.size(); rung++) {
      tables.add(new RungTable(ladder, rung));
    }
  }

  final RungLadder ladder() {
    return ladder;
  }

  final RungTable table(int rung) {
    if (rung < 0 || rung >= tables.size()) {
      throw new IllegalStateException(
          "rung "
              + rung
              + " is not on the ladder "
              + ladder
              + ", which has rungs 0 to "
              + ladder.top());
    }
    return tables.get(rung);
  }

  final Trials trials() {
    return trials;
  }

  @Override
  public void started(int trial, int bracket, int rung) {
    if (bracket != ONLY_BRACKET) {
      throw new IllegalStateException(
          "trial "
              + trial
              + " was started in bracket "
              + bracket
              + ", but there is only bracket 0");
    }
    RungTable table = table(rung);
    trials.start(trial, bracket, rung);
    table.expect();
  }

  @Override
  public void promoted(int trial, int rung) {
    RungTable target = table(rung);
    int from = trials.rung(requireStarted(trial));
    trials.promote(trial, rung);
    table(from).promote(trials.entry(trial));
    target.expect();
  }

  @Override
  public void reported(int trial, int rung, double loss) {
    record(trial, rung, loss);
  }

  /** Adds a result and returns its entry; at the top rung, and when diverged, it is not open. */
  final int record(int trial, int rung, double loss) {
    RungTable table = table(rung);
    trials.requireRunning(trial, rung, "reported at");
    int entry = table.report(trial, loss);
    trials.report(trial, entry);
    if (rung == ladder.top()) {
      table.close(entry);
      trials.end(trial);
    }
    return entry;
  }

  @Override
  public void stopped(int trial, int rung) {
    RungTable table = table(trials.rung(requireStarted(trial)));
    switch (trials.state(trial)) {
      case RUNNING -> table.fail();
      case REPORTED -> table.close(trials.entry(trial));
      default -> {}
    }
    trials.end(trial);
  }

  @Override
  public void failed(int trial, int rung) {
    RungTable table = table(rung);
    trials.requireRunning(trial, rung, "failed towards");
    trials.end(trial);
    table.fail();
  }

  @Override
  public boolean isOver(int trial) {
    return switch (trials.state(trial)) {
      case RUNNING -> false;
      case REPORTED -> !table(trials.rung(trial)).isOpen(trials.entry(trial));
      case UNKNOWN, OVER, FAILED -> true;
    };
  }

  @Override
  public int running() {
    return trials.running();
  }

  @Override
  public boolean fixedSizes() {
    return false;
  }

  /** The power of eta that sends one configuration to the top. */
  @Override
  public int configurationsPerRound() {
    return Powers.saturated(ladder.reduction(), ladder.top());
  }

  /** Trials that go on from a rung by its present table; 0 for no cut. */
  abstract int places(int rung);

  @Override
  public final List<RungSummary> rungs() {
    List<RungSummary> summaries = new ArrayList<>();
    for (RungTable table : tables) {
      int places = table.rung() == ladder.top() ? 0 : places(table.rung());
      summaries.add(table.summary(ONLY_BRACKET, places));
    }
    return List.copyOf(summaries);
  }

  final Step promotion(RungTable table, int entry, int places) {
    return new Step.Promote(
        table.ranked().trial(entry), table.rung() + 1, table.standing(entry, places));
  }

  final Step startOrEnd(boolean mayStart, int rung) {
    if (mayStart) {
      return new Step.StartTrial(ONLY_BRACKET, rung);
    }
    String why = "the budget allows no new trial" + nobodyGoesOn();
    return running() > 0 ? new Step.Wait(running() + " running; " + why) : new Step.Finished(why);
  }

  /** Completes the sentence that says why nothing can start. */
  String nobodyGoesOn() {
    return " and no result is good enough to go on";
  }

  final int requireStarted(int trial) {
    trials.requireStarted(trial);
    return trial;
  }
}
