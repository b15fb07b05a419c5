package io.cairn.core.transfer;

import io.cairn.core.surrogate.UnitAxes;
import java.util.Arrays;
import java.util.List;

/**
 * What a prior would have thought of a configuration that it did not try: the mean score of the
 * five nearest that it did, weighted by the inverse of the squared distance (D. Shepard, "A
 * two-dimensional interpolation function for irregularly-spaced data", ACM National Conference
 * 1968), and of {@link PriorScores#UNKNOWN} with the weight of a neighbour at the distance of a
 * random one. So where nothing near was tried, hardly anything is claimed.
 *
 * <p>Of many configurations 400 are looked at, evenly spread over the order from best to worst,
 * which bounds the work.
 */
final class NeighbourPrediction {
  private static final int NEIGHBOURS = 5;
  private static final int MOST_POINTS = 400;

  /**
   * Added to squared distances, so that a neighbour at distance 0 (another projection to the same
   * place) stays finite.
   */
  private static final double NUGGET = 0.01;

  /** The mean squared distance of two uniform numbers in [0, 1]. */
  private static final double RANDOM_SQUARED_DISTANCE = 1.0 / 6;

  private final UnitAxes axes;
  private final double[][] points;
  private final double[] scores;

  /**
   * @param axes of the space
   * @param sorted what the prior tried, best first
   */
  NeighbourPrediction(UnitAxes axes, List<MappedPrior.Entry> sorted) {
    this.axes = axes;
    int size = Math.min(sorted.size(), MOST_POINTS);
    this.points = new double[size][];
    this.scores = new double[size];
    for (int i = 0; i < size; i++) {
      MappedPrior.Entry entry = sorted.get((int) ((long) i * sorted.size() / size));
      points[i] = axes.point(entry.configuration());
      scores[i] = entry.score();
    }
  }

  /** The score expected at a point; {@link PriorScores#UNKNOWN} if the prior tried nothing. */
  double at(double[] point) {
    double[] nearest = new double[NEIGHBOURS]; // squared distances, rising
    double[] found = new double[NEIGHBOURS];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < points.length; i++) {
      double distance = axes.distance(point, points[i]);
      insert(nearest, found, distance * distance, scores[i]);
    }
    double weights = 1 / RANDOM_SQUARED_DISTANCE;
    double sum = PriorScores.UNKNOWN * weights;
    for (int k = 0; k < NEIGHBOURS && nearest[k] < Double.POSITIVE_INFINITY; k++) {
      double weight = 1 / (nearest[k] + NUGGET);
      weights += weight;
      sum += weight * found[k];
    }
    return sum / weights;
  }

  private static void insert(double[] nearest, double[] found, double squared, double score) {
    if (squared >= nearest[NEIGHBOURS - 1]) {
      return;
    }
    int place = NEIGHBOURS - 1;
    while (place > 0 && nearest[place - 1] > squared) {
      nearest[place] = nearest[place - 1];
      found[place] = found[place - 1];
      place--;
    }
    nearest[place] = squared;
    found[place] = score;
  }
}
