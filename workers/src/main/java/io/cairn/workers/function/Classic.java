package io.cairn.workers.function;

import io.cairn.workers.function.TestFunction.Range;
import java.util.Collections;
import java.util.List;

/**
 * Classic test functions of one fidelity.
 *
 * <p>Formulas and domains as collected by S. Surjanovic and D. Bingham, "Virtual Library of
 * Simulation Experiments: test functions and datasets", Simon Fraser University, 2013. The least
 * value of each is 0, at the origin or, for rosenbrock and levy, at (1, ..., 1); of six-hump-camel
 * it is -1.0316 at (0.0898, -0.7126) and its mirror image.
 */
enum Classic {
  SPHERE("sphere", 1, new Range(-5.12, 5.12), 1) {
    @Override
    double loss(double[] x) {
      double sum = 0;
      for (double v : x) {
        sum += v * v;
      }
      return sum;
    }
  },

  ROSENBROCK("rosenbrock", 2, new Range(-5, 10), 1.5) {
    @Override
    double loss(double[] x) {
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        double valley = x[i + 1] - x[i] * x[i];
        sum += 100 * valley * valley + (x[i] - 1) * (x[i] - 1);
      }
      return sum;
    }
  },

  ACKLEY("ackley", 1, new Range(-32.768, 32.768), 0.25) {
    @Override
    double loss(double[] x) {
      double squares = 0;
      double waves = 0;
      for (double v : x) {
        squares += v * v;
        waves += Math.cos(2 * Math.PI * v);
      }
      return -20 * Math.exp(-0.2 * Math.sqrt(squares / x.length))
          - Math.exp(waves / x.length)
          + 20
          + Math.E;
    }
  },

  RASTRIGIN("rastrigin", 1, new Range(-5.12, 5.12), 0.25) {
    @Override
    double loss(double[] x) {
      double sum = 10.0 * x.length;
      for (double v : x) {
        sum += v * v - 10 * Math.cos(2 * Math.PI * v);
      }
      return sum;
    }
  },

  LEVY("levy", 1, new Range(-10, 10), 2) {
    @Override
    double loss(double[] x) {
      double first = Math.sin(Math.PI * stretch(x[0]));
      double sum = first * first;
      for (int i = 0; i + 1 < x.length; i++) {
        double w = stretch(x[i]);
        double wave = Math.sin(Math.PI * w + 1);
        sum += (w - 1) * (w - 1) * (1 + 10 * wave * wave);
      }
      double last = stretch(x[x.length - 1]);
      double wave = Math.sin(2 * Math.PI * last);
      return sum + (last - 1) * (last - 1) * (1 + wave * wave);
    }

    private static double stretch(double v) {
      return 1 + (v - 1) / 4;
    }
  },

  SIX_HUMP_CAMEL("six-hump-camel", 2, new Range(-3, 3), 0.5) {
    @Override
    double loss(double[] x) {
      double a = x[0] * x[0];
      double b = x[1] * x[1];
      return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b;
    }

    @Override
    int maxInputs() {
      return 2;
    }

    @Override
    List<Range> domain(int inputs) {
      return List.of(new Range(-3, 3), new Range(-2, 2));
    }
  };

  private final String functionName;
  private final int minInputs;
  private final Range range;
  private final double shift;

  Classic(String functionName, int minInputs, Range range, double shift) {
    this.functionName = functionName;
    this.minInputs = minInputs;
    this.range = range;
    this.shift = shift;
  }

  abstract double loss(double[] x);

  String functionName() {
    return functionName;
  }

  int minInputs() {
    return minInputs;
  }

  int maxInputs() {
    return Integer.MAX_VALUE;
  }

  List<Range> domain(int inputs) {
    return Collections.nCopies(inputs, range);
  }

  /** How far {@link Shifted} moves it at no fidelity at all, in each coordinate. */
  double shift() {
    return shift;
  }
}
