package io.cairn.core.landscape.similarity;

/**
 * What to compare and how sure to be.
 *
 * @param gamma share of the configurations that counts as the top, in (0, 0.5]
 * @param confidence of every interval, in [0.5, 1)
 */
public record AgreementSettings(double gamma, double confidence) {
  private static final AgreementSettings STANDARD = new AgreementSettings(0.1, 0.95);

  public AgreementSettings {
    if (!(gamma > 0 && gamma <= 0.5)) {
      throw new IllegalArgumentException(
          "gamma = " + gamma + " must be a share above 0, at most 0.5; 0.1 is usual");
    }
    if (!(confidence >= 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence = " + confidence + " must be at least 0.5 and below 1; 0.95 is usual");
    }
  }

  /** The best tenth, 95 % intervals. */
  public static AgreementSettings standard() {
    return STANDARD;
  }

  /** How many of {@code n} configurations are the top: the share rounded, at least one. */
  public int top(int n) {
    return Math.max(1, (int) Math.round(gamma * n));
  }

  /**
   * The share of a count, with an interval of this confidence.
   *
   * @param count from 0 to {@code of}; a fraction where it is an expectation
   * @param of how many there could be, at least 1
   */
  public Estimate share(double count, int of) {
    return new SharedTop(of, of, Math.max(0, Math.min(of, count))).interval(tail());
  }

  /** Half-width of an interval in standard errors: 1.96 for 95 %. */
  double quantile() {
    return GaussianCopula.quantile((1 + confidence) / 2);
  }

  /** What either side of an interval may miss: 0.025 for 95 %. */
  double tail() {
    return (1 - confidence) / 2;
  }
}
