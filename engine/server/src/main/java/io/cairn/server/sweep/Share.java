package io.cairn.server.sweep;

/**
 * How a sweep stands among others that want the same machines. For the dispatcher; decisions of the
 * study do not depend on it.
 *
 * @param weight its share of the machines in relation to others of the same priority; above 0, at
 *     most 1000
 * @param priority those of a higher one are served first; -100 to 100
 */
public record Share(double weight, int priority) {

  /** Like any other. */
  public static final Share EQUAL = new Share(1, 0);

  static final double MOST_WEIGHT = 1000;
  static final int MOST_PRIORITY = 100;

  static final String WEIGHT_RULE = "must be a number above 0 and at most 1000; 1 is usual";

  public Share {
    if (!isWeight(weight)) {
      throw new IllegalArgumentException("weight = " + weight + " " + WEIGHT_RULE);
    }
    if (Math.abs((long) priority) > MOST_PRIORITY) {
      throw new IllegalArgumentException("priority = " + priority + " must be from -100 to 100");
    }
  }

  static boolean isWeight(double weight) {
    return weight > 0 && weight <= MOST_WEIGHT;
  }
}
