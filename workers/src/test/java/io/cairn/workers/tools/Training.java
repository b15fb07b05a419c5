package io.cairn.workers.tools;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sweeps whose command is a shell script. */
public final class Training {

  private final Path folder;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private Optional<Duration> timeLimit = Optional.empty();
  private Duration grace = Duration.ofSeconds(20);
  private boolean checkpoints = true;

  public Training(Path folder) {
    this.folder = folder;
  }

  /** Makes {@code train.sh}, which is the command. */
  public Training script(String... lines) throws IOException {
    Files.write(folder.resolve("train.sh"), List.of(lines));
    return with("command", List.of("sh", folder.resolve("train.sh").toString()));
  }

  public Training with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  public Training timeLimit(Duration limit) {
    timeLimit = Optional.of(limit);
    return this;
  }

  public Training grace(Duration duration) {
    grace = duration;
    return this;
  }

  public Training withoutCheckpoints() {
    checkpoints = false;
    return this;
  }

  public WorkerSettings settings() {
    return new WorkerSettings(
        values,
        folder,
        List.of("depth"),
        "loss",
        false,
        Optional.of(new Evaluation.Resource("epoch", 1, 9, true)),
        grace);
  }

  public Evaluation evaluation() throws IOException {
    return new Evaluation(
        "Churn GBM",
        "E_17",
        17,
        2,
        Map.of("depth", 3L),
        new Evaluation.Resource("epoch", 1, 9, true),
        0,
        9,
        42,
        checkpoints
            ? Optional.of(Files.createDirectories(folder.resolve("checkpoints")))
            : Optional.empty(),
        Files.createDirectories(folder.resolve("scratch")),
        timeLimit);
  }
}
