package io.cairn.core.halving;

import java.util.Arrays;

/**
 * Where each trial stands, in arrays by trial number: 10 bytes a trial.
 *
 * <p>Every transition is checked, so that a schedule refuses a fact that contradicts earlier ones
 * instead of drifting away from what runs.
 */
final class Trials {

  /** The life of a trial as far as rungs are concerned. */
  enum State {
    UNKNOWN,
    /** An evaluation towards {@link Trials#rung} was decided. */
    RUNNING,
    /** Reported at {@link Trials#rung}. */
    REPORTED,
    /** Reported at {@link Trials#rung}, and stopped or at the top. */
    OVER,
    /** Left on its way to {@link Trials#rung}. */
    FAILED
  }

  private static final State[] STATES = State.values();
  private static final int INITIAL_CAPACITY = 16;

  private byte[] state = new byte[INITIAL_CAPACITY];
  private byte[] rung = new byte[INITIAL_CAPACITY];
  private int[] bracket = new int[INITIAL_CAPACITY];
  private int[] entry = new int[INITIAL_CAPACITY];
  private int running;

  int running() {
    return running;
  }

  State state(int trial) {
    return trial >= 0 && trial < state.length ? STATES[state[trial]] : State.UNKNOWN;
  }

  /** The rung that a trial runs towards, or the last at which it reported. */
  int rung(int trial) {
    return rung[trial];
  }

  int bracket(int trial) {
    return bracket[trial];
  }

  /** Index of a trial's latest result in its rung's {@link RankedLosses}; NONE if it diverged. */
  int entry(int trial) {
    return entry[trial];
  }

  void start(int trial, int newBracket, int target) {
    if (trial < 0) {
      throw new IllegalArgumentException("trial " + trial + " is negative; trials count from 0");
    }
    require(state(trial) == State.UNKNOWN, trial, "was started before; start each trial once");
    ensureCapacity(trial);
    bracket[trial] = newBracket;
    entry[trial] = RankedLosses.NONE;
    run(trial, target);
  }

  void requirePromotable(int trial, int target) {
    require(
        state(trial) == State.REPORTED,
        trial,
        "cannot go on: only a trial that reported and was not stopped can");
    require(target > rung(trial), trial, "cannot go on to rung " + target + ": it is not above");
  }

  void promote(int trial, int target) {
    requirePromotable(trial, target);
    run(trial, target);
  }

  void report(int trial, int newEntry) {
    set(trial, State.REPORTED);
    entry[trial] = newEntry;
    running--;
  }

  /** Lets a running trial skip to a higher rung. */
  void redirect(int trial, int target) {
    rung[trial] = (byte) target;
  }

  /** Ends a trial that runs or has reported. */
  void end(int trial) {
    switch (state(trial)) {
      case RUNNING -> {
        running--;
        set(trial, State.FAILED);
      }
      case REPORTED -> set(trial, State.OVER);
      default -> {}
    }
  }

  void requireReported(int trial, int at) {
    require(
        (state(trial) == State.REPORTED || state(trial) == State.OVER) && rung(trial) == at,
        trial,
        "has not just reported at rung " + at + "; ask right after its report");
  }

  void requireStarted(int trial) {
    require(state(trial) != State.UNKNOWN, trial, "was never started");
  }

  void requireRunning(int trial, int at, String what) {
    require(
        state(trial) == State.RUNNING && rung(trial) == at,
        trial,
        what + " rung " + at + " without being on its way there; tell each rung once, in order");
  }

  private void require(boolean holds, int trial, String problem) {
    if (!holds) {
      String where = state(trial) == State.UNKNOWN ? "" : ", rung " + rung(trial);
      throw new IllegalStateException(
          "trial " + trial + " " + problem + " (it is " + state(trial) + where + ")");
    }
  }

  private void run(int trial, int target) {
    set(trial, State.RUNNING);
    rung[trial] = (byte) target;
    running++;
  }

  private void set(int trial, State next) {
    state[trial] = (byte) next.ordinal();
  }

  private void ensureCapacity(int trial) {
    if (trial >= state.length) {
      int capacity = Math.max(Math.addExact(trial, 1), state.length + (state.length >> 1));
      state = Arrays.copyOf(state, capacity);
      rung = Arrays.copyOf(rung, capacity);
      bracket = Arrays.copyOf(bracket, capacity);
      entry = Arrays.copyOf(entry, capacity);
    }
  }
}
