package io.cairn.core.landscape.sample;

/** A figure of a sample's shape. Losses are minimised; distances are those of the unit cube. */
public enum SampleMetric {
  NEIGHBOUR_CORRELATION(
      "neighbour correlation", -1, 1, "rank correlation of losses of nearest neighbours; 1 smooth"),
  FITNESS_DISTANCE(
      "fitness-distance correlation",
      -1,
      1,
      "rank correlation of loss and distance to the best; 1 one funnel"),
  NBC_SD_RATIO(
      "nbc sd ratio",
      0,
      Double.POSITIVE_INFINITY,
      "spread of nearest over spread of nearest better distances; low: funnels"),
  NBC_MEAN_RATIO(
      "nbc mean ratio", 0, 1, "mean nearest over mean nearest better distance; high: one funnel"),
  NBC_CORRELATION("nbc correlation", -1, 1, "correlation of nearest and nearest better distances"),
  NBC_RATIO_SPREAD(
      "nbc ratio spread",
      0,
      Double.POSITIVE_INFINITY,
      "coefficient of variation of nearest over nearest better distance"),
  NBC_INDEGREE_CORRELATION(
      "nbc indegree correlation",
      -1,
      1,
      "rank correlation of loss and of how many points have one as nearest better; negative: "
          + "good points attract"),
  DISPERSION_02("dispersion 2 %", 0, Double.POSITIVE_INFINITY, Texts.DISPERSION),
  DISPERSION_05("dispersion 5 %", 0, Double.POSITIVE_INFINITY, Texts.DISPERSION),
  DISPERSION_10("dispersion 10 %", 0, Double.POSITIVE_INFINITY, Texts.DISPERSION),
  DISPERSION_25("dispersion 25 %", 0, Double.POSITIVE_INFINITY, Texts.DISPERSION),
  INFORMATION_CONTENT(
      "information content",
      0,
      1,
      "H_max: ups and downs along a tour; 0 flat, 1 as rugged as can be"),
  SETTLING_SENSITIVITY(
      "settling sensitivity",
      InformationContent.LEAST_EXPONENT,
      InformationContent.GREATEST_EXPONENT,
      "eps_s: log10 of the slope below which nothing counts and the tour looks flat"),
  PARTIAL_INFORMATION(
      "partial information", 0, 1, "M0: share of the tour's steps that turn; 1 as many as can be"),
  LINEAR_R2("linear R2", Double.NEGATIVE_INFINITY, 1, Texts.R2),
  LINEAR_INTERACTIONS_R2("linear R2 with interactions", Double.NEGATIVE_INFINITY, 1, Texts.R2),
  QUADRATIC_R2("quadratic R2", Double.NEGATIVE_INFINITY, 1, Texts.R2),
  QUADRATIC_INTERACTIONS_R2(
      "quadratic R2 with interactions", Double.NEGATIVE_INFINITY, 1, Texts.R2);

  private final String title;
  private final double least;
  private final double greatest;
  private final String meaning;

  SampleMetric(String title, double least, double greatest, String meaning) {
    this.title = title;
    this.least = least;
    this.greatest = greatest;
    this.meaning = meaning;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** What it measures, and what high or low mean. */
  public String meaning() {
    return meaning;
  }

  /** The least that it can be. */
  public double least() {
    return least;
  }

  /** The greatest that it can be. */
  public double greatest() {
    return greatest;
  }

  private static final class Texts {
    static final String DISPERSION =
        "mean distance among the best over that among all; below 1: the good lie together";
    static final String R2 = "adjusted share of the loss's variance that the model explains";
  }
}
