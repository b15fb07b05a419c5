package io.cairn.workers.function;

import java.util.Collections;
import java.util.List;

/**
 * A family of learning curves that cross.
 *
 * <p>Every point of the unit cube has a final loss a(x), a bowl with a few ripples, and a learning
 * rate r(x), a wave in another direction. Its curve is a power law from 1 at z = 0 to a(x) at z =
 * 1:
 *
 * <p>f(x, z) = a + (1 - a) (p(z) - p(1)) / (1 - p(1)), p(z) = (1 + 100 z)^-r.
 *
 * <p>Early on the fast learners lead, later the good ones: the rank correlation with full fidelity
 * is low at first and grows with the resource. The form is the power law of T. Domhan, J. T.
 * Springenberg, F. Hutter, "Speeding up automatic hyperparameter optimization of deep neural
 * networks by extrapolation of learning curves", IJCAI 2015, with an end that is exact.
 */
final class LearningCurve implements TestFunction {

  private static final double STEPS = 100;
  private static final double GOLDEN = 0.6180339887498949;

  @Override
  public String name() {
    return "learning-curve";
  }

  @Override
  public int minInputs() {
    return 1;
  }

  @Override
  public int maxInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<Range> domain(int inputs) {
    return Collections.nCopies(inputs, new Range(0, 1));
  }

  @Override
  public double loss(double[] x, double z) {
    double last = finalLoss(x);
    double rate = rate(x);
    double end = Math.pow(1 + STEPS, -rate);
    double now = Math.pow(1 + STEPS * z, -rate);
    return last + (1 - last) * (now - end) / (1 - end);
  }

  private static double finalLoss(double[] x) {
    double bowl = 0;
    double ripple = 0;
    for (int i = 0; i < x.length; i++) {
      // Optimum in a different place in each coordinate, well inside the cube.
      double distance = x[i] - (0.2 + 0.6 * ((i + 1) * GOLDEN % 1));
      bowl += distance * distance;
      ripple += 1 - Math.cos(6 * Math.PI * distance);
    }
    return 0.05 + 0.8 * bowl / x.length + 0.02 * ripple / x.length;
  }

  private static double rate(double[] x) {
    double direction = 0;
    for (int i = 0; i < x.length; i++) {
      direction += (i % 2 == 0 ? 1 : -1) * x[i];
    }
    return 0.9 + 0.6 * Math.sin(2 * Math.PI * direction + 1);
  }
}
