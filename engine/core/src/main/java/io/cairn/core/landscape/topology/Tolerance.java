package io.cairn.core.landscape.topology;

/** What it means for two losses to be as good as equal. */
public enum Tolerance {
  /** Equal losses only, or a metric without tolerance. */
  NONE,

  /** {@code |dL| <= eps}, in the unit of the loss. */
  ABSOLUTE,

  /**
   * {@code |dL| <= eps * max(|L_u|, |L_v|)}: a share of the larger loss of the pair, so that it is
   * the same from either end.
   */
  RELATIVE,

  /**
   * {@code |dL| <= z * sqrt(se_u^2 + se_v^2)} from the spread of repeats: a difference that noise
   * explains.
   */
  NOISE
}
