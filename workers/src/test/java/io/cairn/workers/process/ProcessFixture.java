package io.cairn.workers.process;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sweeps with a shell script as their command. */
final class ProcessFixture {

  static final Evaluation.Resource EPOCHS = new Evaluation.Resource("epoch", 1, 9, true);

  private final Path folder;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private Duration grace = Duration.ofSeconds(20);
  private Optional<Evaluation.Resource> resource = Optional.of(EPOCHS);
  private Optional<Duration> timeLimit = Optional.empty();
  private Map<String, Object> configuration = new LinkedHashMap<>(Map.of("depth", 3L));
  private List<String> parameters = List.of("depth", "learning-rate", "booster");
  private boolean checkpoints = true;
  private double from;

  ProcessFixture(Path folder) {
    this.folder = folder;
    values.put("command", List.of("sh", "train.sh"));
  }

  /** Makes {@code train.sh}. */
  ProcessFixture script(String... lines) throws IOException {
    Files.write(folder.resolve("train.sh"), List.of(lines));
    return this;
  }

  /** Makes a second script. */
  ProcessFixture file(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
    return this;
  }

  ProcessFixture command(Object command) {
    return with("command", command);
  }

  ProcessFixture with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  ProcessFixture without(String key) {
    values.remove(key);
    return this;
  }

  ProcessFixture grace(Duration duration) {
    grace = duration;
    return this;
  }

  ProcessFixture timeLimit(Duration duration) {
    timeLimit = Optional.of(duration);
    return this;
  }

  ProcessFixture resource(Optional<Evaluation.Resource> value) {
    resource = value;
    return this;
  }

  ProcessFixture configuration(Map<String, Object> value) {
    configuration = value;
    return this;
  }

  ProcessFixture parameters(String... names) {
    parameters = List.of(names);
    return this;
  }

  ProcessFixture withoutCheckpoints() {
    checkpoints = false;
    return this;
  }

  ProcessFixture from(double level) {
    from = level;
    return this;
  }

  WorkerSettings settings() {
    return new WorkerSettings(values, folder, parameters, "loss", false, resource, grace);
  }

  Evaluation evaluation() throws IOException {
    return new Evaluation(
        "study",
        "e-17",
        17,
        1,
        configuration,
        resource.orElse(new Evaluation.Resource("run", 1, 1, true)),
        from,
        resource.map(Evaluation.Resource::max).orElse(1.0),
        42,
        checkpoints
            ? Optional.of(Files.createDirectories(folder.resolve("checkpoints")))
            : Optional.empty(),
        Files.createDirectories(folder.resolve("scratch")),
        timeLimit);
  }

  Evaluator evaluator() throws InvalidSettingsException {
    return new ProcessProvider().create(settings());
  }

  Outcome run(RecordingProgress progress) throws Exception {
    try (Evaluator evaluator = evaluator()) {
      return evaluator.evaluate(evaluation(), progress);
    }
  }
}
