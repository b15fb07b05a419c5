package io.cairn.core.landscape.map;

/**
 * How a landscape is drawn up as a map.
 *
 * @param proximity what HOPE embeds
 * @param rank singular values of HOPE; the embedding has twice as many columns
 * @param neighbours of UMAP, the point itself among them, and of the quality figures
 * @param epochs of UMAP
 * @param leastDistance how near UMAP may put points, in units of its spread
 * @param mostPoints beyond so many, a sample stratified by rank is drawn
 * @param seed every long is a good seed; the same seed gives the same bits
 */
public record MapSettings(
    Proximity proximity,
    int rank,
    int neighbours,
    int epochs,
    double leastDistance,
    int mostPoints,
    long seed) {
  public MapSettings {
    if (rank < 1 || neighbours < 2 || epochs < 0 || mostPoints < 2) {
      throw new IllegalArgumentException(
          "A map needs rank >= 1, neighbours >= 2, epochs >= 0 and mostPoints >= 2, not "
              + rank
              + ", "
              + neighbours
              + ", "
              + epochs
              + " and "
              + mostPoints);
    }
    if (!(leastDistance >= 0 && leastDistance <= 1)) {
      throw new IllegalArgumentException(
          "leastDistance = " + leastDistance + " must lie in [0, 1], the spread of the picture");
    }
  }

  /**
   * Huang and Li's, rank 64, 15 neighbours, 500 epochs, least distance 1, but for the proximity; up
   * to 20,000 points.
   */
  public static MapSettings standard(long seed) {
    return new MapSettings(Proximity.UP_TO_TWO_STEPS, 64, 15, 500, 1, 20_000, seed);
  }

  /** The same with Huang and Li's proximity, {@link Proximity#TWO_STEPS}. */
  public static MapSettings paper(long seed) {
    return new MapSettings(Proximity.TWO_STEPS, 64, 15, 500, 1, 20_000, seed);
  }
}
