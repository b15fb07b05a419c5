package io.cairn.workers.smile;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SmileEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new SmileProvider();
  }

  @Override
  protected WorkerSettings quick() {
    return trees("wine", 9);
  }

  @Override
  protected WorkerSettings lasting() {
    return trees("breast_cancer_wdbc", 100_000);
  }

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(
        Map.of("shrinkage", 0.1, "leaves", 4L),
        Map.of("shrinkage", 0.3, "leaves", 9L),
        Map.of("shrinkage", 1.0, "leaves", 20L));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        Sweeps.settings(
            Map.of(
                "model",
                "gradient-bosting",
                "data",
                Map.of("file", "gone.csv", "task", "guess"),
                "validation",
                Map.of("kind", "all"),
                "modle",
                "svm"),
            "val_error",
            Optional.empty()),
        Set.of("model", "data.file", "data.target", "data.task", "validation.kind", "modle"));
  }

  private static WorkerSettings trees(String file, int max) {
    return Sweeps.settings(
        Sweeps.worker("gradient-boosting", file),
        "val_log_loss",
        Optional.of(new Resource("trees", 1, max, true)),
        "shrinkage",
        "leaves");
  }
}
