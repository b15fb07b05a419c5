package io.cairn.core.landscape.topology;

import java.util.List;

/**
 * The metrics of a landscape's topology.
 *
 * @param neighbourRule by what rule nodes are neighbours
 * @param measured measured nodes, diverged ones included
 * @param diverged diverged nodes
 * @param coverage measured nodes per node of the grid; NaN if the grid is too large to count
 * @param figures one for each metric that was asked for, in the order of {@link TopologyMetric}
 */
public record TopologyReport(
    String neighbourRule, int measured, int diverged, double coverage, List<Figure> figures) {

  public TopologyReport {
    figures = List.copyOf(figures);
  }

  /**
   * The figure of a metric.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public Figure figure(TopologyMetric metric) {
    return figures.stream()
        .filter(figure -> figure.metric() == metric)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    metric.label() + " was not computed; ask analyze for it"));
  }

  /** The value of a metric; NaN if undefined here. */
  public double value(TopologyMetric metric) {
    return figure(metric).value();
  }
}
