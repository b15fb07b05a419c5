package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands are stopped, in time and with everything that they started. */
@Timeout(60)
class StoppingTest {

  /** Ignores every signal that can be ignored, in a session of its own if there is a way. */
  private static final String[] STUBBORN = {
    "trap '' TERM HUP INT QUIT",
    "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"",
    "while :; do sleep 1; done"
  };

  /** Starts the stubborn one so that its parent is gone at once, and waits until it runs. */
  private static final String DETACH =
      "command -v setsid > /dev/null && own=setsid\n"
          + "($own sh stubborn.sh grandchild > /dev/null 2>&1 &)\n"
          + "while ! test -e grandchild; do sleep 0.01; done";

  private static final String REPORT = "echo '{\"epoch\": 1, \"loss\": 1}'";

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private final ExecutorService slot = Executors.newSingleThreadExecutor();

  @AfterEach
  void endSlot() throws InterruptedException {
    slot.shutdownNow();
    assertThat(slot.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private ProcessFixture fixture() throws Exception {
    return new ProcessFixture(folder).file("stubborn.sh", STUBBORN).grace(Duration.ofMillis(400));
  }

  private boolean isAlive(String pidFile) {
    return Pids.isAlive(Pids.in(folder.resolve(pidFile)));
  }

  @Test
  void stubbornDetachedGrandchild_isEndedWithTheCommand() throws Exception {
    ProcessFixture fixture = fixture().script(DETACH, "echo $$ > child", REPORT, "sleep 600");
    RecordingProgress refusing = new RecordingProgress(report -> false);
    assertThat(fixture.run(refusing)).isEqualTo(Completed.at(1, Map.of()));
    assertThat(isAlive("child")).isFalse();
    assertThat(isAlive("grandchild")).isFalse();
  }

  @Test
  void stubbornDetachedGrandchild_isEndedAlsoWithoutASessionOfTheCommandsOwn() throws Exception {
    ProcessFixture fixture = fixture().script(DETACH, "echo $$ > child", REPORT, "sleep 600");
    RecordingProgress refusing = new RecordingProgress(report -> false);
    try (Evaluator evaluator =
        new ProcessEvaluator(
            ProcessSettings.read(fixture.settings()), Optional.empty(), Duration.ZERO)) {
      assertThat(evaluator.evaluate(fixture.evaluation(), refusing)).isInstanceOf(Completed.class);
    }
    assertThat(isAlive("child")).isFalse();
    assertThat(isAlive("grandchild")).isFalse();
  }

  @Test
  void stubbornCommand_isKilledAtTheEndOfTheGracePeriod() throws Exception {
    RecordingProgress refusing = new RecordingProgress(report -> false);
    fixture()
        .script("trap '' TERM", "echo $$ > child", REPORT, "while :; do sleep 1; done")
        .run(refusing);
    assertThat(isAlive("child")).isFalse();
  }

  @Test
  void stoppedCommand_mayFinishByItself() throws Exception {
    RecordingProgress refusing = new RecordingProgress(report -> false);
    Outcome outcome =
        fixture()
            .script(
                "trap 'echo saved > checkpoints/state; echo bye; exit 0' TERM",
                REPORT,
                "while :; do sleep 0.02; done")
            .grace(Duration.ofSeconds(20))
            .run(refusing);
    assertThat(outcome).isEqualTo(Completed.at(1, Map.of()));
    assertThat(folder.resolve("checkpoints/state")).hasContent("saved");
    assertThat(refusing.log()).contains("bye");
  }

  @Test
  void commandThatEndsByItselfAfterAReportWasRefused_isFine() throws Exception {
    RecordingProgress refusing = new RecordingProgress(report -> false);
    assertThat(fixture().script(REPORT, "exit 0").run(refusing)).isInstanceOf(Completed.class);
  }

  @Test
  void reportsWhileStopping_areNotPassedOn() throws Exception {
    RecordingProgress refusing = new RecordingProgress(report -> false);
    fixture()
        .script(
            "trap 'echo \"{\\\"epoch\\\": 9, \\\"loss\\\": 2}\"; exit 0' TERM",
            REPORT,
            "while :; do sleep 0.02; done")
        .grace(Duration.ofSeconds(20))
        .run(refusing);
    assertThat(refusing.levels()).containsExactly(1.0);
  }

  @Test
  void timeLimit_reallyKills() throws Exception {
    Outcome outcome =
        fixture()
            .script(DETACH, "trap '' TERM", "echo $$ > child", REPORT, "while :; do sleep 1; done")
            .timeLimit(Duration.ofSeconds(3))
            .run(progress);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.TIME_LIMIT);
              assertThat(failed.message()).contains("time limit of 3.0 s");
            });
    assertThat(isAlive("child")).isFalse();
    assertThat(isAlive("grandchild")).isFalse();
  }

  @Test
  void commandThatHangsAfterItsLastReport_isEndedAndComplete() throws Exception {
    Outcome outcome =
        fixture()
            .script("echo '{\"epoch\": 9, \"loss\": 1}'", "sleep 600")
            .timeLimit(Duration.ofMillis(500))
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
  }

  @Test
  void commandThatRunsOnBeyondItsLevel_isEndedAndComplete() throws Exception {
    Outcome outcome =
        fixture()
            .script(
                "i=8",
                "while :; do i=$((i + 1)); echo \"{\\\"epoch\\\": $i, \\\"loss\\\": 1}\";"
                    + " sleep 0.01; done")
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
    assertThat(progress.levels()).containsExactly(9.0);
  }

  @Test
  void interruptWhileNothingIsPrinted_cancels() throws Exception {
    ProcessFixture fixture = fixture().script("echo $$ > child", "sleep 600");
    try (Evaluator evaluator = fixture.evaluator()) {
      Future<Outcome> future =
          slot.submit(() -> evaluator.evaluate(fixture.evaluation(), progress));
      long child = Pids.in(folder.resolve("child"));
      slot.shutdownNow();
      assertThat(future.get(30, TimeUnit.SECONDS))
          .isEqualTo(
              new Failed(
                  Kind.CANCELLED, "the evaluation was cancelled; nothing was reported before"));
      assertThat(Pids.isAlive(child)).isFalse();
    }
  }

  @Test
  void interruptWhileOutputFloods_cancels() throws Exception {
    ProcessFixture fixture = fixture().script("echo $$ > child", "exec yes");
    try (Evaluator evaluator = fixture.evaluator()) {
      Future<Outcome> future =
          slot.submit(() -> evaluator.evaluate(fixture.evaluation(), progress));
      long child = Pids.in(folder.resolve("child"));
      slot.shutdownNow();
      assertThat(future.get(30, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
      assertThat(Pids.isAlive(child)).isFalse();
    }
  }

  @Test
  void grandchildThatHoldsThePipes_doesNotHangTheSlot() throws Exception {
    Outcome outcome =
        fixture()
            .script(
                "sh stubborn.sh grandchild &",
                "echo '{\"epoch\": 9, \"loss\": 1}'",
                "while ! test -e grandchild; do sleep 0.01; done",
                "exit 0")
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
    assertThat(isAlive("grandchild")).isFalse();
    assertThat(progress.log())
        .anyMatch(line -> line.contains("left") && line.contains("processes"));
  }

  @Test
  void grandchildThatFloodsThePipesAfterTheCommandsEnd_doesNotHangTheSlot() throws Exception {
    Outcome outcome =
        fixture()
            .script("(trap '' TERM; exec yes) &", "echo '{\"epoch\": 9, \"loss\": 1}'", "exit 0")
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
  }

  @Test
  void close_endsWhatRuns() throws Exception {
    ProcessFixture fixture = fixture().script(DETACH, "echo $$ > child", REPORT, "sleep 600");
    Evaluator evaluator = fixture.evaluator();
    Future<Outcome> future = slot.submit(() -> evaluator.evaluate(fixture.evaluation(), progress));
    progress.awaitReport();
    evaluator.close();
    assertThat(future.get(30, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(isAlive("child")).isFalse();
    assertThat(isAlive("grandchild")).isFalse();
  }

  @Test
  void launchRecord_isThereWhileTheCommandRuns_andGoneAfterwards() throws Exception {
    Path record = folder.resolve("scratch").resolve(LaunchRecord.FILE);
    ProcessFixture fixture = fixture().script("echo $$ > child", REPORT, "sleep 600");
    try (Evaluator evaluator = fixture.evaluator()) {
      Future<Outcome> future =
          slot.submit(() -> evaluator.evaluate(fixture.evaluation(), progress));
      progress.awaitReport();
      assertThat(LaunchRecord.read(record))
          .hasValueSatisfying(
              read ->
                  assertThat(read.command().orElseThrow().pid())
                      .isEqualTo(Pids.in(folder.resolve("child"))));
      // A live node's evaluation is no leftover.
      assertThat(Leftovers.killIn(folder)).isEmpty();
      assertThat(isAlive("child")).isTrue();
      progress.cancel();
      await().atMost(Duration.ofSeconds(30)).until(future::isDone);
      assertThat(Files.exists(record)).isFalse();
    }
  }
}
