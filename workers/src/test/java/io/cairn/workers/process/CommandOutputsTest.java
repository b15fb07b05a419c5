package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where results are read, and what of the rest becomes log. */
@Timeout(60)
class CommandOutputsTest {

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
  void standardErrorAndOtherOutput_areLog() throws Exception {
    run(
        "echo plain",
        "echo oops >&2",
        "echo '{\"stage\": \"done\"}'",
        "printf 'no end' >&2",
        FINAL);
    assertThat(progress.log())
        .containsExactlyInAnyOrder("plain", "oops", "{\"stage\": \"done\"}", "no end");
  }

  @Test
  void resultWithoutALineEnd_counts() throws Exception {
    assertThat(run("printf '{\"epoch\": 9, \"loss\": 1}'")).isInstanceOf(Completed.class);
  }

  @Test
  void resultsFile_isReadAsItGrows_andStandardOutputIsLog() throws Exception {
    RecordingProgress waiting =
        new RecordingProgress(
            report -> {
              // The script goes on only when this exists: it proves that the first line was read.
              if (report.resource() == 1) {
                touch(folder.resolve("go"));
              }
              return true;
            });
    Outcome outcome =
        fixture()
            .script(
                FINAL,
                "printf '{\"epoch\": 1, \"loss' >> \"$CAIRN_RESULTS_FILE\"",
                "echo '\": 1}' >> \"$CAIRN_RESULTS_FILE\"",
                "while ! test -e go; do sleep 0.01; done",
                "echo '{\"epoch\": 9, \"loss\": 2}' >> \"$1\"")
            .command(List.of("sh", "train.sh", "{results-file}"))
            .with("results", "file")
            .run(waiting);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
    assertThat(waiting.levels()).containsExactly(1.0, 9.0);
    assertThat(waiting.log()).containsExactly("{\"epoch\": 9, \"loss\": 0.25}");
  }

  @Test
  void resultsFile_writtenAnewEachTime_isRead() throws Exception {
    RecordingProgress waiting =
        new RecordingProgress(
            report -> {
              touch(folder.resolve("go"));
              return true;
            });
    Outcome outcome =
        fixture()
            .script(
                "echo '{\"epoch\": 1, \"loss\": 0.123456789}' > \"$CAIRN_RESULTS_FILE\"",
                "while ! test -e go; do sleep 0.01; done",
                "echo '{\"epoch\": 9, \"loss\": 2}' > \"$CAIRN_RESULTS_FILE\"")
            .with("results", "file")
            .run(waiting);
    assertThat(outcome).isEqualTo(Completed.at(9, Map.of()));
  }

  @Test
  void resultsFile_ofAnEarlierAttempt_isNotRead() throws Exception {
    ProcessFixture fixture = fixture().script("exit 0").with("results", "file");
    Path stale = fixture.evaluation().scratch().resolve("results.jsonl");
    Files.writeString(stale, "{\"epoch\": 9, \"loss\": 2}\n");
    assertThat(fixture.run(progress))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.message()).contains("results file"));
  }

  @Test
  void millionsOfLines_areReadInBoundedPieces() throws Exception {
    Outcome outcome =
        run(
            "yes 'a line of log that says nothing' | head -n 1000000",
            "yes '{\"epoch\": 1, \"loss\": 1}' | head -n 20000",
            "yes 'and on the other pipe' | head -n 200000 >&2",
            FINAL);
    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.levels()).containsExactly(1.0, 9.0);
    assertThat(progress.log()).hasSizeLessThan(60 * (LogValve.BURST + LogValve.TAIL + 1));
  }

  @Test
  void lineOf100Megabytes_andBinaryGarbage_areSurvived() throws Exception {
    Outcome outcome =
        run(
            "head -c 100000000 /dev/zero | tr '\\0' x",
            "echo",
            "head -c 1000000 /dev/urandom",
            "echo",
            "head -c 1000000 /dev/urandom >&2",
            FINAL);
    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(progress.log())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(LogValve.LONGEST + 40))
        .anySatisfy(line -> assertThat(line).matches("x+ \\[cut: \\d+ more\\]"));
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
