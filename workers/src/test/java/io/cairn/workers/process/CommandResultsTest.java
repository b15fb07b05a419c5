package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which results are taken and which are not. */
@Timeout(60)
class CommandResultsTest {

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
  void furtherMetricsAndCost_arePassedOn() throws Exception {
    assertThat(
            run(
                "echo '{\"epoch\": 1, \"loss\": 0.5, \"acc\": 0.9, \"cost\": 1.5, \"tag\": \"x\"}'",
                "echo '{\"epoch\": 9, \"loss\": NaN, \"cost\": 12.5}'"))
        .isEqualTo(new Completed(9, Map.of(), OptionalDouble.of(12.5)));
    assertThat(progress.reports())
        .containsExactly(
            new RecordingProgress.Report(1, Map.of("loss", 0.5, "acc", 0.9)),
            new RecordingProgress.Report(9, Map.of("loss", Double.NaN)));
    assertThat(progress.log()).isEmpty();
  }

  @Test
  void commandThatIgnoresCheckpoints_andReportsFromOneAgain_isFine() throws Exception {
    Outcome outcome =
        fixture()
            .script(
                "for i in 1 2 3 4 5 6 7 8 9; do echo \"{\\\"epoch\\\": $i, \\\"loss\\\": $i}\"; done")
            .from(3)
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
    assertThat(progress.levels()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
  }

  @Test
  void levelsThatDoNotGrow_orAreZero_orBetweenWholeOnes_areIgnored() throws Exception {
    StringBuilder script = new StringBuilder();
    for (String level : List.of("0", "1", "1", "0.5", "2.5", "3", "2", "1", "9")) {
      script.append("echo '{\"epoch\": ").append(level).append(", \"loss\": 1}'\n");
    }
    assertThat(run(script.toString())).isInstanceOf(Completed.class);
    assertThat(progress.levels()).containsExactly(1.0, 3.0, 9.0);
    assertThat(progress.log()).hasSize(3).allMatch(line -> line.contains("ignored"));
  }

  @Test
  void levelsPrintedWithRounding_reachTheEnd() throws Exception {
    Outcome outcome =
        fixture()
            .script("echo '{\"share\": 0.33333333, \"loss\": 1}'")
            .resource(Optional.of(new Evaluation.Resource("share", 1.0 / 27, 1.0 / 3, false)))
            .run(progress);
    assertThat(outcome).isEqualTo(Completed.at(1.0 / 3, Map.of()));
  }

  @Test
  void missingMetric_isABadResultThatNamesItAndWhatWasThere() throws Exception {
    assertThat(run("echo '{\"epoch\": 1, \"val_loss\": 1}'", "sleep 600"))
        .isEqualTo(
            new Failed(
                Kind.BAD_RESULT,
                "the result line has no \"loss\", which is the sweep's metric; its keys are"
                    + " \"epoch\", \"val_loss\""));
    assertThat(progress.reports()).isEmpty();
  }

  @Test
  void metricThatIsNoNumber_isABadResult() throws Exception {
    assertThat(run("echo '{\"epoch\": 1, \"loss\": \"DataFrame(3x4)\"}'", "sleep 600"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.BAD_RESULT);
              assertThat(failed.message()).contains("\"loss\" = \"DataFrame(3x4)\" is no number");
            });
  }

  @Test
  void resultWithAHugeValue_isABadResult() throws Exception {
    assertThat(
            run(
                "printf '{\"epoch\": 1, \"loss\": 1, \"blob\": \"'",
                "head -c 2000000 /dev/zero | tr '\\0' x",
                "echo '\"}'",
                "sleep 600"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.BAD_RESULT);
              assertThat(failed.message()).contains("longer than 65536 bytes");
            });
  }
}
