package io.cairn.workers.function;

import java.util.Collections;
import java.util.List;

/**
 * The Hartmann functions in three and six dimensions with a fidelity.
 *
 * <p>f(x, z) = - sum_i (alpha_i - 0.1 (1 - z)) exp(- sum_j A_ij (x_j - P_ij)^2) on the unit cube.
 * At z = 1 the minimum is -3.86278 at (0.114614, 0.555649, 0.852547), and -3.32237 at (0.20169,
 * 0.150011, 0.476874, 0.275332, 0.311652, 0.6573).
 *
 * <p>Source: J. K. Hartman, "Some experiments in global optimization", Naval Research Logistics
 * Quarterly 20(3), 1973. Fidelity: K. Kandasamy, G. Dasarathy, J. Schneider, B. Poczos,
 * "Multi-fidelity Bayesian optimisation with continuous approximations", ICML 2017, which maximises
 * the negative and has a fidelity for each of up to four alphas; here one for all.
 */
final class Hartmann implements TestFunction {

  private static final double[] ALPHA = {1.0, 1.2, 3.0, 3.2};

  private static final double[][] A3 = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};

  private static final double[][] P3 = {
    {3689, 1170, 2673}, {4699, 4387, 7470}, {1091, 8732, 5547}, {381, 5743, 8828}
  };

  private static final double[][] A6 = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };

  private static final double[][] P6 = {
    {1312, 1696, 5569, 124, 8283, 5886},
    {2329, 4135, 8307, 3736, 1004, 9991},
    {2348, 1451, 3522, 2883, 3047, 6650},
    {4047, 8828, 8732, 5743, 1091, 381}
  };

  private final double[][] widths;
  private final double[][] centres;

  private Hartmann(double[][] widths, double[][] centres) {
    this.widths = widths;
    this.centres = centres;
  }

  static Hartmann three() {
    return new Hartmann(A3, P3);
  }

  static Hartmann six() {
    return new Hartmann(A6, P6);
  }

  @Override
  public String name() {
    return "hartmann" + minInputs();
  }

  @Override
  public int minInputs() {
    return widths[0].length;
  }

  @Override
  public int maxInputs() {
    return minInputs();
  }

  @Override
  public List<Range> domain(int inputs) {
    return Collections.nCopies(inputs, new Range(0, 1));
  }

  @Override
  public double loss(double[] x, double z) {
    double sum = 0;
    for (int i = 0; i < ALPHA.length; i++) {
      double exponent = 0;
      for (int j = 0; j < x.length; j++) {
        double distance = x[j] - 1e-4 * centres[i][j];
        exponent += widths[i][j] * distance * distance;
      }
      sum += (ALPHA[i] - 0.1 * (1 - z)) * Math.exp(-exponent);
    }
    return -sum;
  }
}
