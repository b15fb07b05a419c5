package io.cairn.core.search.landscape;

import io.cairn.core.surrogate.Encoding;
import io.cairn.core.surrogate.KernelShape;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses length scales, decays between rungs, amplitude, level, noise and trend of a kernel by
 * coordinate search on the posterior density of the observations: a factor up or down at a time.
 * Every figure has a log-normal prior, so that a handful of observations changes little.
 */
final class ShapeSearch {
  private static final double[] STEPS = {0.5, 2};
  private static final double SQRT_5 = Math.sqrt(5);

  private final Encoding encoding;
  private final double[] usual; // length scale of each axis
  private final int[] rungs;
  private final double[] values;
  private final int steps;
  private final double[][] apart; // [axis][pair], squared distance
  private final double[][] planes; // covariance of a plane of deviation 1, lower triangle
  private final Figures start;

  /**
   * The figures of a kernel; one length scale an axis.
   *
   * @param decays between rungs
   * @param trend deviation of the {@link Trend}; 0 for none, and none is found then
   */
  record Figures(
      double[] scales,
      double[] decays,
      double amplitude,
      double level,
      double noise,
      double trend) {

    static Figures usual(double[] scales, int steps) {
      double[] decays = new double[steps];
      Arrays.fill(decays, DECAY);
      return new Figures(scales, decays, AMPLITUDE, LEVEL, NOISE, TREND);
    }

    KernelShape shape(Encoding encoding) {
      double[] all = new double[encoding.size()];
      for (int p = 0; p < all.length; p++) {
        all[p] = scales[encoding.axis(p)];
      }
      return new KernelShape(all, decays);
    }
  }

  static final double DECAY = 0.3;
  static final double AMPLITUDE = 0.5;
  static final double LEVEL = 0.4;
  static final double NOISE = 0.03;
  static final double TREND = 0.3;

  /**
   * A search.
   *
   * @param trials with a result each
   * @param values what the process is to explain of each, warped losses
   * @param start where it starts, and the middle of every prior
   */
  ShapeSearch(Encoding encoding, List<Trial> trials, double[] values, Figures start) {
    this.encoding = encoding;
    this.usual = start.scales();
    this.start = start;
    this.steps = start.decays().length;
    this.rungs = trials.stream().mapToInt(t -> t.reached).toArray();
    this.values = values;
    double[][] vectors =
        trials.stream().map(t -> encoding.of(t.configuration)).toArray(double[][]::new);
    this.apart = pairs(encoding, usual.length, vectors);
    this.planes = new double[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      double[] vector = vectors[i];
      planes[i] =
          Arrays.stream(vectors, 0, i + 1).mapToDouble(v -> Trend.covariance(vector, v)).toArray();
    }
  }

  private static double[][] pairs(Encoding encoding, int axes, double[][] vectors) {
    int n = vectors.length;
    double[][] apart = new double[axes][n * (n - 1) / 2];
    for (int i = 0, pair = 0; i < n; i++) {
      for (int j = 0; j < i; j++, pair++) {
        for (int p = 0; p < encoding.size(); p++) {
          double d = vectors[i][p] - vectors[j][p];
          apart[encoding.axis(p)][pair] += d * d;
        }
      }
    }
    return apart;
  }

  /** The best figures after some sweeps over all of them. */
  Figures search(int sweeps) {
    double[] logs = logs(start);
    double best = density(logs);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      boolean moved = false;
      for (int i = 0; i < logs.length; i++) {
        double at = logs[i];
        double kept = at;
        for (double step : STEPS) {
          logs[i] = at + Math.log(step);
          double density = density(logs);
          if (density > best) {
            best = density;
            kept = logs[i];
            moved = true;
          }
        }
        logs[i] = kept;
      }
      if (!moved) {
        break;
      }
    }
    return figures(logs);
  }

  private double[] logs(Figures figures) {
    int axes = usual.length;
    double[] logs = new double[axes + steps + (hasTrend() ? 4 : 3)];
    for (int a = 0; a < axes; a++) {
      logs[a] = Math.log(figures.scales()[a]);
    }
    for (int s = 0; s < steps; s++) {
      logs[axes + s] = Math.log(figures.decays()[s]);
    }
    logs[axes + steps] = Math.log(figures.amplitude());
    logs[axes + steps + 1] = Math.log(figures.level());
    logs[axes + steps + 2] = Math.log(figures.noise());
    if (hasTrend()) {
      logs[axes + steps + 3] = Math.log(figures.trend());
    }
    return logs;
  }

  private boolean hasTrend() {
    return start.trend() > 0;
  }

  private Figures figures(double[] logs) {
    int axes = usual.length;
    double[] exps = Arrays.stream(logs).map(Math::exp).toArray();
    return new Figures(
        Arrays.copyOf(exps, axes),
        Arrays.copyOfRange(exps, axes, axes + steps),
        exps[axes + steps],
        exps[axes + steps + 1],
        exps[axes + steps + 2],
        hasTrend() ? exps[axes + steps + 3] : 0);
  }

  private double density(double[] logs) {
    Figures figures = figures(logs);
    int axes = usual.length;
    double prior = 0;
    for (int a = 0; a < axes; a++) {
      prior -= square((logs[a] - Math.log(usual[a])) / 0.8);
    }
    for (int s = 0; s < steps; s++) {
      prior -= square((logs[axes + s] - Math.log(start.decays()[s])) / 1.2);
    }
    prior -= square((logs[axes + steps] - Math.log(start.amplitude())) / 0.5);
    prior -= square((logs[axes + steps + 1] - Math.log(start.level())) / 0.5);
    prior -= square((logs[axes + steps + 2] - Math.log(start.noise())) / 0.8);
    if (hasTrend()) {
      prior -= square((logs[axes + steps + 3] - Math.log(start.trend())) / 0.5);
    }
    return prior / 2 + likelihood(figures);
  }

  private static double square(double x) {
    return x * x;
  }

  private double likelihood(Figures figures) {
    int n = values.length;
    double[] squared = new double[n * (n - 1) / 2];
    for (int a = 0; a < apart.length; a++) {
      double inverse = 1 / square(figures.scales()[a]);
      double[] column = apart[a];
      for (int pair = 0; pair < squared.length; pair++) {
        squared[pair] += column[pair] * inverse;
      }
    }
    KernelShape shape = figures.shape(encoding);
    double rough = square(figures.amplitude());
    double level = square(figures.level());
    double slope = square(figures.trend());
    double diagonal = rough + level + square(figures.noise()) + 1e-9;
    double[][] l = new double[n][];
    double[] e = new double[n];
    double sum = 0;
    for (int i = 0, pair = 0; i < n; i++) {
      double[] row = new double[i + 1];
      double squares = 0;
      double left = values[i];
      for (int j = 0; j < i; j++, pair++) {
        double scaled = SQRT_5 * Math.sqrt(squared[pair]);
        double matern = (1 + scaled + scaled * scaled / 3) * Math.exp(-scaled);
        double k =
            shape.correlation(rungs[i], rungs[j]) * (rough * matern + level) + slope * planes[i][j];
        double[] other = l[j];
        for (int c = 0; c < j; c++) {
          k -= row[c] * other[c];
        }
        row[j] = k / other[j];
        squares += row[j] * row[j];
        left -= row[j] * e[j];
      }
      row[i] = Math.sqrt(Math.max(diagonal + slope * planes[i][i] - squares, 1e-12));
      l[i] = row;
      e[i] = left / row[i];
      sum -= 0.5 * e[i] * e[i] + Math.log(row[i]);
    }
    return sum;
  }
}
