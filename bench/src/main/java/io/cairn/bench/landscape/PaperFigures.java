package io.cairn.bench.landscape;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.importance.Effect;
import io.cairn.core.landscape.importance.Focus;
import io.cairn.core.landscape.importance.FunctionalAnova;
import io.cairn.core.landscape.importance.Importance;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyMetric;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of Huang and Li's study (arXiv 2311.14014) recomputed on recorded landscapes of other
 * models: how far low fidelity, other data sets and other metrics agree, and what the landscapes
 * are like. Prints tables in Markdown.
 *
 * <pre>bench/run landscape.PaperFigures FOLDER-OF-LANDSCAPES</pre>
 */
public final class PaperFigures {

  private static final AgreementSettings SETTINGS = AgreementSettings.standard();

  private final Path root;

  private PaperFigures(Path root) {
    this.root = root;
  }

  /** The program. */
  public static void main(String[] args) throws IOException {
    PaperFigures figures = new PaperFigures(Path.of(args[0]));
    figures.fidelity();
    figures.datasets();
    figures.metrics();
    figures.topology();
    figures.importance();
  }

  private LandscapeFolder folder(String name) throws IOException {
    return new LandscapeFolder(root.resolve(name));
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  /** "median (lower quartile, upper quartile)". */
  private static String quartiles(List<Agreement> agreements, ToDoubleFunction<Agreement> figure) {
    double[] sorted =
        agreements.stream().filter(Agreement::determined).mapToDouble(figure).sorted().toArray();
    return sorted.length == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f, %.2f)",
            quantile(sorted, 0.5),
            quantile(sorted, 0.25),
            quantile(sorted, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static void row(String what, String level, List<Agreement> agreements) {
    long determined = agreements.stream().filter(Agreement::determined).count();
    long alarms = agreements.stream().filter(Agreement::topDisappoints).count();
    long nearZero =
        agreements.stream().filter(a -> a.determined() && Math.abs(a.rho().value()) < 0.1).count();
    print(
        "| %s | %s | %d | %s | %s | %s | %s | %d %% | %d %% |",
        what,
        level,
        determined,
        quartiles(agreements, a -> a.rho().value()),
        quartiles(agreements, a -> a.overlap().value()),
        quartiles(agreements, a -> a.shakeUp().value()),
        quartiles(agreements, a -> a.deficit().value()),
        determined == 0 ? 0 : Math.round(100.0 * alarms / determined),
        determined == 0 ? 0 : Math.round(100.0 * nearZero / determined));
  }

  private static void header(String title) {
    print("%n### %s%n", title);
    print(
        "| landscapes | compared | n | rho: median (quartiles) | best 10 %% shared | shake-up | top deficit | alarms | rho near 0 |");
    print("|---|---|---|---|---|---|---|---|---|");
  }

  private record Ladder(String folder, String metric, int full, int... low) {}

  private void fidelity() throws IOException {
    header("Low against full fidelity, over data sets");
    // Epoch 1 is an untrained network and epoch 52 nearly a copy of 51.
    for (Ladder ladder :
        List.of(
            new Ladder("lcbench", "val_accuracy", 50, 0, 4, 9, 24),
            new Ladder("rbv2_xgboost", "acc", 6, 0, 2, 4),
            new Ladder("rbv2_rpart", "acc", 6, 0, 2, 4),
            new Ladder("rbv2_ranger", "acc", 6, 0, 2, 4))) {
      LandscapeFolder folder = folder(ladder.folder());
      double[][][] losses = folder.losses(ladder.metric());
      double[] levels = folder.levels();
      for (int low : ladder.low()) {
        List<Agreement> agreements = new ArrayList<>();
        for (double[][] dataset : losses) {
          agreements.add(Agreement.of(dataset[low], dataset[ladder.full()], SETTINGS));
        }
        row(
            folder.name(),
            String.format(
                Locale.ROOT, "%.1f %% of the resource", 100 * levels[low] / levels[ladder.full()]),
            agreements);
      }
    }
  }

  private void datasets() throws IOException {
    header("Across data sets, all pairs, full fidelity");
    for (Ladder ladder :
        List.of(
            new Ladder("lcbench", "val_accuracy", 50),
            new Ladder("rbv2_xgboost", "acc", 6),
            new Ladder("rbv2_rpart", "acc", 6),
            new Ladder("rbv2_ranger", "acc", 6))) {
      LandscapeFolder folder = folder(ladder.folder());
      double[][][] losses = folder.losses(ladder.metric());
      double[][] full = new double[losses.length][];
      Arrays.setAll(full, d -> losses[d][ladder.full()]);
      pairs(folder.name(), full);
    }
    pairs("fcnet", means(folder("fcnet"), "valid_mse_seed", 4));
    pairs("hpobench_mlp", means(folder("hpobench_mlp"), "score_seed", 5));
  }

  private static void pairs(String name, double[][] full) {
    List<Agreement> agreements = new ArrayList<>();
    for (int i = 0; i < full.length; i++) {
      for (int j = i + 1; j < full.length; j++) {
        agreements.add(Agreement.of(full[i], full[j], SETTINGS));
      }
    }
    row(name, full.length + " data sets", agreements);
  }

  /** Means over repeats, by data set. */
  private static double[][] means(LandscapeFolder folder, String metric, int seeds)
      throws IOException {
    double[][] means = new double[folder.datasets()][folder.size()];
    for (int seed = 0; seed < seeds; seed++) {
      double[][][] losses = folder.losses(metric + seed);
      for (int d = 0; d < means.length; d++) {
        for (int c = 0; c < means[d].length; c++) {
          means[d][c] += losses[d][losses[d].length - 1][c] / seeds;
        }
      }
    }
    return means;
  }

  private void metrics() throws IOException {
    header("Other metrics, same data set, full fidelity");
    metrics("lcbench", 50, "val_balanced_accuracy", "test_balanced_accuracy");
    metrics("lcbench", 50, "val_accuracy", "val_cross_entropy");
    metrics("rbv2_xgboost", 6, "acc", "logloss");
    metrics("rbv2_rpart", 6, "acc", "logloss");
    metrics("rbv2_ranger", 6, "acc", "logloss");
    seeds("fcnet", "valid_mse_seed");
    seeds("hpobench_mlp", "score_seed");
  }

  private void metrics(String name, int full, String first, String second) throws IOException {
    LandscapeFolder folder = folder(name);
    double[][][] a = folder.losses(first);
    double[][][] b = folder.losses(second);
    List<Agreement> agreements = new ArrayList<>();
    for (int d = 0; d < a.length; d++) {
      agreements.add(Agreement.of(a[d][full], b[d][full], SETTINGS));
    }
    row(name, first + " and " + second, agreements);
  }

  /** The same metric under another seed: what noise alone takes away. */
  private void seeds(String name, String metric) throws IOException {
    LandscapeFolder folder = folder(name);
    double[][][] a = folder.losses(metric + 0);
    double[][][] b = folder.losses(metric + 1);
    List<Agreement> agreements = new ArrayList<>();
    for (int d = 0; d < a.length; d++) {
      agreements.add(Agreement.of(a[d][a[d].length - 1], b[d][b[d].length - 1], SETTINGS));
    }
    row(name, "one seed and another", agreements);
  }

  /** The grid that a folder's configurations are, and the losses by its codes. */
  private record OnGrid(Grid grid, int[] codes) {

    static OnGrid of(LandscapeFolder folder) {
      List<GridAxis> axes = new ArrayList<>();
      for (Map<String, String> parameter : folder.space()) {
        List<String> levels = List.of(String.valueOf(parameter.get("choices")).split("\\|"));
        String name = String.valueOf(parameter.get("name"));
        axes.add(
            "cat".equals(parameter.get("type"))
                ? GridAxis.categorical(name, levels)
                : GridAxis.ordinal(name, levels));
      }
      Grid grid = Grid.of(axes);
      int[] codes = new int[folder.size()];
      for (int c = 0; c < codes.length; c++) {
        int[] levels = new int[axes.size()];
        for (int a = 0; a < levels.length; a++) {
          levels[a] =
              level(
                  axes.get(a),
                  String.valueOf(folder.configurations().get(c).get(axes.get(a).name())));
        }
        codes[c] = (int) grid.code(levels);
      }
      return new OnGrid(grid, codes);
    }

    private static int level(GridAxis axis, String text) {
      int exact = axis.levels().indexOf(text);
      if (exact >= 0) {
        return exact;
      }
      double value = Double.parseDouble(text);
      for (int i = 0; i < axis.size(); i++) {
        double level = Double.parseDouble(axis.levels().get(i));
        if (Math.abs(level - value) <= 1e-6 * Math.abs(level)) {
          return i;
        }
      }
      throw new IllegalArgumentException(
          axis.name() + " has no level " + text + " in " + axis.levels());
    }

    GridLandscape landscape(double[] losses) {
      double[] byCode = new double[losses.length];
      for (int c = 0; c < losses.length; c++) {
        byCode[codes[c]] = losses[c];
      }
      return GridLandscape.full(grid, byCode);
    }

    /** With the standard errors of the repeats. */
    GridLandscape repeated(double[][] repeats) {
      GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
      for (double[] losses : repeats) {
        for (int c = 0; c < losses.length; c++) {
          builder.add(codes[c], losses[c]);
        }
      }
      return builder.build();
    }
  }

  private static final TopologyMetric[] SHOWN = {
    TopologyMetric.ASSORTATIVITY,
    TopologyMetric.AUTOCORRELATION_PAPER,
    TopologyMetric.NEUTRALITY_ABSOLUTE,
    TopologyMetric.NEUTRALITY_RELATIVE,
    TopologyMetric.NEUTRALITY_NOISE,
    TopologyMetric.NEUTRALITY_DISTANCE_RELATIVE,
    TopologyMetric.OPTIMA_STRICT,
    TopologyMetric.OPTIMA_PLATEAU_RELATIVE,
    TopologyMetric.OPTIMA_PLATEAU_NOISE,
    TopologyMetric.UNIMODAL,
    TopologyMetric.BASIN_SIZE,
    TopologyMetric.FITNESS_DISTANCE,
    TopologyMetric.ACCESSIBILITY,
    TopologyMetric.GAMMA
  };

  private void topology() throws IOException {
    print(
        "%n### What the full grids are like, means over repeats; median (least, greatest) over data sets%n");
    print("| figure | fcnet, 4 data sets, 62,208 x 9 | hpobench_mlp, 8 data sets, 30,000 x 5 |");
    print("|---|---|---|");
    List<TopologyReport> fcnet = reports(folder("fcnet"), "valid_mse_seed", 4);
    List<TopologyReport> mlp = reports(folder("hpobench_mlp"), "score_seed", 5);
    for (TopologyMetric metric : SHOWN) {
      print("| %s | %s | %s |", metric.label(), range(fcnet, metric), range(mlp, metric));
    }
  }

  private static List<TopologyReport> reports(LandscapeFolder folder, String metric, int seeds)
      throws IOException {
    OnGrid onGrid = OnGrid.of(folder);
    double[][][][] all = new double[seeds][][][];
    for (int seed = 0; seed < seeds; seed++) {
      all[seed] = folder.losses(metric + seed);
    }
    List<TopologyReport> reports = new ArrayList<>();
    for (int d = 0; d < folder.datasets(); d++) {
      int dataset = d;
      double[][] repeats = new double[seeds][];
      Arrays.setAll(repeats, seed -> all[seed][dataset][all[seed][dataset].length - 1]);
      reports.add(Topology.analyze(onGrid.repeated(repeats), TopologySettings.DEFAULT));
    }
    return reports;
  }

  private static String range(List<TopologyReport> reports, TopologyMetric metric) {
    double[] sorted = reports.stream().mapToDouble(r -> r.value(metric)).sorted().toArray();
    return String.format(
        Locale.ROOT,
        sorted[sorted.length - 1] > 10 ? "%.0f (%.0f, %.0f)" : "%.2f (%.2f, %.2f)",
        quantile(sorted, 0.5),
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private void importance() throws IOException {
    print("%n### Importance on the full grids: the two largest single shares of each data set%n");
    print("| landscapes | whole space | best 10 %% |");
    print("|---|---|---|");
    importance(folder("fcnet"), "valid_mse_seed", 4);
    importance(folder("hpobench_mlp"), "score_seed", 5);
  }

  private static void importance(LandscapeFolder folder, String metric, int seeds)
      throws IOException {
    OnGrid onGrid = OnGrid.of(folder);
    double[][] means = means(folder, metric, seeds);
    print(
        "| %s | %s | %s |",
        folder.name(),
        tops(onGrid, means, Focus.WHOLE_SPACE),
        tops(onGrid, means, Focus.best(0.1)));
  }

  private static String tops(OnGrid onGrid, double[][] means, Focus focus) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int[] levels = onGrid.grid().axes().stream().mapToInt(GridAxis::size).toArray();
    List<String> names = onGrid.grid().axes().stream().map(GridAxis::name).toList();
    for (double[] losses : means) {
      GridLandscape landscape = onGrid.landscape(losses);
      Importance importance = FunctionalAnova.exact(names, levels, landscape.losses(), focus);
      for (Effect effect : importance.singles().subList(0, 2)) {
        counts.merge(effect.parameters().get(0), 1, Integer::sum);
      }
    }
    StringBuilder text = new StringBuilder();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            e ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(e.getKey())
                    .append(' ')
                    .append(e.getValue())
                    .append(" of ")
                    .append(means.length));
    return text.toString();
  }
}
