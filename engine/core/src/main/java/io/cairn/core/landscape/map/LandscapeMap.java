package io.cairn.core.landscape.map;

import java.util.List;
import java.util.Objects;

/**
 * A landscape laid out in the plane.
 *
 * @param rows which configurations the points are, by their number in what was mapped, rising
 * @param losses of the points, infinite where diverged
 * @param ranks of the losses among all measured configurations, 0 for the best to 1 for the worst;
 *     equal losses share a rank
 * @param measured how many configurations were measured in all
 * @param diverged how many of those diverged
 * @param map the landscape's map
 * @param baseline a principal component analysis of the space, to compare with
 * @param graph what the steps between configurations were, for people
 * @param warnings what a reader should know before believing the picture
 */
public record LandscapeMap(
    int[] rows,
    double[] losses,
    double[] ranks,
    int measured,
    int diverged,
    Layout map,
    Layout baseline,
    String graph,
    List<String> warnings) {
  public LandscapeMap {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(graph, "graph");
    rows = rows.clone();
    losses = losses.clone();
    ranks = ranks.clone();
    warnings = List.copyOf(warnings);
  }

  /** A copy of the numbers. */
  @Override
  public int[] rows() {
    return rows.clone();
  }

  /** A copy of the losses. */
  @Override
  public double[] losses() {
    return losses.clone();
  }

  /** A copy of the ranks. */
  @Override
  public double[] ranks() {
    return ranks.clone();
  }
}
