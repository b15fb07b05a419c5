package io.cairn.workers.table;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class TableEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new TableProvider();
  }

  @Override
  protected void prepare() throws IOException {
    List<String> rows = new ArrayList<>(List.of("depth,epoch,loss,cost"));
    for (int depth = 1; depth <= 3; depth++) {
      for (int epoch = 1; epoch <= 9; epoch++) {
        rows.add(depth + "," + epoch + "," + 1.0 / (depth * epoch) + "," + (epoch - 0.99) * 1000);
      }
    }
    Files.write(folder.resolve("table.csv"), rows);
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of("landscape", "table.csv"));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("landscape", "table.csv", "speed", 100L));
  }

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(Map.of("depth", 1L), Map.of("depth", 2L), Map.of("depth", 3.4));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        settings(Map.of("landscape", "absent.csv", "speed", -1L, "nearest", "maybe", "spede", 1L)),
        Set.of("landscape", "speed", "nearest", "spede"));
  }

  private WorkerSettings settings(Map<String, Object> values) {
    return new WorkerSettings(
        values,
        folder,
        List.of("depth"),
        "loss",
        false,
        Optional.of(new Evaluation.Resource("epoch", 1, 9, true)),
        Duration.ofSeconds(20));
  }
}
