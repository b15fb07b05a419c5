package io.cairn.bench.elastic;

/**
 * What work costs in virtual time.
 *
 * @param measured whether decisions and fits take as long as they took on this machine, or always
 *     the same, so that a run can be repeated
 * @param decisionSeconds of a decision if not measured
 * @param fitSeconds of a fit if not measured
 * @param durableSeconds from a decision until it is on disk and its answer there; others are
 *     decided meanwhile
 */
record Costs(boolean measured, double decisionSeconds, double fitSeconds, double durableSeconds) {
  private static final double NANOSECONDS = 1e9;

  /** As on this machine; the journal takes what docs/performance.md says. */
  static final Costs MEASURED = new Costs(true, 0, 0, 0.01);

  /** Always the same, and more than was measured. */
  static final Costs FIXED = new Costs(false, 0.002, 0.1, 0.02);

  double decision(long nanoseconds) {
    return measured ? nanoseconds / NANOSECONDS : decisionSeconds;
  }

  double fit(long nanoseconds) {
    return measured ? nanoseconds / NANOSECONDS : fitSeconds;
  }
}
