package io.cairn.core.landscape.topology;

import java.util.List;

/**
 * Every metric of a landscape's topology.
 *
 * @param neighbourRule by what rule nodes are neighbours
 * @param measured measured nodes, diverged ones included
 * @param diverged diverged nodes
 * @param coverage measured nodes per node of the grid; NaN if the grid is too large to count
 * @param figures one for each metric, in the order of {@link TopologyMetric}
 */
public record TopologyReport(
    String neighbourRule, int measured, int diverged, double coverage, List<Figure> figures) {

  /**
   * @throws IllegalArgumentException if the figures are not one for each metric in order
   */
  public TopologyReport {
    figures = List.copyOf(figures);
    List<TopologyMetric> metrics = figures.stream().map(Figure::metric).toList();
    if (!metrics.equals(List.of(TopologyMetric.values()))) {
      throw new IllegalArgumentException(
          "the figures " + metrics + " must be one for each metric, in their order");
    }
  }

  /** The figure of a metric. */
  public Figure figure(TopologyMetric metric) {
    return figures.get(metric.ordinal());
  }

  /** The value of a metric; NaN if undefined here. */
  public double value(TopologyMetric metric) {
    return figure(metric).value();
  }
}
