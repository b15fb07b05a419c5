package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.GridLandscape;
import java.util.EnumSet;
import java.util.Set;

/**
 * Entry to the metrics of a loss landscape's shape.
 *
 * <p>Every metric runs over the measured nodes and the pairs of neighbours among them. What
 * unmeasured and diverged nodes mean: an unmeasured node is not there, so that on samples an
 * optimum is one among what was measured; a diverged node is worse than any finite loss, hence
 * never an optimum, a neighbour that is not neutral, the worst rank, and left out wherever losses
 * are averaged or multiplied (correlations, gamma, information content, gradient). Of nodes that
 * tie the lower code comes first wherever one must be chosen.
 *
 * <p>Intervals are given where the landscape is not complete: 95 % for what the whole grid would
 * show, if the measured nodes were drawn at random from it. Numbers of optima have bounds instead:
 * from those that are confirmed, all their neighbours being measured, to those not yet refuted. A
 * search does not draw at random; its sample overstates what is near the optimum.
 */
public final class Topology {
  private Topology() {}

  /**
   * Computes all metrics.
   *
   * @return with NaN for metrics that are undefined here; see {@link TopologyMetric}
   */
  public static TopologyReport analyze(GridLandscape landscape, TopologySettings settings) {
    return analyze(landscape, settings, EnumSet.allOf(TopologyMetric.class));
  }

  /** Computes some metrics, and nothing that only others need. */
  public static TopologyReport analyze(
      GridLandscape landscape, TopologySettings settings, Set<TopologyMetric> metrics) {
    return new Analysis(new Terrain(landscape), settings, Set.copyOf(metrics)).report();
  }
}
