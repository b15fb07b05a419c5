package io.cairn.workers.onnx;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class OnnxEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new OnnxProvider();
  }

  @Override
  protected void prepare() throws IOException {
    SmallNetwork.write(folder.resolve("model.onnx"));
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of());
  }

  /**
   * Two seconds an epoch: the first report is there after two, and the last after 81 times that.
   */
  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("speed", 1L, "report-every", 1L));
  }

  private WorkerSettings settings(Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", "model.onnx");
    all.put("inputs", Map.of("x_cat", List.of("task"), "x_cont", List.of("epoch", "rate")));
    all.put("constants", Map.of("task", 3L));
    all.put("outputs", List.of("seconds", "loss"));
    all.put("cost", "seconds");
    all.putAll(values);
    return new WorkerSettings(
        all,
        folder,
        List.of("rate"),
        "loss",
        false,
        Optional.of(new Evaluation.Resource("epoch", 1, 81, true)),
        Duration.ofSeconds(20));
  }

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(Map.of("rate", 0.5), Map.of("rate", 0.25));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        settings(
            Map.of(
                "model", "nowhere.onnx",
                "inputs", Map.of("x_cat", List.of("task"), "x_cont", List.of("epoc", "rate")),
                "outputs", List.of("seconds"),
                "cost", "second",
                "speed", "fast",
                "encoding", "nowhere.json",
                "constants", Map.of("task", "iris", "unused", 1L),
                "modell", "x")),
        Set.of(
            "model",
            "inputs.x_cont[0]",
            "outputs",
            "cost",
            "speed",
            "encoding",
            "constants.task",
            "constants.unused",
            "modell"));
  }
}
