package io.cairn.core.study;

import io.cairn.core.space.Configuration;
import java.util.Arrays;

/**
 * The trials of a study in columns, by number: a study may have a million of them, so none has an
 * object of its own beyond its configuration. Results per rung live in the journal; what decisions
 * need of them is with the method.
 */
final class TrialTable {

  private static final TrialStatus[] STATUSES = TrialStatus.values();

  private Configuration[] configurations = new Configuration[16];
  private int[] brackets = new int[16];
  private byte[] dueRungs = new byte[16];
  private byte[] reachedRungs = new byte[16];
  private byte[] statuses = new byte[16];
  private double[] losses = new double[16];
  private int size;

  int size() {
    return size;
  }

  /** Adds the next trial, running towards {@code rung}. */
  void add(Configuration configuration, int bracket, int rung) {
    if (size == configurations.length) {
      int capacity = size + (size >> 1);
      configurations = Arrays.copyOf(configurations, capacity);
      brackets = Arrays.copyOf(brackets, capacity);
      dueRungs = Arrays.copyOf(dueRungs, capacity);
      reachedRungs = Arrays.copyOf(reachedRungs, capacity);
      statuses = Arrays.copyOf(statuses, capacity);
      losses = Arrays.copyOf(losses, capacity);
    }
    configurations[size] = configuration;
    brackets[size] = bracket;
    dueRungs[size] = (byte) rung;
    reachedRungs[size] = -1;
    statuses[size] = (byte) TrialStatus.RUNNING.ordinal();
    losses[size] = Double.NaN;
    size++;
  }

  Configuration configuration(int trial) {
    return configurations[trial];
  }

  int bracket(int trial) {
    return brackets[trial];
  }

  /** The rung that the trial was last sent to. */
  int dueRung(int trial) {
    return dueRungs[trial];
  }

  void due(int trial, int rung) {
    dueRungs[trial] = (byte) rung;
  }

  /** The highest rung with a result, or -1. */
  int reachedRung(int trial) {
    return reachedRungs[trial];
  }

  void reached(int trial, int rung) {
    reachedRungs[trial] = (byte) rung;
  }

  /** Loss of the latest result; NaN before the first, infinite if it diverged. */
  double loss(int trial) {
    return losses[trial];
  }

  void loss(int trial, double loss) {
    losses[trial] = loss;
  }

  TrialStatus status(int trial) {
    return STATUSES[statuses[trial]];
  }

  void status(int trial, TrialStatus status) {
    statuses[trial] = (byte) status.ordinal();
  }
}
