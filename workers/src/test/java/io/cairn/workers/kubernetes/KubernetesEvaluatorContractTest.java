package io.cairn.workers.kubernetes;

import io.cairn.workers.contract.EvaluatorContract;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import io.cairn.workers.tools.FakeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class KubernetesEvaluatorContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new KubernetesProvider();
  }

  @Override
  protected void prepare() throws IOException {
    FakeTools.in(folder.resolve("tools"), "kubectl");
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
        folder.resolve("lasting.sh"),
        List.of("echo '{\"epoch\": 1, \"loss\": 0.5}'", "exec sleep 600"));
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  protected WorkerSettings quick() {
    return settings(
        Map.of("command", List.of("sh", path("quick.sh"), "{from}", "{to}", "{depth}")));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("command", List.of("sh", path("lasting.sh"))));
  }

  private WorkerSettings settings(Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("image", "busybox:1.36");
    all.put("kubectl", path("tools/kubectl"));
    all.put("poll", "50ms");
    all.putAll(values);
    return new WorkerSettings(
        all,
        folder,
        List.of("depth"),
        "loss",
        false,
        Optional.of(new Evaluation.Resource("epoch", 1, 9, true)),
        Duration.ofSeconds(40));
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
                "command", List.of("sh", "{dept}", "{checkpoint-dir}"),
                "memory", "much",
                "environment-from", List.of("TOKEN"),
                "namespace", "My_Space",
                "volume", "claim",
                "results", "file",
                "poll", "1ms",
                "imge", "x")),
        Set.of(
            "command[1]",
            "command",
            "memory",
            "environment-from",
            "namespace",
            "volume",
            "results",
            "poll",
            "imge"));
  }
}
