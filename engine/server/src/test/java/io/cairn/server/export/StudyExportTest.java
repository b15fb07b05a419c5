package io.cairn.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudySpec;
import io.cairn.server.history.EventList;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyExportTest {

  @TempDir Path folder;

  @Test
  void json_holdsTheWholeHistory() throws IOException {
    StudySpec spec = Specs.asha(40);
    StudyHistory history =
        StudyHistory.of(
            spec,
            "s",
            new SimulatedSweep(spec, SimulatedSweep::booster)
                .errors(0.1).losses(0.1).run().stream());
    JsonNode json = json(history);
    assertThat(json.at("/summary/trials").asInt()).isEqualTo(40);
    assertThat(json.get("trials")).hasSize(40);
    assertThat(json.get("evaluations")).hasSameSizeAs(history.evaluations());
    assertThat(json.get("incumbents")).hasSameSizeAs(history.incumbents());
    assertThat(json.get("sessions")).hasSize(1);
    int results = 0;
    for (JsonNode trial : json.get("trials")) {
      results += trial.get("results").size();
    }
    assertThat(results).isEqualTo((int) history.spending().evaluations());
  }

  @Test
  void tornText_isNoReasonToFail() throws IOException {
    StudyHistory history =
        new EventList(Specs.small(Budget.ofTrials(1)))
            .start(0, 0.5, 0)
            .fail(FailureKind.ERROR, "half a pair \ud83d and \u0000 and \u2028", 1, 1, false)
            .read();
    JsonNode json = json(history);
    assertThat(json.at("/trials/0/failures/0/log").asText()).startsWith("half a pair ?");
  }

  private static JsonNode json(StudyHistory history) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StudyExport.write(history, ExportFormat.JSON, ExportOptions.DEFAULT, out);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  @Test
  void file_appearsInANewFolderAndNothingElseDoes() throws IOException {
    StudyHistory history = StudyHistory.of(Specs.asha(1), "s", Stream.empty());
    Path file = folder.resolve("new/deep/out.csv");
    StudyExport.write(history, ExportFormat.CSV, ExportOptions.DEFAULT, file);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileThatCannotBeFinished_leavesTheOlderOne() throws IOException {
    Path file = Files.writeString(folder.resolve("old.txt"), "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void format_isKnownByItsNameInAnyCase() {
    assertThat(ExportFormat.of("Parquet")).isEqualTo(ExportFormat.PARQUET);
    assertThat(ExportFormat.ofFile("a/b.journal")).isEqualTo(ExportFormat.OPTUNA);
    assertThat(ExportFormat.ofFile("a.b/c")).isEqualTo(ExportFormat.CSV);
    assertThatThrownBy(() -> ExportFormat.of("xlsx"))
        .hasMessage("format = xlsx is not known; use one of csv, json, parquet, optuna");
  }
}
