package io.cairn.workers.function;

import java.util.List;

/**
 * The negated Currin exponential function with a fidelity.
 *
 * <p>f(x, z) = - (1 - (1 - 0.1 (1 - z)) exp(-1 / (2 x2))) (2300 x1^3 + 1900 x1^2 + 2092 x1 + 60) /
 * (100 x1^3 + 500 x1^2 + 4 x1 + 20) on the unit square. At z = 1 the minimum is -13.7987 at
 * (0.216667, 0).
 *
 * <p>Source: C. Currin, T. Mitchell, M. Morris, D. Ylvisaker, "A Bayesian approach to the design
 * and analysis of computer experiments", Oak Ridge National Laboratory, 1988. Fidelity: K.
 * Kandasamy, G. Dasarathy, J. Oliva, J. Schneider, B. Poczos, "Gaussian process bandit optimisation
 * with multi-fidelity evaluations", NIPS 2016, and "Multi-fidelity Bayesian optimisation with
 * continuous approximations", ICML 2017: the exponential's weight differs by up to a tenth. Their
 * code has the weight 1 - 0.1 z; here it is turned so that full fidelity is Currin's function
 * itself.
 */
final class Currin implements TestFunction {

  @Override
  public String name() {
    return "currin";
  }

  @Override
  public int minInputs() {
    return 2;
  }

  @Override
  public int maxInputs() {
    return 2;
  }

  @Override
  public List<Range> domain(int inputs) {
    return List.of(new Range(0, 1), new Range(0, 1));
  }

  @Override
  public double loss(double[] x, double z) {
    // At x2 = 0 the exponential is its limit 0: exp of minus infinity.
    double weight = 1 - (1 - 0.1 * (1 - z)) * Math.exp(-1 / (2 * x[1]));
    double a = x[0];
    double above = ((2300 * a + 1900) * a + 2092) * a + 60;
    double below = ((100 * a + 500) * a + 4) * a + 20;
    return -weight * above / below;
  }
}
