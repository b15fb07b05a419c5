package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import java.util.Arrays;

/** What the method knows of a trial. */
final class Trial {
  /** In whose turn a trial was started. */
  enum Origin {
    /** The model with priors. */
    PRIORS,
    /** The model without. */
    NONE,
    /** Nobody's: random, for exploration, or what a person wanted to be tried. */
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

  /** Whether it has no further result to come. */
  boolean over;

  Origin origin = Origin.OTHER;

  Trial(int number, Configuration configuration, int rungs, int due) {
    this.number = number;
    this.configuration = configuration;
    this.losses = new double[rungs];
    Arrays.fill(losses, Double.NaN);
    this.due = due;
  }

  /**
   * Takes in a result.
   *
   * @param more worker time since the last result
   * @param goesOn whether the evaluation went on from there, else from scratch
   */
  void reported(int rung, double loss, double more, boolean goesOn) {
    losses[rung] = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    seconds = goesOn ? seconds + more : more;
    reached = rung;
    due = -1;
    over = rung == losses.length - 1 || !Double.isFinite(loss);
  }

  void ended() {
    over = true;
    due = -1;
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
