package io.cairn.workers.table;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the settings of a table worker and the table that they name. */
final class TableSettings {

  private static final String LANDSCAPE = "landscape";

  private final SettingsReader reader;
  private final WorkerSettings settings;

  private TableSettings(WorkerSettings settings) {
    this.reader = new SettingsReader(settings.values());
    this.settings = settings;
  }

  /** The evaluator for these settings. */
  static TableEvaluator read(WorkerSettings settings) throws InvalidSettingsException {
    return new TableSettings(settings).read();
  }

  private TableEvaluator read() throws InvalidSettingsException {
    Optional<Path> file = file();
    boolean nearest = reader.flag("nearest", true);
    OptionalDouble speed = speed();
    List<String> metrics = new ArrayList<>(List.of(settings.metric()));
    reader.texts("metrics").stream().filter(m -> !metrics.contains(m)).forEach(metrics::add);
    if (settings.parameters().contains(TableReader.COST)) {
      reader.problem(
          LANDSCAPE,
          "cannot hold a parameter named \"cost\", because that is the column of costs; rename it");
    }
    Optional<RecordedTable> table = file.flatMap(path -> table(path, metrics));
    table.ifPresent(recorded -> check(recorded, speed));
    reader.check();
    return new TableEvaluator(
        table.orElseThrow(), metrics, settings.resource().isPresent(), nearest, speed);
  }

  private Optional<Path> file() {
    Optional<String> text = reader.requiredText(LANDSCAPE, "\"landscapes/mlp.csv.gz\"");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = settings.sweepFolder().toAbsolutePath().resolve(text.get()).normalize();
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return Optional.of(file);
      }
      reader.problem(LANDSCAPE, "= \"%s\" is not a readable file: %s".formatted(text.get(), file));
    } catch (InvalidPathException e) {
      reader.problem(
          LANDSCAPE, "= \"%s\" cannot be a path: %s".formatted(text.get(), e.getReason()));
    }
    return Optional.empty();
  }

  /** Times as fast as recorded; empty for instant. */
  private OptionalDouble speed() {
    Optional<Object> value = reader.value("speed");
    if (value.isEmpty() || value.get().equals("instant")) {
      return OptionalDouble.empty();
    }
    if (value.get() instanceof Number number
        && number.doubleValue() > 0
        && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    reader.problem(
        "speed",
        "= %s must be \"instant\" or a number above 0, for example 60 for a minute in a second"
            .formatted(value.get()));
    return OptionalDouble.empty();
  }

  private Optional<RecordedTable> table(Path file, List<String> metrics) {
    Problems problems = new Problems();
    Optional<RecordedTable> table =
        TableReader.read(
            file,
            new TableReader.Wanted(
                settings.parameters(), settings.resource().map(Evaluation.Resource::name), metrics),
            problems);
    problems.messages().forEach(message -> reader.problem(LANDSCAPE, message));
    return table;
  }

  private void check(RecordedTable table, OptionalDouble speed) {
    if (speed.isPresent() && !table.hasCosts()) {
      reader.problem(
          "speed",
          "= %s needs a column \"cost\" in the landscape, with the seconds to each level; add it or"
                  .formatted(speed.getAsDouble())
              + " set speed = instant");
    }
    settings.resource().ifPresent(resource -> checkLevels(table, resource));
  }

  private void checkLevels(RecordedTable table, Evaluation.Resource resource) {
    double low = table.lowestLevel();
    double high = table.highestLevel();
    if (low > resource.min() && !RecordedTable.same(low, resource.min())) {
      reader.problem(
          LANDSCAPE,
          "starts at %s %s, above the fidelity's min = %s; raise fidelity.min"
              .formatted(resource.name(), low, resource.min()));
    }
    if (high < resource.max() && !RecordedTable.same(high, resource.max())) {
      reader.problem(
          LANDSCAPE,
          "ends at %s %s, below the fidelity's max = %s; lower fidelity.max"
              .formatted(resource.name(), high, resource.max()));
    }
  }
}
