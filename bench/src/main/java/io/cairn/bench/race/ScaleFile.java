package io.cairn.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The {@link InstanceScale}s, measured when first asked for and kept in a file. Thread-safe. */
final class ScaleFile {
  private static final List<String> HEADER =
      List.of("scenario", "instance", "full_seconds", "median_loss", "best_loss");

  private record Key(String scenario, int instance) {}

  private final CsvFile file;
  private final Map<Key, InstanceScale> known = new ConcurrentHashMap<>();

  /** Opens the file of a folder, or begins it. */
  ScaleFile(Path folder) throws IOException {
    Files.createDirectories(folder);
    this.file = CsvFile.open(folder.resolve("scales.csv"), HEADER);
    for (CsvRow row : file.rows()) {
      known.put(
          new Key(row.text("scenario"), row.whole("instance")),
          new InstanceScale(
              row.number("full_seconds"), row.number("median_loss"), row.number("best_loss")));
    }
  }

  /** The scale of an instance. */
  InstanceScale of(Scenario scenario, int instance) {
    return known.computeIfAbsent(
        new Key(scenario.name(), instance), key -> measured(scenario, instance));
  }

  private InstanceScale measured(Scenario scenario, int instance) {
    InstanceScale scale = scenario.scale(instance);
    try {
      file.append(
          List.of(
              scenario.name(),
              Integer.toString(instance),
              Double.toString(scale.fullSeconds()),
              Double.toString(scale.medianLoss()),
              Double.toString(scale.bestLoss())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scale;
  }
}
