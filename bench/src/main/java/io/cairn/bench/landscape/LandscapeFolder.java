package io.cairn.bench.landscape;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A folder of recorded landscapes of one model on many data sets, the same configurations on each:
 * tables of text and columns of packed 16-bit numbers, as the README beside them says.
 */
public final class LandscapeFolder {

  private static final int MISSING = 65_535;

  private final Path folder;
  private final List<Map<String, String>> space;
  private final List<Map<String, String>> configurations;
  private final List<Map<String, String>> datasets;
  private final List<Map<String, String>> fidelities;
  private final Map<String, Map<String, String>> metrics = new LinkedHashMap<>();
  private final Map<String, double[][]> scales = new LinkedHashMap<>();

  /**
   * Opens a folder.
   *
   * @throws IOException if one of its tables cannot be read
   */
  public LandscapeFolder(Path folder) throws IOException {
    this.folder = folder;
    space = table("space.csv");
    configurations = table("configs.csv.gz");
    datasets = table("datasets.csv");
    fidelities = table("fidelities.csv");
    table("metrics.csv").forEach(row -> metrics.put(cell(row, "metric"), row));
    for (Map<String, String> row : table("scale.csv")) {
      double[][] ends =
          scales.computeIfAbsent(cell(row, "metric"), m -> new double[datasets.size()][]);
      ends[Integer.parseInt(cell(row, "dataset_index"))] =
          new double[] {Double.parseDouble(cell(row, "lo")), Double.parseDouble(cell(row, "hi"))};
    }
  }

  private static String cell(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text == null) {
      throw new IllegalArgumentException("no column " + column + " in " + row.keySet());
    }
    return text;
  }

  /** No cell of these files is quoted but those of metrics.csv and datasets.csv. */
  private List<Map<String, String>> table(String name) throws IOException {
    Path file = folder.resolve(name);
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    name.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
      List<String> header = List.of();
      String line;
      while ((line = reader.readLine()) != null) {
        List<String> cells = cells(line);
        if (header.isEmpty()) {
          header = cells;
          continue;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          row.put(header.get(i), i < cells.size() ? cells.get(i) : "");
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** The folder's name. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Number of data sets. */
  public int datasets() {
    return datasets.size();
  }

  /** The data sets: one row each, with a name. */
  public List<Map<String, String>> datasetRows() {
    return datasets;
  }

  /** Number of configurations. */
  public int size() {
    return configurations.size();
  }

  /** Values of the fidelity, lowest first. */
  public double[] levels() {
    return fidelities.stream().mapToDouble(row -> Double.parseDouble(cell(row, "value"))).toArray();
  }

  /**
   * The parameters: one row each with name, type, lower, upper, log, choices, parent,
   * parent_values.
   */
  public List<Map<String, String>> space() {
    return space;
  }

  /** The configurations: one row each, with a cell for each parameter. */
  public List<Map<String, String>> configurations() {
    return configurations;
  }

  /** The metrics in the order of the folder. */
  public List<String> metrics() {
    return List.copyOf(metrics.keySet());
  }

  /** Whether a metric spans orders of magnitude and is stored by its logarithm. */
  public boolean logarithmic(String metric) {
    Map<String, String> row = metrics.get(metric);
    return row != null && cell(row, "transform").equals("log");
  }

  /** Whether there is such a metric. */
  public boolean has(String metric) {
    return metrics.containsKey(metric);
  }

  /**
   * The losses of a metric, to minimise; NaN where missing.
   *
   * @return by data set, then fidelity, then configuration
   * @throws IllegalArgumentException if there is no such metric
   * @throws IOException if it cannot be read
   */
  public double[][][] losses(String metric) throws IOException {
    Map<String, String> row = metrics.get(metric);
    if (row == null) {
      throw new IllegalArgumentException(
          name() + " has no " + metric + " among " + metrics.keySet());
    }
    boolean maximize = cell(row, "direction").equals("maximize");
    boolean log = cell(row, "transform").equals("log");
    boolean gaps = cell(row, "note").contains("missing");
    int levels = fidelities.size();
    double[][][] losses = new double[datasets.size()][levels][size()];
    double[][] ends = scales.getOrDefault(metric, new double[0][]);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(folder.resolve(cell(row, "file")))),
                1 << 16))) {
      for (int d = 0; d < losses.length; d++) {
        for (int c = 0; c < size(); c++) {
          int q = 0;
          for (int level = 0; level < levels; level++) {
            q = (q + in.readUnsignedShort()) & 0xffff;
            double value = ends[d][0] + q / (double) MISSING * (ends[d][1] - ends[d][0]);
            value = log ? Math.exp(value) : value;
            losses[d][level][c] = gaps && q == MISSING ? Double.NaN : maximize ? -value : value;
          }
        }
      }
    }
    return losses;
  }
}
