package io.cairn.core.study;

/**
 * How a study stands among others that want the same machines. For the dispatcher; decisions of the
 * study do not depend on it.
 *
 * @param weight its share of the machines in relation to others of the same priority; above 0, at
 *     most 1000
 * @param priority those of a higher one are served first; -100 to 100
 */
public record Share(double weight, int priority) {

  /** Like any other. */
  public static final Share EQUAL = new Share(1, 0);

  private static final double MOST_WEIGHT = 1000;

  /** Largest priority; its negative is the least. */
  public static final int MOST_PRIORITY = 100;

  /** What a weight has to be, for messages. */
  public static final String WEIGHT_RULE = "must be a number above 0 and at most 1000; 1 is usual";

  public Share {
    if (!isWeight(weight)) {
      throw new IllegalArgumentException("weight = " + weight + " " + WEIGHT_RULE);
    }
    if (Math.abs((long) priority) > MOST_PRIORITY) {
      throw new IllegalArgumentException("priority = " + priority + " must be from -100 to 100");
    }
  }

  /** Whether it can be a weight. */
  public static boolean isWeight(double weight) {
    return weight > 0 && weight <= MOST_WEIGHT;
  }
}
