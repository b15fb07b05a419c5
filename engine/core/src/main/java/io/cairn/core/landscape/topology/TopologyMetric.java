package io.cairn.core.landscape.topology;

/** The metrics of topology, in the order in which reports print them. */
public enum TopologyMetric {
  /** Whether neighbours have similar losses; pairs are undirected. n counts pairs. */
  ASSORTATIVITY("loss assortativity", "-1 to 1; 1: neighbours have similar losses"),
  /** The same over directed improving edges. n counts edges. */
  ASSORTATIVITY_PAPER("loss assortativity (paper)", "-1 to 1, over directed improving edges"),
  /** Lag-1 correlation along a random walk; equals the assortativity. n counts pairs. */
  AUTOCORRELATION("autocorrelation", "-1 to 1; 1: smooth"),
  /** Median over short seeded walks. n counts walks. */
  AUTOCORRELATION_PAPER("autocorrelation (paper)", "median over walks; biased low"),
  /** Share of neighbours within an absolute tolerance. n counts nodes. */
  NEUTRALITY_ABSOLUTE("mean neutrality, absolute", "0 to 1; share of neutral neighbours"),
  /** Share of neighbours within a relative tolerance. n counts nodes. */
  NEUTRALITY_RELATIVE("mean neutrality, relative", "0 to 1; share of neutral neighbours"),
  /** Share of neighbours that noise cannot tell apart. n counts nodes. */
  NEUTRALITY_NOISE("mean neutrality, noise", "0 to 1; share of neighbours within noise"),
  /** Whether it is flatter near the optimum, absolute tolerance. n counts nodes. */
  NEUTRALITY_DISTANCE_ABSOLUTE("neutrality-distance, absolute", "-1 to 1; 1: flat near the best"),
  /** Whether it is flatter near the optimum, relative tolerance. n counts nodes. */
  NEUTRALITY_DISTANCE_RELATIVE("neutrality-distance, relative", "-1 to 1; 1: flat near the best"),
  /** Number of tied best nodes. n counts nodes. */
  GLOBAL_OPTIMA("global optima", "tied best nodes"),
  /** Nodes whose every neighbour is worse. n counts nodes. */
  OPTIMA_STRICT("local optima, strict", "nodes with worse neighbours only"),
  /** Nodes without better neighbour, each tied node for itself. n counts nodes. */
  OPTIMA_TIED("local optima, nodes", "nodes without a better neighbour"),
  /** Plateaus of equal losses without exit. n counts nodes. */
  OPTIMA_PLATEAU("local optima, plateaus", "plateaus of ties without a better neighbour"),
  /** Plateaus within an absolute tolerance. n counts nodes. */
  OPTIMA_PLATEAU_ABSOLUTE("local optima, plateaus, absolute", "plateaus within the tolerance"),
  /** Plateaus within a share of the median loss. n counts nodes. */
  OPTIMA_PLATEAU_RELATIVE("local optima, plateaus, relative", "plateaus within the tolerance"),
  /** Plateaus within noise. n counts nodes. */
  OPTIMA_PLATEAU_NOISE("local optima, plateaus, noise", "plateaus within noise"),
  /** Nodes a basin. n counts optima. */
  BASIN_SIZE("mean basin size", "nodes that climb to an optimum"),
  /** Steps of a climb. n counts nodes. */
  BASIN_STEPS("mean climb", "steps of best improvement to the optimum"),
  /** Distance of a basin's farthest node from its optimum. n counts optima. */
  BASIN_RADIUS("mean basin radius", "distance of the farthest node from its optimum"),
  /** Spearman of basin size and loss of the optimum. n counts optima. */
  BASIN_SIZE_LOSS("basin size and loss", "-1 to 1; -1: better optima have larger basins"),
  /** Share of neighbours in other basins. n counts optima. */
  ESCAPE_RATE("mean escape rate", "0 to 1; chance that a random step leaves the basin"),
  /** Spearman of loss and distance to the nearest global optimum. n counts nodes. */
  FITNESS_DISTANCE("loss-distance correlation", "-1 to 1; 1: losses lead to the best"),
  /** Whether gains shrink along climbs to the best. n counts climbs. */
  FLATTENING("fitness flattening", "-1 to 1; 1: gains shrink on the way to the best"),
  /** Share of nodes with an improving path to a global optimum. n counts nodes. */
  ACCESSIBILITY("accessibility", "0 to 1; nodes with an improving path to the best"),
  /** The same where ties may be crossed. n counts nodes. */
  ACCESSIBILITY_NEUTRAL("accessibility over ties", "0 to 1; nodes with a path that never rises"),
  /** Whether effects are the same elsewhere. n counts squares. */
  GAMMA("gamma epistasis", "-1 to 1; 1: additive, 0: no structure"),
  /** Information content at its most rugged tolerance. n counts nodes. */
  INFORMATION_CONTENT("information content", "0 to 1; variety of slopes at the richest eps"),
  /** Information content without tolerance. n counts nodes. */
  INFORMATION_CONTENT_EXACT("information content, eps 0", "0 to 1; variety of slopes"),
  /** Mean |dL| of pairs in standard deviations of the loss. n counts pairs. */
  GRADIENT("gradient intensity", "mean step in standard deviations of the loss"),
  /** 1 if a landscape with one optimum fits the intervals of the repeats. n counts nodes. */
  UNIMODAL("unimodal within noise", "1: cannot be rejected, 0: rejected");

  private final String label;
  private final String reading;

  TopologyMetric(String label, String reading) {
    this.label = label;
    this.reading = reading;
  }

  /** Name for people. */
  public String label() {
    return label;
  }

  /** Range and what high or low means, in a few words. */
  public String reading() {
    return reading;
  }
}
