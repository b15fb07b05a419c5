package io.cairn.core.landscape.sample;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.surrogate.UnitAxes;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Points of the unit cube with losses, and how much each stands for. Immutable.
 *
 * <p>A coordinate is NaN where inactive, which is a value of its own, 1 away from all others.
 */
public final class LandscapeSample {
  private final UnitAxes axes;
  private final double[][] points;
  private final double[] losses;
  private final double[] weights;

  private LandscapeSample(UnitAxes axes, double[][] points, double[] losses, double[] weights) {
    this.axes = axes;
    this.points = points;
    this.losses = losses;
    this.weights = weights;
  }

  /**
   * A sample that stands for the space as it is: every point drawn alike.
   *
   * @param axes what the coordinates stand for
   * @param points one coordinate for each axis
   * @param losses to minimise; NaN is not measured, +infinity diverged
   * @throws IllegalArgumentException if the lengths differ
   */
  public static LandscapeSample of(UnitAxes axes, double[][] points, double[] losses) {
    Objects.requireNonNull(axes, "axes");
    if (points.length != losses.length) {
      throw new IllegalArgumentException(
          points.length + " points need one loss each, not " + losses.length + " losses.");
    }
    for (double[] point : points) {
      if (point.length != axes.size()) {
        throw new IllegalArgumentException(
            "A point of "
                + point.length
                + " coordinates must have one for each of the "
                + axes.size()
                + " axes.");
      }
    }
    double[][] copy = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    return new LandscapeSample(axes, copy, losses.clone(), ones(losses.length));
  }

  /** Everything that a landscape measured at a level. */
  public static LandscapeSample of(Landscape landscape, int level) {
    UnitAxes axes = UnitAxes.of(landscape.space());
    double[][] points =
        landscape.configurations().stream().map(axes::point).toArray(double[][]::new);
    return new LandscapeSample(axes, points, landscape.losses(level), ones(points.length));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The points of given numbers alone: the random part of a search. */
  public LandscapeSample restrictedTo(IntPredicate included) {
    int[] kept = IntStream.range(0, losses.length).filter(included).toArray();
    return new LandscapeSample(
        axes,
        IntStream.of(kept).mapToObj(i -> points[i]).toArray(double[][]::new),
        IntStream.of(kept).mapToDouble(i -> losses[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> weights[i]).toArray());
  }

  /**
   * The same points, each standing for so much of the space: the inverse of the density that it was
   * proposed with, up to a common factor.
   *
   * @throws IllegalArgumentException if there is not one for each, or one is negative or not finite
   */
  public LandscapeSample weighted(double[] inverseDensities) {
    if (inverseDensities.length != losses.length) {
      throw new IllegalArgumentException(
          inverseDensities.length
              + " weights must be one for each of "
              + losses.length
              + " points.");
    }
    for (double weight : inverseDensities) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "The weight " + weight + " must be finite and at least 0.");
      }
    }
    return new LandscapeSample(axes, points, losses, inverseDensities.clone());
  }

  UnitAxes axes() {
    return axes;
  }

  int size() {
    return losses.length;
  }

  double[] point(int i) {
    return points[i];
  }

  double loss(int i) {
    return losses[i];
  }

  double weight(int i) {
    return weights[i];
  }

  boolean measured(int i) {
    return !Double.isNaN(losses[i]);
  }
}
