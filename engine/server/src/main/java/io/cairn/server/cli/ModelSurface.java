package io.cairn.server.cli;

import io.cairn.core.space.Parameter;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.RegressionForest;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.server.picture.PairMeans;
import io.cairn.server.studies.CairnException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a random forest predicts over pairs of parameters: its mean over the measured configurations
 * with the two set to each cell's middle (partial dependence, Friedman 2001). A model, not a
 * measurement, and every picture of it says so.
 */
final class ModelSurface {

  private static final int MOST_CELLS = 10;
  private static final int MOST_POINTS = 200;

  private final LandscapeOperand landscape;
  private final int[] parameters;
  private final double[][] points;
  private final RegressionForest forest;

  private ModelSurface(
      LandscapeOperand landscape, int[] parameters, double[][] points, RegressionForest forest) {
    this.landscape = landscape;
    this.parameters = parameters;
    this.points = points;
    this.forest = forest;
  }

  static ModelSurface of(LandscapeOperand landscape, long seed) {
    UnitAxes axes = UnitAxes.of(landscape.landscape().space());
    double[] losses = landscape.losses();
    int[] finite =
        IntStream.range(0, losses.length).filter(i -> Double.isFinite(losses[i])).toArray();
    if (finite.length < 2) {
      throw CairnException.refused(
          "a model needs at least two finite measurements, and there are " + finite.length);
    }
    var configurations = landscape.landscape().configurations();
    double[][] points =
        Arrays.stream(finite)
            .mapToObj(i -> axes.point(configurations.get(i)))
            .toArray(double[][]::new);
    double[] targets = Arrays.stream(finite).mapToDouble(i -> losses[i]).toArray();
    int[] varying =
        IntStream.range(0, landscape.landscape().space().dimensions())
            .filter(
                p ->
                    landscape.landscape().space().parameter(p).cardinality().orElse(Long.MAX_VALUE)
                        > 1)
            .toArray();
    return new ModelSurface(
        landscape,
        varying,
        points,
        RegressionForest.fit(axes.axes(), points, targets, ForestSettings.standard(), seed));
  }

  /** How well the model predicts what it has not seen. */
  double outOfBagR2() {
    return forest.outOfBagR2();
  }

  /** The surface over two of the varying parameters, by their place among these. */
  PairMeans.Pair pair(int across, int up) {
    double[] x = cells(across);
    double[] y = cells(up);
    double[][] means = new double[x.length][y.length];
    int step = Math.max(1, points.length / MOST_POINTS);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        double sum = 0;
        int n = 0;
        for (int p = 0; p < points.length; p += step) {
          double[] point = points[p].clone();
          point[across] = x[i];
          point[up] = y[j];
          sum += forest.predict(point);
          n++;
        }
        means[i][j] = sum / n;
      }
    }
    return new PairMeans.Pair(
        parameter(across).name(),
        labels(across, x),
        parameter(up).name(),
        labels(up, y),
        means,
        new PairMeans.Modelled("random forest"));
  }

  private Parameter parameter(int place) {
    return landscape.landscape().space().parameter(parameters[place]);
  }

  /** Middles of equal cells of the unit range; one cell a value where there are few. */
  private double[] cells(int place) {
    long values = parameter(place).cardinality().orElse(Long.MAX_VALUE);
    int count = values <= MOST_CELLS ? (int) values : MOST_CELLS;
    return IntStream.range(0, count).mapToDouble(i -> (i + 0.5) / count).toArray();
  }

  private List<String> labels(int place, double[] cells) {
    List<String> labels = new ArrayList<>();
    for (double cell : cells) {
      Object value = parameter(place).value(parameter(place).decode(cell));
      labels.add(
          value instanceof Double d
              ? Numbers.brief(new BigDecimal(d).round(new MathContext(2)).doubleValue())
              : Parameter.text(value));
    }
    return labels;
  }
}
