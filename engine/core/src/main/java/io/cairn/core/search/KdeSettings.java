package io.cairn.core.search;

/**
 * Figures of the density model of BOHB; the defaults are those of the paper and its authors'
 * implementation.
 *
 * @param topShare share of the results at a rung that counts as good, in (0, 1)
 * @param randomShare share of the proposals that are random, in [0, 1]
 * @param candidates how many points drawn from the good density compete for a proposal, at least 1
 * @param bandwidthFactor how much wider than its bandwidth the good density is sampled, &gt; 0
 * @param minBandwidth floor of every bandwidth, in the unit cube, &gt; 0
 */
record KdeSettings(
    double topShare,
    double randomShare,
    int candidates,
    double bandwidthFactor,
    double minBandwidth) {

  static final KdeSettings DEFAULTS = new KdeSettings(0.15, 1.0 / 3, 64, 3, 1e-3);

  /** Results of a rung that the model looks at: 256, and more in spaces of very many dimensions. */
  static int window(int dimensions) {
    return Math.max(256, 3 * minPoints(dimensions));
  }

  /** Least number of results in either density: d + 1. */
  static int minPoints(int dimensions) {
    return dimensions + 1;
  }

  /** How many results count as good when there are {@code results} of them. */
  int good(int results, int dimensions) {
    return Math.max(minPoints(dimensions), (int) (topShare * results));
  }
}
