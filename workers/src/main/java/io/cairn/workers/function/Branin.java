package io.cairn.workers.function;

import java.util.List;

/**
 * The Branin function with a fidelity.
 *
 * <p>f(x, z) = (x2 - b(z) x1^2 + c(z) x1 - 6)^2 + 10 (1 - t(z)) cos x1 + 10 with b = 5.1 / (4 pi^2)
 * - 0.01 (1 - z), c = 5 / pi - 0.1 (1 - z), t = 1 / (8 pi) + 0.005 (1 - z). At z = 1 it is Branin's
 * function, whose minimum 0.397887 is at (-pi, 12.275), (pi, 2.275) and (9.42478, 2.475).
 *
 * <p>Source: F. H. Branin, "Widely convergent method for finding multiple solutions of simultaneous
 * nonlinear equations", IBM Journal of Research and Development 16(5), 1972. Fidelity: K.
 * Kandasamy, G. Dasarathy, J. Schneider, B. Poczos, "Multi-fidelity Bayesian optimisation with
 * continuous approximations", ICML 2017, with the perturbations of its authors' code; there b, c
 * and t have a fidelity each, here one for all.
 */
final class Branin implements TestFunction {

  @Override
  public String name() {
    return "branin";
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
    return List.of(new Range(-5, 10), new Range(0, 15));
  }

  @Override
  public double loss(double[] x, double z) {
    double b = 5.1 / (4 * Math.PI * Math.PI) - 0.01 * (1 - z);
    double c = 5 / Math.PI - 0.1 * (1 - z);
    double t = 1 / (8 * Math.PI) + 0.005 * (1 - z);
    double valley = x[1] - b * x[0] * x[0] + c * x[0] - 6;
    return valley * valley + 10 * (1 - t) * Math.cos(x[0]) + 10;
  }
}
