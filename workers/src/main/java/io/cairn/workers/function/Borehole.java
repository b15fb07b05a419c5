package io.cairn.workers.function;

import java.util.List;

/**
 * The negated flow of water through a borehole, with a fidelity.
 *
 * <p>Inputs: radius of the borehole r_w, radius of influence r, transmissivity of the upper aquifer
 * T_u, its head H_u, transmissivity of the lower aquifer T_l, its head H_l, length L, conductivity
 * K_w. High fidelity: 2 pi T_u (H_u - H_l) / (ln(r / r_w) (1 + 2 L T_u / (ln(r / r_w) r_w^2 K_w) +
 * T_u / T_l)); low fidelity: 5 in place of 2 pi, and 1.5 in place of the bracket's 1. f(x, z) = -
 * (z high + (1 - z) low). At z = 1 the minimum is about -309.6, at the ends of the ranges.
 *
 * <p>Source: M. D. Morris, T. J. Mitchell, D. Ylvisaker, "Bayesian design and analysis of computer
 * experiments: use of derivatives in surface prediction", Technometrics 35(3), 1993. Low fidelity:
 * S. Xiong, P. Z. G. Qian, C. F. J. Wu, "Sequential design and analysis of high-accuracy and
 * low-accuracy computer codes", Technometrics 55(1), 2013. Mixture: K. Kandasamy, G. Dasarathy, J.
 * Schneider, B. Poczos, "Multi-fidelity Bayesian optimisation with continuous approximations", ICML
 * 2017.
 */
final class Borehole implements TestFunction {

  @Override
  public String name() {
    return "borehole";
  }

  @Override
  public int minInputs() {
    return 8;
  }

  @Override
  public int maxInputs() {
    return 8;
  }

  @Override
  public List<Range> domain(int inputs) {
    return List.of(
        new Range(0.05, 0.15),
        new Range(100, 50_000),
        new Range(63_070, 115_600),
        new Range(990, 1_110),
        new Range(63.1, 116),
        new Range(700, 820),
        new Range(1_120, 1_680),
        new Range(9_855, 12_045));
  }

  @Override
  public double loss(double[] x, double z) {
    return -(z * flow(x, 2 * Math.PI, 1) + (1 - z) * flow(x, 5, 1.5));
  }

  private static double flow(double[] x, double factor, double offset) {
    double log = Math.log(x[1] / x[0]);
    double resistance = offset + 2 * x[6] * x[2] / (log * x[0] * x[0] * x[7]) + x[2] / x[4];
    return factor * x[2] * (x[3] - x[5]) / (log * resistance);
  }
}
