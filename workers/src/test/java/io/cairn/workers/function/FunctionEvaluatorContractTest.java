package io.cairn.workers.function;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class FunctionEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new FunctionProvider();
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of("function", "branin", "noise", 0.1));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("function", "branin", "sleep", "10ms"), 100_000);
  }

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(Map.of("x1", 1.5, "x2", 3L), Map.of("x1", -2.0, "x2", 10.0));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        settings(
            Map.of(
                "function",
                "hartmann6",
                "noise",
                -1.0,
                "sleep",
                5L,
                "faults",
                Map.of("crash", 2.0, "hangs", 0.1),
                "bounds",
                "x")),
        Set.of("inputs", "noise", "sleep", "faults.crash", "faults.hangs", "bounds"));
  }

  private WorkerSettings settings(Map<String, Object> values) {
    return settings(values, 9);
  }

  private WorkerSettings settings(Map<String, Object> values, double max) {
    return new WorkerSettings(
        values,
        folder,
        List.of("x1", "x2"),
        "loss",
        false,
        Optional.of(new Evaluation.Resource("epoch", 1, max, true)),
        Duration.ofSeconds(20));
  }
}
