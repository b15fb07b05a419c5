package io.cairn.bench.landscape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A landscape as {@link RecordLandscape} writes it.
 *
 * @param name of the file, without its suffix
 * @param losses by rung, then configuration in the order of the file, which is the same for all
 *     landscapes recorded with the same seed and number
 * @param meanCosts mean seconds by rung
 */
record RecordedLandscape(
    String name, TreeMap<Integer, List<Double>> losses, TreeMap<Integer, Double> meanCosts) {

  static RecordedLandscape read(Path file, String fidelity, String metric) throws IOException {
    TreeMap<Integer, List<Double>> losses = new TreeMap<>();
    TreeMap<Integer, List<Double>> costs = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = List.of(lines.readLine().split(","));
      if (!header.containsAll(List.of(fidelity, metric, "cost"))) {
        throw new IOException(file + " has no column " + fidelity + ", " + metric + " or cost");
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        int rung = Integer.parseInt(cells[header.indexOf(fidelity)]);
        losses
            .computeIfAbsent(rung, r -> new ArrayList<>())
            .add(Double.parseDouble(cells[header.indexOf(metric)]));
        costs
            .computeIfAbsent(rung, r -> new ArrayList<>())
            .add(Double.parseDouble(cells[header.indexOf("cost")]));
      }
    }
    TreeMap<Integer, Double> means = new TreeMap<>();
    for (Map.Entry<Integer, List<Double>> rung : costs.entrySet()) {
      means.put(
          rung.getKey(),
          rung.getValue().stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }
    String name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    return new RecordedLandscape(name.replaceFirst("\\..*", ""), losses, means);
  }

  /** Losses at full fidelity. */
  List<Double> full() {
    return losses.lastEntry().getValue();
  }

  /** The loss below which a share of the configurations is, at full fidelity. */
  double quantile(double share) {
    List<Double> sorted = full().stream().sorted().toList();
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
