package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command is given, and whether it can be started. */
@Timeout(60)
class CommandInputsTest {

  private static final String FINAL = "echo '{\"epoch\": 9, \"loss\": 0.25}'";

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();

  private ProcessFixture fixture() {
    return new ProcessFixture(folder);
  }

  private Outcome run(String... script) throws Exception {
    return fixture().script(script).run(progress);
  }

  @Test
  void command_getsArgumentsVariablesAndFile() throws Exception {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("depth", 3L);
    configuration.put("learning-rate", 1e-4);
    Outcome outcome =
        fixture()
            .script(
                "printf '<%s>' \"$@\"; echo",
                "echo \"$CAIRN_PARAM_DEPTH $CAIRN_PARAM_LEARNING_RATE ${CAIRN_PARAM_BOOSTER-unset}\"",
                "echo \"$CAIRN_FROM $CAIRN_TO $CAIRN_TRIAL $CAIRN_SEED $CAIRN_ATTEMPT $EXTRA\"",
                "echo \"$CAIRN_CHECKPOINT_DIR ${CAIRN_RESULTS_FILE-unset}\"",
                "cp \"$CAIRN_PARAMS_FILE\" copy.json",
                "pwd -P",
                FINAL)
            .command(
                List.of(
                    "sh", "train.sh", "{depth}", "--booster", "{booster}", "{epoch}", "{trial}"))
            .with("environment", Map.of("EXTRA", "more words"))
            .configuration(configuration)
            .from(3)
            .run(progress);

    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
    assertThat(progress.log())
        .containsExactly(
            "<3><9><17>",
            "3 0.0001 unset",
            "3 9 17 42 1 more words",
            folder.resolve("checkpoints") + " unset",
            folder.toRealPath().toString());
    JsonNode json = new ObjectMapper().readTree(folder.resolve("copy.json").toFile());
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"configuration\":{\"depth\":3,\"learning-rate\":1.0E-4},\"from\":3,\"to\":9,"
                        + "\"resource\":\"epoch\",\"trial\":17,\"attempt\":1,\"evaluation\":\"e-17\","
                        + "\"seed\":42,\"checkpointDir\":\""
                        + folder.resolve("checkpoints")
                        + "\"}"));
  }

  @Test
  void sweepWithoutCheckpoints_givesNoCheckpointFolder() throws Exception {
    fixture()
        .script("echo \"$# ${CAIRN_CHECKPOINT_DIR-unset}\"", FINAL)
        .command(List.of("sh", "train.sh", "--dir", "{checkpoint-dir}"))
        .withoutCheckpoints()
        .run(progress);
    assertThat(progress.log()).containsExactly("0 unset");
  }

  @Test
  void parameterNamedLikeAFixedWord_wins() throws Exception {
    fixture()
        .script("echo \"seed=$1 to=$2\"", FINAL)
        .command(List.of("sh", "train.sh", "{seed}", "{to}"))
        .parameters("seed", "to")
        .configuration(Map.of("seed", 7L))
        .run(progress);
    assertThat(progress.log()).containsExactly("seed=7 to=");
  }

  @Test
  void workingDirectory_isRelativeToTheSweepsFolder() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    fixture()
        .script("pwd -P", FINAL)
        .command(List.of("sh", "../train.sh"))
        .with("working-directory", "inner")
        .run(progress);
    assertThat(progress.log()).containsExactly(inner.toRealPath().toString());
  }

  @Test
  void standardInput_isEmpty() throws Exception {
    assertThat(run("read answer; echo \"answer: $answer\"", FINAL)).isInstanceOf(Completed.class);
    assertThat(progress.log()).containsExactly("answer: ");
  }

  @Test
  void programRemovedMeanwhile_isAnErrorNotAnException() throws Exception {
    ProcessFixture fixture = fixture().script("#!/bin/sh", FINAL).command(List.of("./train.sh"));
    Path script = folder.resolve("train.sh");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (Evaluator evaluator = fixture.evaluator()) {
      assertThat(evaluator.evaluate(fixture.evaluation(), progress)).isInstanceOf(Completed.class);
      Files.delete(script);
      assertThat(evaluator.evaluate(fixture.evaluation(), progress))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.message()).contains("cannot be started"));
    }
  }

  @Test
  void variablesPassedOn_arriveAndAreBlottedOutOfWhatIsStored() throws Exception {
    String secret = System.getenv("PATH");

    Outcome outcome =
        fixture()
            .script("[ -n \"$PATH\" ] && echo \"key is $PATH\"", "echo \"bad $PATH\" >&2; exit 3")
            .with("environment-from", List.of("PATH"))
            .run(progress);

    assertThat(progress.log()).containsExactly("key is ******", "bad ******");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.message()).contains("bad ******").doesNotContain(secret));
  }

  @Test
  void variablesThatAreNotSet_areNamed() throws Exception {
    Outcome outcome =
        fixture()
            .script(FINAL)
            .with("environment-from", List.of("PATH", "NO_SUCH_KEY_HERE"))
            .run(progress);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.message())
                    .contains("environment-from names NO_SUCH_KEY_HERE, which is not set where")
                    .contains("in the environment of `cairn worker`"));
  }

  @Test
  void valueThatNoArgumentCanHold_isAnErrorNotAnException() throws Exception {
    assertThat(fixture().script(FINAL).configuration(Map.of("booster", "a\0b")).run(progress))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.ERROR));
  }

  @Test
  void closedEvaluator_startsNothing() throws Exception {
    ProcessFixture fixture = fixture().script("touch started");
    Evaluator evaluator = fixture.evaluator();
    evaluator.close();
    AtomicReference<Evaluation> evaluation = new AtomicReference<>(fixture.evaluation());
    assertThatThrownBy(() -> evaluator.evaluate(evaluation.get(), progress))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(folder.resolve("started")).doesNotExist();
  }
}
