package io.cairn.bench.race;

import io.cairn.bench.landscape.LandscapeFolder;
import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads recorded tables as scenarios:
 *
 * <ul>
 *   <li>{@code fcnet}, {@code hpobench_mlp}: complete grids in full alone, trained with several
 *       seeds. Of the errors that span orders of magnitude the loss is the logarithm.
 *   <li>{@code lcdb11}: the choice among learners; a full evaluation trains on the largest size at
 *       which half of the learners were recorded, rungs on 1/27, 1/9 and 1/3 of it (the nearest
 *       size that was recorded, 5 % off at most), at a cost in proportion to the rows. Data sets
 *       too small for four rungs are left out.
 *   <li>{@code xgb_salinas}: see {@link SalinasReader}.
 * </ul>
 */
final class TableReader {
  private static final Pattern REPEAT = Pattern.compile(".*_seed[0-9]+");
  private static final int SMALLEST = 27 * 16;

  private TableReader() {}

  /**
   * A table.
   *
   * @param folder of the table
   * @throws IOException if it cannot be read
   */
  static TableScenario read(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    if (name.equals("xgb_salinas")) {
      return SalinasReader.read(folder);
    }
    LandscapeFolder table = new LandscapeFolder(folder);
    SearchSpace space = space(table);
    TableRows rows = new TableRows.Complete(configurations(table, space));
    return name.equals("lcdb11")
        ? learningCurves(table, space, rows)
        : fullOnly(table, space, rows);
  }

  private static SearchSpace space(LandscapeFolder table) {
    List<Parameter> parameters = new ArrayList<>();
    for (Map<String, String> row : table.space()) {
      String name = cell(row, "name");
      List<String> choices = Arrays.asList(cell(row, "choices").split("[|]"));
      parameters.add(
          cell(row, "type").startsWith("ordinal")
              ? new OrdinalParameter(name, choices.stream().map(Double::valueOf).toList())
              : new CategoricalParameter(name, choices));
    }
    return new SearchSpace(parameters, Map.of(), List.of());
  }

  private static List<Configuration> configurations(LandscapeFolder table, SearchSpace space) {
    return table.configurations().stream()
        .map(
            row -> {
              long[] codes = new long[space.dimensions()];
              for (int i = 0; i < codes.length; i++) {
                Parameter parameter = space.parameter(i);
                codes[i] = parameter.parse(cell(row, parameter.name())).orElseThrow();
              }
              return Configuration.of(space, codes);
            })
        .toList();
  }

  private static TableScenario fullOnly(LandscapeFolder table, SearchSpace space, TableRows rows)
      throws IOException {
    List<double[][][]> repeats = new ArrayList<>(); // each by data set, fidelity, row
    for (String metric : table.metrics()) {
      if (REPEAT.matcher(metric).matches()) {
        double[][][] losses = table.losses(metric);
        if (table.logarithmic(metric)) {
          Arrays.stream(losses).flatMap(Arrays::stream).forEach(TableReader::takeLogarithms);
        }
        repeats.add(losses);
      }
    }
    List<TableInstance> instances = new ArrayList<>();
    for (int d = 0; d < table.datasets(); d++) {
      int dataset = d;
      double[][][] byRepeat = repeats.stream().map(r -> r[dataset]).toArray(double[][][]::new);
      instances.add(new TableInstance(dataset(table, d), rows, byRepeat, new double[] {1}));
    }
    return new TableScenario(table.name(), space, RungLadder.single(), instances);
  }

  private static void takeLogarithms(double[] losses) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] = Math.log(losses[i]);
    }
  }

  private static TableScenario learningCurves(
      LandscapeFolder table, SearchSpace space, TableRows rows) throws IOException {
    RungLadder ladder =
        RungLadder.of(new Fidelity("share", new Rational(1, 27), Rational.ONE, 3, false));
    double[] sizes = table.levels();
    double[][][] losses = table.losses("val_error");
    List<TableInstance> instances = new ArrayList<>();
    for (int d = 0; d < losses.length; d++) {
      int full = largest(losses[d]);
      if (full < 0 || sizes[full] < SMALLEST) {
        continue;
      }
      double[][] rungs = new double[ladder.size()][];
      double[] seconds = new double[ladder.size()];
      for (int rung = 0; rung < rungs.length; rung++) {
        int size = nearest(sizes, sizes[full] * ladder.level(rung));
        rungs[rung] = losses[d][size];
        seconds[rung] = sizes[size] / sizes[full];
      }
      instances.add(new TableInstance(dataset(table, d), rows, new double[][][] {rungs}, seconds));
    }
    return new TableScenario(table.name(), space, ladder, instances);
  }

  private static int largest(double[][] byLevel) {
    int level = byLevel.length - 1;
    while (level >= 0
        && 2 * Arrays.stream(byLevel[level]).filter(loss -> !Double.isNaN(loss)).count()
            < byLevel[level].length) {
      level--;
    }
    return level;
  }

  private static int nearest(double[] sizes, double wanted) {
    int nearest = 0;
    for (int i = 1; i < sizes.length; i++) {
      if (Math.abs(Math.log(sizes[i] / wanted)) < Math.abs(Math.log(sizes[nearest] / wanted))) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static String dataset(LandscapeFolder table, int index) {
    return cell(table.datasetRows().get(index), "name");
  }

  private static String cell(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }
}
