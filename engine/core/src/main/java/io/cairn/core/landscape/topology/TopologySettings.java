package io.cairn.core.landscape.topology;

/**
 * What the metrics of topology can be set to.
 *
 * @param absoluteEps tolerance in the unit of the loss, at least 0
 * @param relativeEps tolerance as a share, at least 0
 * @param noiseZ standard errors of a difference that count as noise, above 0
 * @param walks random walks of the paper's autocorrelation, at least 1
 * @param walkLength steps of each, at least 2
 * @param climbs most climbs that the flattening index looks at, at least 1
 * @param seed of walks and of the groups that intervals rest on
 */
public record TopologySettings(
    double absoluteEps,
    double relativeEps,
    double noiseZ,
    int walks,
    int walkLength,
    int climbs,
    long seed) {
  /** 1 % both ways, two standard errors, the paper's 1,000 walks of 20 steps, 20,000 climbs. */
  public static final TopologySettings DEFAULT =
      new TopologySettings(0.01, 0.01, 1.96, 1000, 20, 20_000, 1);

  /**
   * @throws IllegalArgumentException if a rule above is broken
   */
  public TopologySettings {
    require(absoluteEps >= 0 && absoluteEps < Double.POSITIVE_INFINITY, "absoluteEps", absoluteEps);
    require(relativeEps >= 0 && relativeEps < Double.POSITIVE_INFINITY, "relativeEps", relativeEps);
    require(noiseZ > 0 && noiseZ < Double.POSITIVE_INFINITY, "noiseZ", noiseZ);
    require(walks >= 1, "walks", walks);
    require(walkLength >= 2, "walkLength", walkLength);
    require(climbs >= 1, "climbs", climbs);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(
          name
              + " = "
              + value
              + " is out of range: eps at least 0 and finite, noiseZ above 0, walks and climbs at"
              + " least 1, walkLength at least 2");
    }
  }

  /** The same with other tolerances. */
  public TopologySettings withEps(double absolute, double relative) {
    return new TopologySettings(absolute, relative, noiseZ, walks, walkLength, climbs, seed);
  }

  /** The same with another seed. */
  public TopologySettings withSeed(long other) {
    return new TopologySettings(absoluteEps, relativeEps, noiseZ, walks, walkLength, climbs, other);
  }
}
