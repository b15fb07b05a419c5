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

class JvmCustomContractTest extends EvaluatorContract {

  @Override
  protected EvaluatorProvider provider() {
    return new JvmProvider();
  }

  @Override
  protected void prepare() throws IOException {
    Sources.compile(
        folder,
        "Training",
        "public class Training implements Evaluator {",
        "  private final boolean lasting;",
        "  public Training(WorkerSettings settings) {",
        "    lasting = Boolean.TRUE.equals(settings.values().get(\"lasting\"));",
        "  }",
        "  public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {",
        "    long limit = evaluation.timeLimit().map(java.time.Duration::toNanos).orElse(Long.MAX_VALUE);",
        "    long start = System.nanoTime();",
        "    for (int i = 1; i <= 9; i++) {",
        "      if (!progress.report(i, Map.of(\"loss\", (Long) evaluation.configuration().get(\"depth\") + 1.0 / i)))",
        "        return Outcome.Completed.at(i, Map.of());",
        "      try {",
        "        for (int j = 0; lasting && j < 60_000; j++) {",
        "          Thread.sleep(10);",
        "          if (progress.cancelled()) throw new InterruptedException();",
        "          if (System.nanoTime() - start > limit)",
        "            return new Outcome.Failed(Outcome.Kind.TIME_LIMIT, \"the time limit passed\");",
        "        }",
        "      } catch (InterruptedException e) {",
        "        return new Outcome.Failed(Outcome.Kind.CANCELLED, \"cancelled\");",
        "      }",
        "    }",
        "    return Outcome.Completed.at(9, Map.of());",
        "  }",
        "}");
  }

  @Override
  protected WorkerSettings quick() {
    return settings(Map.of());
  }

  @Override
  protected WorkerSettings lasting() {
    return settings(Map.of("options", Map.of("lasting", true)));
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
