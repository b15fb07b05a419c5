package io.cairn.workers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.process.JobName;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.tools.FakeTools;
import io.cairn.workers.tools.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods are created, followed, deleted and told of. */
@Timeout(120)
class KubernetesTest {

  private static final String REPORT = "echo '{\"epoch\": 9, \"loss\": 0.25}'";

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private FakeTools tools;

  @BeforeEach
  void makeTools() throws IOException {
    tools = FakeTools.in(folder.resolve("tools"), "kubectl");
  }

  @AfterEach
  void endAll() {
    tools.killAll();
  }

  private Training training() {
    return new Training(folder)
        .with("kubectl", tools.file("kubectl").toString())
        .with("image", "busybox:1.36")
        .with("poll", "30ms");
  }

  private Outcome run(Training training) throws Exception {
    try (Evaluator evaluator = new KubernetesProvider().create(training.settings())) {
      return evaluator.evaluate(training.evaluation(), progress);
    }
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(tools.file("last-manifest").toFile());
  }

  private static Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private static JsonNode variable(JsonNode container, String name) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value");
      }
    }
    return container.path("absent");
  }

  @Test
  void command_runsInAPodThatIsDeletedAfterwards() throws Exception {
    Outcome outcome =
        run(training().script("echo \"depth $CAIRN_PARAM_DEPTH ${HOME:-none}\"", REPORT));

    assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Completed.class);
    assertThat(progress.log()).contains("depth 3 none");
    assertThat(tools.folder().resolve("pods")).isEmptyDirectory();
    assertThat(folder.resolve("scratch/.cairn-process")).doesNotExist();
  }

  @Test
  void manifest_saysWhatTheSettingsSay() throws Exception {
    run(
        training()
            .with("context", "lab")
            .with("namespace", "tuning")
            .with("service-account", "trainer")
            .with("cpus", 2L)
            .with("memory", "8Gi")
            .with("gpus", 1L)
            .with("labels", Map.of("team", "ml"))
            .with("node-selector", Map.of("disk", "fast"))
            .with("secrets", List.of("store-key"))
            .with("environment", Map.of("MODE", "$(HOME)"))
            .timeLimit(Duration.ofMinutes(5))
            .script(REPORT));

    JsonNode pod = manifest();
    assertThat(pod.path("metadata").path("name").asText())
        .isEqualTo(JobName.of(training().evaluation()))
        .matches("cairn-e-17-[0-9a-f]{12}");
    assertThat(pod.path("metadata").path("labels").path("team").asText()).isEqualTo("ml");
    assertThat(pod.path("metadata").path("labels").path("cairn/study").asText())
        .isEqualTo("churn-gbm");
    JsonNode spec = pod.path("spec");
    assertThat(spec.path("restartPolicy").asText()).isEqualTo("Never");
    assertThat(spec.path("activeDeadlineSeconds").asInt()).isEqualTo(320);
    assertThat(spec.path("serviceAccountName").asText()).isEqualTo("trainer");
    assertThat(spec.path("nodeSelector").path("disk").asText()).isEqualTo("fast");
    JsonNode container = spec.path("containers").path(0);
    assertThat(container.path("resources").path("limits").path("nvidia.com/gpu").asText())
        .isEqualTo("1");
    assertThat(container.path("resources").path("requests").path("memory").asText())
        .isEqualTo("8Gi");
    assertThat(container.path("envFrom").path(0).path("secretRef").path("name").asText())
        .isEqualTo("store-key");
    assertThat(variable(container, "MODE").asText()).isEqualTo("$$(HOME)");
    assertThat(variable(container, "CAIRN_PARAMS_FILE").isMissingNode()).isTrue();
    assertThat(variable(container, "CAIRN_CHECKPOINT_DIR").isMissingNode()).isTrue();
    assertThat(tools.calls("create").get(0)).contains("--context=lab", "--namespace=tuning");
  }

  @Test
  void volume_bringsTheWorkersFoldersIntoThePod() throws Exception {
    Outcome outcome =
        run(
            training()
                .with("volume", "cairn-home:" + folder)
                .with("results", "file")
                .script("echo '{\"epoch\": 9, \"loss\": 0.25}' > \"$CAIRN_RESULTS_FILE\""));

    assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Completed.class);
    JsonNode spec = manifest().path("spec");
    assertThat(
            spec.path("volumes").path(0).path("persistentVolumeClaim").path("claimName").asText())
        .isEqualTo("cairn-home");
    assertThat(
            spec.path("containers").path(0).path("volumeMounts").path(0).path("mountPath").asText())
        .isEqualTo(folder.toString());
  }

  @Test
  void volumeWithoutTheWorkersFolders_isRefusedWithTheWayOut() throws Exception {
    Failed failed = failed(run(training().with("volume", "data:/elsewhere").script(REPORT)));

    assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failed.message()).contains("are not below /elsewhere").contains("--home");
  }

  @Test
  void template_isFilledIn() throws Exception {
    Files.writeString(
        folder.resolve("pod.json"),
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"queue":"low"}},
        "spec":{"tolerations":[{"key":"gpu","operator":"Exists"}],
        "containers":[{"name":"evaluation","image":"own:1","args":["x"]}]}}
        """);
    Training training =
        new Training(folder)
            .with("kubectl", tools.file("kubectl").toString())
            .with("poll", "30ms")
            .with("template", "pod.json")
            .script(REPORT);
    assertThat(run(training)).as("log: %s", progress.log()).isInstanceOf(Completed.class);

    JsonNode pod = manifest();
    assertThat(pod.path("metadata").path("labels").path("queue").asText()).isEqualTo("low");
    assertThat(pod.path("spec").path("tolerations").path(0).path("key").asText()).isEqualTo("gpu");
    assertThat(pod.path("spec").path("containers").path(0).path("image").asText())
        .isEqualTo("own:1");
    assertThat(pod.path("spec").path("containers").path(0).has("args")).isFalse();
  }

  @Test
  void templateThatIsNoPod_isToldAsSuch() throws Exception {
    Files.writeString(folder.resolve("pod.json"), "{\"kind\":\"Job\"}");
    Failed failed = failed(run(training().with("template", "pod.json").script(REPORT)));

    assertThat(failed.message()).contains("must describe one object of kind Pod");
  }

  @ParameterizedTest
  @CsvSource({
    "missing:1, UNAVAILABLE, the pod cannot start: Pending (ImagePullBackOff",
    "evicted:1, UNAVAILABLE, Kubernetes took the pod away: Failed (Evicted",
    "drained:1, UNAVAILABLE, Kubernetes took the pod away",
    "oom:1,     ERROR,       used more memory than worker.memory",
    "late:1,    TIME_LIMIT,  its time was over"
  })
  void endOfAPod_isToldAsSuch(String image, Kind kind, String words) throws Exception {
    Failed failed = failed(run(training().with("image", image).script("exit 1")));

    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.message()).contains(words);
    assertThat(tools.folder().resolve("pods")).isEmptyDirectory();
  }

  @Test
  void exitCode_isThatOfTheContainer() throws Exception {
    Failed failed = failed(run(training().script("echo 'no data' >&2", "exit 3")));

    assertThat(failed.kind()).isEqualTo(Kind.ERROR);
    assertThat(failed.message()).contains("exit code 3").contains("no data");
  }

  @Test
  void logConnectionThatBreaksInALine_isTakenUpWhereItBroke() throws Exception {
    tools.mark("break");
    Outcome outcome =
        run(
            training()
                .script(
                    "echo 'a line of more than twenty bytes'",
                    "while test -e '%s'; do sleep 0.01; done".formatted(tools.file("break")),
                    REPORT));

    assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Completed.class);
    assertThat(progress.log()).containsOnlyOnce("a line of more than twenty bytes");
    assertThat(progress.levels()).containsExactly(9.0);
  }

  @Test
  void podThatSomebodyDeletes_isNotChargedToTheTrial() throws Exception {
    deleted();
  }

  /** Its container has ended with an exit code then, and the pod is still there. */
  @Test
  void podThatSomebodyIsDeleting_isNotChargedToTheTrial() throws Exception {
    tools.mark("linger");
    deleted();
  }

  private void deleted() throws Exception {
    ExecutorService slot = Executors.newSingleThreadExecutor();
    try {
      Training training = training().script("echo '{\"epoch\": 1, \"loss\": 1}'", "exec sleep 600");
      Future<Outcome> outcome = slot.submit(() -> run(training));
      progress.awaitReport();
      String name = JobName.of(training.evaluation());
      Process deletion =
          new ProcessBuilder(tools.file("kubectl").toString(), "delete", "pod", name).start();
      assertThat(deletion.waitFor()).isZero();

      Failed failed = failed(outcome.get());
      assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failed.message()).contains("Deleted");
    } finally {
      slot.shutdownNow();
    }
  }

  @Test
  void podOfAnEarlierAttempt_isDeletedBeforeTheNext() throws Exception {
    Training training = training().script(REPORT);
    Files.createDirectories(tools.file("pods").resolve(JobName.of(training.evaluation())));

    assertThat(run(training)).isInstanceOf(Completed.class);
    assertThat(tools.calls("create")).hasSize(1);
  }

  @Test
  void cancelledEvaluation_deletesItsPod() throws Exception {
    ExecutorService slot = Executors.newSingleThreadExecutor();
    try {
      Training training = training().script("echo '{\"epoch\": 1, \"loss\": 1}'", "exec sleep 600");
      Future<Outcome> outcome = slot.submit(() -> run(training));
      progress.awaitReport();
      progress.cancel();

      assertThat(failed(outcome.get()).kind()).isEqualTo(Kind.CANCELLED);
      await().atMost(Duration.ofSeconds(30)).until(() -> tools.pids("pods").isEmpty());
    } finally {
      slot.shutdownNow();
    }
  }
}
