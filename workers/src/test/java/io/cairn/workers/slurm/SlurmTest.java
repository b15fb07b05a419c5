package io.cairn.workers.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Jobs are submitted, followed, ended and told of. */
@Timeout(120)
class SlurmTest {

  private static final String REPORT = "echo '{\"epoch\": 9, \"loss\": 0.25}'";

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private FakeTools tools;

  @BeforeEach
  void makeTools() throws IOException {
    tools =
        FakeTools.in(folder.resolve("tools"), "sbatch", "squeue", "sacct", "scancel", "slurm.sh");
  }

  @AfterEach
  void endAll() {
    tools.killAll();
  }

  private Training training() {
    return new Training(folder).with("tools", tools.folder().toString()).with("poll", "30ms");
  }

  private Outcome run(Training training) throws Exception {
    try (Evaluator evaluator = new SlurmProvider().create(training.settings())) {
      return evaluator.evaluate(training.evaluation(), progress);
    }
  }

  private static Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  @Test
  void command_runsAsAJob_whoseOutputIsRead() throws Exception {
    Outcome outcome =
        run(
            training()
                .with("environment", Map.of("MODE", "two words"))
                .script("echo \"$MODE $CAIRN_PARAM_DEPTH\"", "echo oops >&2", REPORT));

    assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Completed.class);
    assertThat(progress.levels()).containsExactly(9.0);
    assertThat(progress.log()).contains("two words 3", "oops");
    assertThat(folder.resolve("scratch/.cairn-process")).doesNotExist();
  }

  @Test
  void resources_areOptionsOfSbatch() throws Exception {
    run(
        training()
            .with("partition", "gpu")
            .with("account", "lab")
            .with("cpus", 4L)
            .with("memory", "16G")
            .with("gpus", "a100:2")
            .with("time", "90s")
            .with("options", List.of("--exclude=node7"))
            .script(REPORT));

    List<String> words = tools.calls("sbatch").get(0);
    assertThat(words)
        .contains(
            "--parsable",
            "--job-name=" + JobName.of(training().evaluation()),
            "--partition=gpu",
            "--account=lab",
            "--cpus-per-task=4",
            "--mem=16G",
            "--gpus=a100:2",
            "--time=2",
            "--no-requeue",
            "--dependency=singleton",
            "--exclude=node7");
    assertThat(words.subList(words.size() - 2, words.size()))
        .containsExactly("sh", folder.resolve("train.sh").toString());
  }

  @Test
  void argumentsWithBlanksAndQuotes_reachTheCommandAsTheyAre() throws Exception {
    run(training().with("command", List.of("printf", "%s\\n", "it's $HOME; `x` *")));

    assertThat(progress.log()).contains("it's $HOME; `x` *");
  }

  @Test
  void template_isGivenTheCommandAsItsArguments() throws Exception {
    Files.writeString(
        folder.resolve("template.sh"), "#!/bin/sh\necho module loaded\nexec \"$@\"\n");
    assertThat(folder.resolve("template.sh").toFile().setExecutable(true)).isTrue();
    Outcome outcome = run(training().with("template", "template.sh").script(REPORT));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.log()).contains("module loaded");
  }

  @Test
  void timeLimitOfTheSweep_isAlsoSlurms_withTheGracePeriod() throws Exception {
    run(training().timeLimit(Duration.ofMinutes(5)).script(REPORT));

    assertThat(tools.calls("sbatch").get(0)).contains("--time=6");
  }

  @ParameterizedTest
  @CsvSource({
    "nodefail,  UNAVAILABLE, Slurm took the job off its node: NODE_FAIL",
    "preempted, UNAVAILABLE, Slurm took the job off its node: PREEMPTED",
    "timeout,   TIME_LIMIT,  Slurm ended the job because its time was over",
    "oom,       ERROR,       used more memory than worker.memory",
    "absent,    UNAVAILABLE, Invalid partition name specified"
  })
  void endOfAJob_isToldAsSuch(String partition, Kind kind, String words) throws Exception {
    Failed failed = failed(run(training().with("partition", partition).script("sleep 600")));

    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.message()).contains(words);
  }

  @Test
  void exitCode_isThatOfTheAccounting() throws Exception {
    Failed failed = failed(run(training().script("echo 'no data' >&2", "exit 3")));

    assertThat(failed.kind()).isEqualTo(Kind.ERROR);
    assertThat(failed.message()).contains("exit code 3").contains("no data");
  }

  @Test
  void clusterWithoutAccounting_isFollowedByItsQueue() throws Exception {
    tools.mark("no-accounting");
    assertThat(run(training().script(REPORT))).isInstanceOf(Completed.class);
    Failed failed = failed(run(training().script("exit 3")));
    assertThat(failed.message()).contains("Slurm does not say with which exit code");
  }

  @Test
  void waitingInTheQueue_isNotCountedAsTimeOfTheEvaluation() throws Exception {
    ExecutorService slot = Executors.newSingleThreadExecutor();
    try {
      Training training =
          training()
              .with("partition", "stuck")
              .timeLimit(Duration.ofMillis(1))
              .grace(Duration.ofSeconds(20))
              .script(REPORT);
      Future<Outcome> outcome = slot.submit(() -> run(training));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> progress.log().stream().anyMatch(line -> line.contains("(Priority)")));
      await().atMost(Duration.ofSeconds(60)).until(() -> tools.calls("squeue").size() > 3);
      assertThat(outcome.isDone()).isFalse();

      progress.cancel();
      assertThat(failed(outcome.get()).kind()).isEqualTo(Kind.CANCELLED);
      assertThat(Files.readString(tools.file("jobs/1000/state"))).startsWith("CANCELLED");
    } finally {
      slot.shutdownNow();
    }
  }

  @Test
  void jobThatSomebodyElseCancels_isToldAsSuch() throws Exception {
    Failed failed =
        failed(
            run(
                training()
                    .script("\"%s\" 1000".formatted(tools.file("scancel")), "exec sleep 600")));

    assertThat(failed.kind()).isEqualTo(Kind.ERROR);
    assertThat(failed.message()).contains("somebody else cancelled the job");
  }

  @Test
  void jobOfAnEarlierAttempt_isCancelledBeforeTheNextIsSubmitted() throws Exception {
    Training training = training().script(REPORT);
    Path earlier = Files.createDirectories(tools.file("jobs/1000"));
    Files.writeString(earlier.resolve("name"), JobName.of(training.evaluation()) + "\n");
    Files.writeString(earlier.resolve("state"), "RUNNING|None|0:0\n");

    assertThat(run(training)).isInstanceOf(Completed.class);
    assertThat(Files.readString(earlier.resolve("state"))).startsWith("CANCELLED");
  }

  @Test
  void machineWithoutSlurm_isNotChargedToTheTrial() throws Exception {
    Failed failed = failed(run(training().with("tools", "nowhere").script(REPORT)));

    assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failed.message()).contains("nowhere/sbatch").contains("worker.tools");
  }
}
