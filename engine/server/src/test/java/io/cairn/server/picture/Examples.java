package io.cairn.server.picture;

import io.cairn.core.landscape.importance.Focus;
import io.cairn.core.landscape.importance.FunctionalAnova;
import io.cairn.core.landscape.map.Cartographer;
import io.cairn.core.landscape.map.MapSettings;
import io.cairn.core.landscape.map.Proximity;
import io.cairn.core.landscape.map.Terrain;
import io.cairn.server.picture.FidelityCurves.Interval;
import io.cairn.server.picture.FidelityCurves.Level;
import io.cairn.server.picture.OptimaNetwork.Edge;
import io.cairn.server.picture.OptimaNetwork.Optimum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One picture of each kind, over any losses, with names that markup must not swallow. */
final class Examples {
  static final String NASTY = "<b>&\"quoted\"' \u0001 ünïcode 🗻";

  private Examples() {}

  static List<Picture> over(double[] losses) {
    return List.of(
        map(losses),
        ranks(losses),
        slices(losses),
        pairs(losses),
        network(losses),
        matrix(Math.min(losses.length, 40)),
        fidelity(Math.min(losses.length, 6)),
        importance(losses));
  }

  static MapPicture map(double[] losses) {
    MapSettings settings = new MapSettings(Proximity.UP_TO_TWO_STEPS, 8, 10, 30, 1, 20_000, 1);
    Terrain terrain = new Terrain.Grid(new int[] {losses.length}, new boolean[] {false}, losses);
    return new MapPicture(
        NASTY, NASTY, Cartographer.map(terrain, settings), List.of(), NASTY, losses.length < 100);
  }

  static RankScatter ranks(double[] losses) {
    double[] reversed = new double[losses.length];
    Arrays.setAll(reversed, i -> losses[losses.length - 1 - i]);
    return new RankScatter(NASTY, NASTY, NASTY, NASTY, losses, reversed, 0.1);
  }

  private static List<Column> columns(int size) {
    SplittableRandom random = new SplittableRandom(4);
    double[] kinds = random.ints(size, 0, 3).asDoubleStream().toArray();
    double[] rates = random.doubles(size).map(x -> Math.pow(10, -5 * x)).toArray();
    double[] gaps = random.doubles(size).map(x -> x < 0.3 ? Double.NaN : x).toArray();
    return List.of(
        new Column(new PlotAxis.Named(NASTY, List.of("a", NASTY, "c")), kinds),
        new Column(new PlotAxis.Logarithmic("rate"), rates),
        new Column(new PlotAxis.Linear("child"), gaps));
  }

  static Slices slices(double[] losses) {
    return new Slices(NASTY, NASTY, columns(losses.length), NASTY, losses, true);
  }

  static PairMeans pairs(double[] losses) {
    List<Column> columns = columns(losses.length);
    PairMeans.Pair model =
        new PairMeans.Pair(
            "x",
            List.of("1", "2"),
            "y",
            List.of(NASTY),
            new double[][] {{1}, {Double.NaN}},
            new PairMeans.Modelled("forest"));
    return new PairMeans(
        NASTY,
        NASTY,
        NASTY,
        List.of(
            PairBins.of(columns.get(0), columns.get(1), losses),
            PairBins.of(columns.get(1), columns.get(2), losses),
            model));
  }

  static OptimaNetwork network(double[] losses) {
    List<Optimum> optima = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      optima.add(new Optimum(NASTY, losses[i], 1 + i % 17));
      edges.add(new Edge(i, i / 2, 1.0 / (1 + i)));
    }
    return new OptimaNetwork(NASTY, NASTY, NASTY, optima, edges);
  }

  static SimilarityMatrix matrix(int size) {
    double[][] values = new double[size][size];
    double[][] low = new double[size][size];
    double[][] high = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        values[i][j] = i + j == 3 ? Double.NaN : 1 - Math.abs(i - j) / 20.0;
        low[i][j] = values[i][j] - 0.1;
        high[i][j] = i == 0 ? Double.NaN : values[i][j] + 0.1;
      }
    }
    List<String> names = IntStream.range(0, size).mapToObj(i -> NASTY + i).toList();
    return new SimilarityMatrix(NASTY, NASTY, names, "rho", -1, values, low, high);
  }

  static FidelityCurves fidelity(int size) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double rho = (i + 1.0) / size;
      Interval unknown = new Interval(rho, Double.NaN, Double.NaN);
      Interval known = new Interval(rho * rho, rho * rho - 0.1, rho * rho + 0.1);
      levels.add(new Level(Math.pow(3, i), unknown, known, i == 0 ? Double.NaN : rho));
    }
    return new FidelityCurves(NASTY, NASTY, NASTY, levels, size - 1);
  }

  static ImportanceBars importance(double[] losses) {
    if (losses.length == 0) {
      return new ImportanceBars(NASTY, NASTY, List.of());
    }
    return new ImportanceBars(
        NASTY,
        NASTY,
        List.of(
            FunctionalAnova.exact(
                List.of(NASTY, "one"), new int[] {losses.length, 1}, losses, Focus.WHOLE_SPACE)));
  }
}
