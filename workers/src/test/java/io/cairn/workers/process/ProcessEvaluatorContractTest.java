package io.cairn.workers.process;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ProcessEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new ProcessProvider();
  }

  @Override
  protected void prepare() throws IOException {
    Files.write(
        folder.resolve("quick.sh"),
        List.of(
            "i=$1",
            "while [ $i -lt $2 ]; do",
            "  i=$((i + 1))",
            "  echo \"epoch $i is done\"",
            "  echo \"{\\\"epoch\\\": $i, \\\"loss\\\": $3.$i, \\\"seed\\\": $CAIRN_SEED}\"",
            "done"));
    Files.write(
        folder.resolve("lasting.sh"), List.of("echo '{\"epoch\": 1, \"loss\": 0.5}'", "sleep 600"));
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of("command", List.of("sh", "quick.sh", "{from}", "{to}", "{depth}")));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("command", List.of("sh", "lasting.sh")));
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

  @Override
  protected List<Map<String, Object>> configurations() {
    return List.of(Map.of("depth", 1L), Map.of("depth", 2L), Map.of("depth", 3L));
  }

  @Override
  protected Broken broken() {
    return new Broken(
        settings(
            Map.of(
                "command",
                List.of("sh", "{dept}"),
                "results",
                "telegram",
                "working-directory",
                "nowhere",
                "enviroment",
                Map.of())),
        Set.of("command[1]", "results", "working-directory", "enviroment"));
  }
}
