package io.cairn.workers.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.process.JobName;
import io.cairn.workers.process.Leftovers;
import io.cairn.workers.spi.Evaluation;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers are started, followed, stopped and told of. */
@Timeout(120)
class ContainerTest {

  private static final String REPORT = "echo '{\"epoch\": 9, \"loss\": 0.25}'";

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private FakeTools tools;

  @BeforeEach
  void makeTools() throws IOException {
    tools = FakeTools.in(folder.resolve("tools"), "docker", "docker:podman");
  }

  @AfterEach
  void endAll() {
    tools.killAll();
  }

  private Training training() {
    return new Training(folder)
        .with("image", "busybox:1.36")
        .with("runtime", tools.file("docker").toString());
  }

  private Outcome run(Training training) throws Exception {
    try (Evaluator evaluator = new ContainerProvider().create(training.settings())) {
      return evaluator.evaluate(training.evaluation(), progress);
    }
  }

  private static Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private List<String> call() throws IOException {
    List<List<String>> calls = tools.calls("run");
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static void assertOption(List<String> words, String option, String value) {
    assertThat(Collections.indexOfSubList(words, List.of(option, value)))
        .as("%s %s in %s", option, value, words)
        .isNotNegative();
  }

  @Test
  void command_runsInAContainerThatIsRemovedAfterwards() throws Exception {
    Outcome outcome = run(training().script("echo hello", REPORT));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.log()).contains("hello");
    assertThat(folder.resolve("tools/containers")).isEmptyDirectory();
    assertThat(folder.resolve("scratch/.cairn-process")).doesNotExist();
  }

  @Test
  void limits_mountsAndNetwork_areOptionsOfTheEngine() throws Exception {
    Files.createDirectories(folder.resolve("data,1"));
    run(
        training()
            .with("cpus", 1.5)
            .with("memory", "8g")
            .with("gpus", List.of(0L, 1L))
            .with("mounts", List.of("data,1:/data", "tools:/tools:rw"))
            .with("user", "1000:100")
            .with("pull", "never")
            .with("working-directory", "/work")
            .with("options", List.of("--shm-size=1g"))
            .script(REPORT));

    List<String> words = call();
    assertOption(words, "--cpus", "1.5");
    assertOption(words, "--memory", "8g");
    assertOption(words, "--gpus", "\"device=0,1\"");
    assertOption(words, "--network", "none");
    assertOption(words, "--user", "1000:100");
    assertOption(words, "--pull", "never");
    assertOption(words, "--workdir", "/work");
    assertOption(
        words,
        "--mount",
        "type=bind,\"source=%s\",target=/data,readonly".formatted(folder.resolve("data,1")));
    assertOption(
        words, "--mount", "type=bind,source=%s,target=/tools".formatted(folder.resolve("tools")));
    Path own = folder.resolve("scratch/container");
    assertOption(words, "--mount", "type=bind,source=%s,target=%s".formatted(own, own));
    Path checkpoints = folder.resolve("checkpoints");
    assertOption(
        words, "--mount", "type=bind,source=%s,target=%s".formatted(checkpoints, checkpoints));
    assertOption(words, "--label", "io.cairn.trial=17");
    assertThat(words).contains("--init", "--shm-size=1g");
    assertThat(words.subList(words.indexOf("busybox:1.36"), words.size()))
        .containsExactly("busybox:1.36", "sh", folder.resolve("train.sh").toString());
  }

  @Test
  void podman_isGivenGpusByTheirCdiNames() throws Exception {
    run(
        training()
            .with("runtime", tools.file("podman").toString())
            .with("gpus", "all")
            .script(REPORT));

    assertOption(call(), "--device", "nvidia.com/gpu=all");
    assertThat(call()).doesNotContain("--user");
  }

  @Test
  void variables_areNamedInArguments_andTheirValuesAreNot() throws Exception {
    String secret = System.getenv("PATH");
    Outcome outcome =
        run(
            training()
                .with("environment-from", List.of("PATH"))
                .with("environment", Map.of("MODE", "fast"))
                .script(
                    "echo \"mode $MODE, depth $CAIRN_PARAM_DEPTH, home ${HOME:-none}\"",
                    "echo \"secret $PATH\"",
                    REPORT));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.log()).contains("mode fast, depth 3, home none", "secret ******");
    List<String> words = call();
    assertOption(words, "--env", "PATH");
    assertOption(words, "--env", "CAIRN_PARAM_DEPTH");
    assertThat(words).noneMatch(word -> word.contains(secret));
  }

  @Test
  void resultsFile_isReadAsItGrows() throws Exception {
    Outcome outcome =
        run(
            training()
                .with("results", "file")
                .script("echo '{\"epoch\": 9, \"loss\": 0.25}' > \"$CAIRN_RESULTS_FILE\""));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.levels()).containsExactly(9.0);
  }

  @Test
  void resultsFile_thatIsALink_isNotFollowed() throws Exception {
    Files.writeString(folder.resolve("private"), "{\"epoch\": 9, \"loss\": 0.25}\n");
    Outcome outcome =
        run(
            training()
                .with("results", "file")
                .script("ln -s %s \"$CAIRN_RESULTS_FILE\"".formatted(folder.resolve("private"))));

    assertThat(failed(outcome).kind()).isEqualTo(Kind.BAD_RESULT);
    assertThat(progress.reports()).isEmpty();
  }

  @Test
  void imageThatCannotBePulled_isNotChargedToTheTrial() throws Exception {
    Failed failed = failed(run(training().with("image", "missing:1").script(REPORT)));

    assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failed.message())
        .contains("docker could not start a container of the image missing:1")
        .contains("pull access denied");
  }

  @Test
  void daemonThatDoesNotAnswer_isNotChargedToTheTrial() throws Exception {
    tools.mark("down");
    Failed failed = failed(run(training().script(REPORT)));

    assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failed.message()).contains("Cannot connect to the Docker daemon");
  }

  @Test
  void engineThatIsNotThere_isToldWhenItIsNeeded() throws Exception {
    Failed failed = failed(run(training().with("runtime", "no-such-engine").script(REPORT)));

    assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failed.message()).contains("worker.runtime = \"no-such-engine\"");
  }

  @Test
  void memoryThatIsUsedUp_isToldAsSuch() throws Exception {
    Failed failed =
        failed(run(training().with("image", "oom:1").with("memory", "64m").script("true")));

    assertThat(failed.kind()).isEqualTo(Kind.ERROR);
    assertThat(failed.message()).contains("memory was used up; worker.memory is 64m");
  }

  @Test
  void exitCode_isThatOfTheCommand() throws Exception {
    Failed failed = failed(run(training().script("echo 'no data' >&2", "exit 3")));

    assertThat(failed.kind()).isEqualTo(Kind.ERROR);
    assertThat(failed.message())
        .isEqualTo("the command ended with exit code 3; its last words: no data");
  }

  @Test
  void timeLimit_stopsTheContainerItself() throws Exception {
    Failed failed =
        failed(
            run(
                training()
                    .timeLimit(Duration.ofMillis(300))
                    .script("trap '' TERM", "while :; do sleep 1; done")
                    .grace(Duration.ofMillis(400))));

    assertThat(failed.kind()).isEqualTo(Kind.TIME_LIMIT);
    assertThat(tools.pids("containers")).isEmpty();
    assertThat(folder.resolve("tools/containers")).isEmptyDirectory();
    assertThat(tools.calls("kill")).isNotEmpty();
  }

  @Test
  void containerOfANodeThatWasKilled_isRemovedByTheNext() throws Exception {
    Training training = training().script("echo '{\"epoch\": 1, \"loss\": 1}'", "exec sleep 600");
    Process node = DoomedContainerNode.start(folder, training);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> !tools.pids("containers").isEmpty());
    } finally {
      node.destroyForcibly().waitFor();
    }
    assertThat(tools.pids("containers")).as("it needs no node").hasSize(1);

    Leftovers.killIn(folder.resolve("scratch"));

    assertThat(tools.pids("containers")).isEmpty();
    assertThat(folder.resolve("tools/containers")).isEmptyDirectory();
  }

  @Test
  void containerOfAnEarlierAttempt_isRemovedBeforeTheNext() throws Exception {
    Training training = training().script(REPORT);
    Evaluation evaluation = training.evaluation();
    Path earlier =
        Files.createDirectories(folder.resolve("tools/containers").resolve(JobName.of(evaluation)));
    Process orphan = new ProcessBuilder("setsid", "sleep", "600").start();
    try {
      long pid = orphan.pid();
      Files.writeString(earlier.resolve("pid"), Long.toString(pid));
      assertThat(run(training)).isInstanceOf(Completed.class);
      assertThat(orphan.waitFor()).isEqualTo(137);
    } finally {
      orphan.destroyForcibly();
    }
  }
}
