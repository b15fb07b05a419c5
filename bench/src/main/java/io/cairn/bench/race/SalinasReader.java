package io.cairn.bench.race;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Reads the gradient boosting runs of D. Salinas, H. Shen, V. Perrone, "A quantile-based approach
 * for hyperparameter transfer learning", ICML 2020: 5,000 random configurations on each data set,
 * different ones on each, in full alone. A configuration has the loss of the nearest one that was
 * run.
 */
final class SalinasReader {
  private static final String ERROR = "error";
  private static final String TASK = "task";

  private SalinasReader() {}

  /**
   * The table.
   *
   * @param folder with {@code runs.csv.gz}
   * @throws IOException if it cannot be read
   */
  static TableScenario read(Path folder) throws IOException {
    SearchSpace space = space();
    Map<String, List<CsvRow>> byTask = new TreeMap<>();
    for (CsvRow row : rows(folder.resolve("runs.csv.gz"))) {
      byTask.computeIfAbsent(row.text(TASK), task -> new ArrayList<>()).add(row);
    }
    List<TableInstance> instances = new ArrayList<>();
    byTask.forEach((task, rows) -> instances.add(instance(task, rows, space)));
    return new TableScenario(
        String.valueOf(folder.getFileName()), space, RungLadder.single(), instances);
  }

  /** Bounds as the runs were drawn; powers of two by their exponent. */
  private static SearchSpace space() {
    List<Parameter> parameters =
        List.of(
            real("hp_log2_min_child_weight", -8, 6),
            real("hp_subsample", .5, 1),
            real("hp_colsample_bytree", .3, 1),
            real("hp_log2_gamma", -20, 6),
            real("hp_log2_lambda", -10, 8),
            real("hp_eta", 0, 1),
            new IntegerParameter("hp_max_depth_index", 0, 12, Scale.LINEAR, 1),
            real("hp_log2_alpha", -20, 8));
    return new SearchSpace(parameters, Map.of(), List.of());
  }

  private static Parameter real(String name, double min, double max) {
    return new RealParameter(name, min, max, Scale.LINEAR, OptionalDouble.empty());
  }

  private static List<CsvRow> rows(Path file) throws IOException {
    List<CsvRow> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = List.of(String.valueOf(reader.readLine()).split(","));
      reader.lines().forEach(line -> rows.add(new CsvRow(header, List.of(line.split(",")))));
    }
    return rows;
  }

  private static TableInstance instance(String task, List<CsvRow> rows, SearchSpace space) {
    List<Configuration> configurations =
        rows.stream().map(row -> configuration(row, space)).toList();
    double[] losses = rows.stream().mapToDouble(row -> row.number(ERROR)).toArray();
    return new TableInstance(
        task,
        new TableRows.Sampled(space, configurations),
        new double[][][] {{losses}},
        new double[] {1});
  }

  private static Configuration configuration(CsvRow row, SearchSpace space) {
    long[] codes =
        space.parameters().stream()
            .mapToLong(parameter -> parameter.parse(row.text(parameter.name())).orElseThrow())
            .toArray();
    return Configuration.of(space, codes);
  }
}
