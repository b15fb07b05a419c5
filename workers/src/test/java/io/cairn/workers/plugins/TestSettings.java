package io.cairn.workers.plugins;

import io.cairn.workers.WorkerTypes;
import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluations without a node around them. */
final class TestSettings {

  static final Evaluation.Resource EPOCHS = new Evaluation.Resource("epoch", 1, 9, true);

  private TestSettings() {}

  static Evaluator create(WorkerTypes types, String type) throws InvalidSettingsException {
    return types
        .find(type)
        .orElseThrow()
        .create(
            new WorkerSettings(
                Map.of(),
                Path.of("."),
                List.of("x"),
                "acc",
                true,
                Optional.of(EPOCHS),
                Duration.ofSeconds(5)));
  }

  static Outcome evaluate(Evaluator evaluator, RecordingProgress progress) throws Exception {
    return evaluator.evaluate(
        new Evaluation(
            "s",
            "e1",
            0,
            1,
            Map.of("x", 0.5),
            EPOCHS,
            0,
            9,
            1,
            Optional.empty(),
            Path.of("."),
            Optional.empty()),
        progress);
  }

  /** The failure that an evaluation ends with. */
  static Outcome.Failed failure(WorkerTypes types, String type) throws Exception {
    try (Evaluator evaluator = create(types, type)) {
      return (Outcome.Failed) evaluate(evaluator, new RecordingProgress());
    }
  }
}
