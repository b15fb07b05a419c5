package com.example.curve;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the rules of Cairn's SPI; what else a kind of worker promises, test beside it. */
class CurveContractTest extends EvaluatorContract {

  @Override
  protected void prepare() throws IOException {
    Files.copy(Path.of("braking.csv"), folder.resolve("braking.csv"));
  }

  @Override
  protected EvaluatorProvider provider() {
    return new CurveProvider();
  }

  @Override
  protected WorkerSettings quick() {
    return settings(9, Map.of("file", "braking.csv", "x", "speed", "y", "distance"));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(1e12, Map.of("file", "braking.csv", "x", "speed", "y", "distance"));
  }

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(
        Map.of("degree", 1L, "learning-rate", 0.01),
        Map.of("degree", 3L, "learning-rate", 0.001, "decay", 0.1));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        settings(9, Map.of("file", "gone.csv", "x", "speed", "validate-every", 1L, "yy", "d")),
        Set.of("y", "validate-every", "yy"));
  }

  private WorkerSettings settings(double passes, Map<String, Object> values) {
    return new WorkerSettings(
        values,
        folder,
        List.of("degree", "learning-rate", "decay"),
        "error",
        false,
        Optional.of(new Evaluation.Resource("pass", 1, passes, true)),
        Duration.ofSeconds(10));
  }
}
