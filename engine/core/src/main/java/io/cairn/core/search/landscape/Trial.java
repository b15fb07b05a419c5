package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import java.util.Arrays;

/** What the method knows of a trial. */
final class Trial {
  /** Who wanted a trial. */
  enum Origin {
    /** The model with priors. */
    PRIORS,
    /** The model without. */
    NONE,
    /** Random, for exploration or because no model had a say. */
    OTHER
  }

  final int number;
  final Configuration configuration;

  /** Loss at each rung; NaN where there is none, infinite where it diverged. */
  final double[] losses;

  /** Worker time so far, over all its rungs. */
  double seconds;

  /** The highest rung with a result; -1 without. */
  int reached = -1;

  /** The rung that it runs towards; -1 when it does not run. */
  int due;

  boolean over;

  Origin origin = Origin.OTHER;

  Trial(int number, Configuration configuration, int rungs, int due) {
    this.number = number;
    this.configuration = configuration;
    this.losses = new double[rungs];
    Arrays.fill(losses, Double.NaN);
    this.due = due;
  }

  /** As it stands, for a fit that runs beside the study. */
  Trial copy() {
    Trial copy = new Trial(number, configuration, losses.length, due);
    System.arraycopy(losses, 0, copy.losses, 0, losses.length);
    copy.seconds = seconds;
    copy.reached = reached;
    copy.over = over;
    copy.origin = origin;
    return copy;
  }

  double latest() {
    return losses[reached];
  }
}
