package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an evaluation whose command ends by itself. */
@Timeout(60)
class CommandEndsTest {

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
  void exitZeroWithoutReports_isABadResultThatShowsALine() throws Exception {
    assertThat(run("echo '{\"loss\": 1}'"))
        .isEqualTo(
            new Failed(
                Kind.BAD_RESULT,
                "the command ended with exit code 0, but reported no epoch; it must write lines like"
                    + " {\"epoch\": 9, \"loss\": 0.5} to standard output; a line has \"loss\" but"
                    + " lacks \"epoch\""));
  }

  @Test
  void exitZeroBeforeTheEnd_isABadResultThatSaysWhere() throws Exception {
    assertThat(run("echo '{\"epoch\": 5, \"loss\": 1}'"))
        .isEqualTo(
            new Failed(
                Kind.BAD_RESULT,
                "the command ended with exit code 0, but its last report was at epoch 5; it must go on"
                    + " to 9"));
  }

  @Test
  void commandThatCountsFromZero_isTold() throws Exception {
    assertThat(run("for i in 0 8; do echo \"{\\\"epoch\\\": $i, \\\"loss\\\": 1}\"; done"))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.message()).contains("counting from 1"));
  }

  @Test
  void streamClosedInMidReport_isABadResult() throws Exception {
    assertThat(run("printf '{\"epoch\": 9, \"lo'; exec 1>&-; exit 0"))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.BAD_RESULT));
  }

  @Test
  void exitCode_isAnErrorWithTheLastLine_evenAfterTheLastReport() throws Exception {
    assertThat(run(FINAL, "echo 'ValueError: bad shape' >&2", "echo 'epoch 9 is done'", "exit 3"))
        .isEqualTo(
            new Failed(
                Kind.ERROR,
                "the command ended with exit code 3; its last words: ValueError: bad shape"));
    assertThat(progress.log()).contains("ValueError: bad shape");
  }

  @Test
  void death_bySignal_isNamed() throws Exception {
    assertThat(run("kill -9 $$"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.ERROR);
              assertThat(failed.message()).contains("exit code 137 (SIGKILL");
            });
  }

  @Test
  void withoutAFidelity_theLastResultCounts() throws Exception {
    Outcome outcome =
        fixture()
            .script("echo '{\"loss\": 3}'", "echo '{\"loss\": 2, \"acc\": 1, \"cost\": 4}'")
            .resource(Optional.empty())
            .run(progress);
    assertThat(outcome)
        .isEqualTo(new Completed(1, Map.of("loss", 2.0, "acc", 1.0), OptionalDouble.of(4)));
    assertThat(progress.reports()).isEmpty();
  }

  @Test
  void withoutAFidelity_noResultIsABadResult() throws Exception {
    Outcome outcome =
        fixture().script("echo '{\"los\": 3}'").resource(Optional.empty()).run(progress);
    assertThat(outcome)
        .isEqualTo(
            new Failed(
                Kind.BAD_RESULT,
                "the command ended with exit code 0, but printed no result; it must write a line like"
                    + " {\"loss\": 0.5} to standard output"));
  }

  @Test
  void exceptionOutOfAReport_endsTheCommandAndPassesOn() throws Exception {
    ProcessFixture fixture =
        fixture().script("echo $$ > pid", "echo '{\"epoch\": 1, \"loss\": 1}'", "sleep 600");
    RecordingProgress broken =
        new RecordingProgress(
            report -> {
              throw new IllegalStateException("connection lost");
            });
    assertThatThrownBy(() -> fixture.run(broken)).hasMessage("connection lost");
    assertThat(Pids.isAlive(Pids.in(folder.resolve("pid")))).isFalse();
  }
}
