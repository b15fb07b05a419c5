package io.cairn.core.landscape.sample;

/**
 * How much to compute.
 *
 * @param maxPoints of more points a random part is looked at, 20 to 10,000; the distances of 2,000
 *     take 8 MB
 * @param replicates of the intervals, at least 20
 * @param confidence of the intervals, in [0.5, 1)
 * @param seed of the part, the tie breaks and the replicates
 */
public record SampleSettings(int maxPoints, int replicates, double confidence, long seed) {
  private static final SampleSettings STANDARD = new SampleSettings(2000, 100, 0.95, 1);

  public SampleSettings {
    require(
        maxPoints >= 20 && maxPoints <= 10_000,
        "maxPoints = " + maxPoints + " must be from 20 to 10,000");
    require(replicates >= 20, "replicates = " + replicates + " must be at least 20");
    require(
        confidence >= 0.5 && confidence < 1,
        "confidence = " + confidence + " must be at least 0.5 and below 1");
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }

  /** 2,000 points, 100 replicates, 95 %. */
  public static SampleSettings standard() {
    return STANDARD;
  }
}
