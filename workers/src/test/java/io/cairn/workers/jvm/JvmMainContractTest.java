package io.cairn.workers.jvm;

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

class JvmMainContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new JvmProvider();
  }

  @Override
  protected void prepare() throws IOException {
    Sources.compile(
        folder,
        "Training",
        "public class Training {",
        "  public static void main(String[] args) throws Exception {",
        "    for (int i = 1; i <= 9; i++) {",
        "      System.out.println(\"{\\\"epoch\\\": \" + i + \", \\\"loss\\\": \" + args[1] + \".\" + i + \"}\");",
        "      if (args[0].equals(\"lasting\")) Thread.sleep(600_000);",
        "    }",
        "  }",
        "}");
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of("arguments", List.of("quick", "{depth}")));
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("arguments", List.of("lasting", "{depth}")));
  }

  private WorkerSettings settings(Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("class-path", List.of("classes"));
    all.put("class", "mine.Training");
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
        settings(Map.of("class", "mine.Absent", "options", "x", "clas-path", List.of())),
        Set.of("class", "options", "clas-path"));
  }
}
