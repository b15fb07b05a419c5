package io.cairn.workers.smile;

import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.util.Map;
import java.util.Optional;

/** One evaluation, to be run by classes of another class loader; says how it went. */
final class NativesTrial {

  private NativesTrial() {}

  static String run(String model) throws Exception {
    WorkerSettings settings =
        Sweeps.settings(
            model.equals("gradient-boosting") || model.equals("random-forest")
                ? Sweeps.worker(model, "wine", "options", Map.of("trees", 20L))
                : Sweeps.worker(model, "wine"),
            "val_accuracy",
            Optional.of(new Resource("row-share", 0.2, 1, false)));
    try (Evaluator evaluator = new SmileProvider().create(settings)) {
      Outcome outcome = evaluator.evaluate(Sweeps.evaluation(settings, Map.of(), 1), new Reports());
      return outcome instanceof Outcome.Completed completed
          ? "val_accuracy=" + completed.metrics().get("val_accuracy")
          : outcome.toString();
    } catch (InvalidSettingsException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
