package io.cairn.workers.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a table is found when the sweep is checked, all of it. */
class TableMistakesTest {

  @TempDir Path folder;

  private final Map<String, Object> values = new LinkedHashMap<>(Map.of("landscape", "t.csv"));
  private List<String> parameters = List.of("rate", "booster");

  private void table(String... rows) throws IOException {
    Files.write(folder.resolve("t.csv"), List.of(rows));
  }

  private TableEvaluator evaluator() throws InvalidSettingsException {
    return TableSettings.read(
        new WorkerSettings(
            values,
            folder,
            parameters,
            "loss",
            false,
            Optional.of(new Evaluation.Resource("epoch", 1, 9, true)),
            Duration.ofSeconds(5)));
  }

  private InvalidSettingsException refused() {
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, this::evaluator);
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  void missingColumns_areAllNamed() throws Exception {
    table("rates,epochs,los", "1,1,1");
    assertThat(refused().problems())
        .extracting(InvalidSettingsException.Problem::message)
        .containsExactly(
            "has no column \"rate\"; its columns are rates, epochs, los; did you mean \"rates\"?",
            "has no column \"booster\"; its columns are rates, epochs, los",
            "has no column \"epoch\"; its columns are rates, epochs, los; did you mean \"epochs\"?",
            "has no column \"loss\"; its columns are rates, epochs, los; did you mean \"los\"?");
  }

  @Test
  void unparsableCells_areAllNamedWithTheirRows() throws Exception {
    table(
        "rate,booster,epoch,loss,cost",
        "1,a,one,0.5,1",
        "1,a,2,good,1",
        "1,a,3,0.5,-1",
        "1,a,0,,1",
        "1,a,9,0x1p3",
        "1,a,9,1f,1");
    assertThat(refused().problems())
        .extracting(InvalidSettingsException.Problem::message)
        .containsExactly(
            "row 2: epoch = \"one\" must be a number above 0",
            "row 3: loss = \"good\" must be a number; a run that diverged has NaN",
            "row 4: cost = \"-1\" must be a number of 0 or more",
            "row 5: loss = \"\" must be a number; a run that diverged has NaN",
            "row 5: epoch = \"0\" must be a number above 0",
            "row 6 has 4 cells, but the header 5",
            "row 7: loss = \"1f\" must be a number; a run that diverged has NaN");
  }

  @Test
  void manyMistakes_areCounted() throws Exception {
    List<String> rows = new ArrayList<>(List.of("rate,booster,epoch,loss"));
    for (int i = 0; i < 500; i++) {
      rows.add("1,a,1,x");
    }
    table(rows.toArray(String[]::new));
    assertThat(refused().problems()).hasSize(21);
    assertThat(refused()).hasMessageContaining("has 480 more mistakes like these");
  }

  @Test
  void contradictingRows_areNamed_andEqualOnesAreFine() throws Exception {
    table(
        "rate,booster,epoch,loss",
        "0.10,a,1,1",
        "1,a,9,1",
        "0.1,a,9,3",
        "0.1,a,1.0,1",
        "1e-1,a,9,4");
    assertThat(refused())
        .hasMessageContaining(
            "rows 4 and 6 hold the same configuration at epoch 9.0 with different values");
    assertThat(refused().problems()).hasSize(1);
  }

  @Test
  void filesThatAreNoTables_areMistakesNotExceptions() throws Exception {
    table("");
    assertThat(refused()).hasMessageContaining("landscape");
    table("rate,booster,epoch,loss");
    assertThat(refused()).hasMessageContaining("has a header, but no row");
    table("rate,booster,epoch,loss", "1,\"a\"b,1,1", "1,\"unclosed,1,1");
    assertThat(refused()).hasMessageContaining("is not valid CSV");
    Files.write(folder.resolve("t.csv"), new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
    assertThat(refused()).hasMessageContaining("cannot be read");
    values.put("landscape", "");
    assertThat(refused()).hasMessageContaining("is not a readable file");
    values.put("landscape", "a\0b");
    assertThat(refused()).hasMessageContaining("cannot be a path");
    values.remove("landscape");
    assertThat(refused()).hasMessageContaining("landscape is missing");
  }

  @Test
  void fidelityBeyondTheRecordedLevels_isAMistake() throws Exception {
    table("rate,booster,epoch,loss", "1,a,3,1", "1,a,5,1");
    assertThat(refused())
        .hasMessageContaining("starts at epoch 3.0, above the fidelity's min = 1.0")
        .hasMessageContaining("ends at epoch 5.0, below the fidelity's max = 9.0");
  }

  @Test
  void speedWithoutCosts_andParameterNamedCost_areMistakes() throws Exception {
    table("rate,booster,epoch,loss", "1,a,1,1", "1,a,9,1");
    values.put("speed", 2L);
    assertThat(refused()).hasMessageContaining("speed = 2.0 needs a column \"cost\"");
    parameters = List.of("rate", "cost");
    assertThat(refused()).hasMessageContaining("cannot hold a parameter named \"cost\"");
  }
}
