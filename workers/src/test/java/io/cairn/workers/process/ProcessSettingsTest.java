package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.spi.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSettingsTest {

  @TempDir Path folder;

  @Test
  void commandAsOneText_isShownAsAList() {
    assertThat(refused(fixture().command("python3 train.py --name \"two words\" 'it is'")))
        .hasMessageContaining(
            "write command = [\"python3\", \"train.py\", \"--name\", \"two words\", \"it is\"]");
  }

  @Test
  void shellLineAsOneText_isShownWithAShell() {
    assertThat(refused(fixture().command("train.sh > \"out\" && echo done")))
        .hasMessageContaining(
            "write command = [\"sh\", \"-c\", \"train.sh > \\\"out\\\" && echo done\"]");
  }

  @Test
  void missingOrEmptyCommand_isAMistake() {
    assertThat(refused(fixture().without("command"))).hasMessageContaining("command is missing");
    for (Object empty : List.of(List.of(), List.of("", "x"))) {
      assertThat(refused(fixture().command(empty))).hasMessageContaining("has no program");
    }
    assertThat(refused(fixture().command(List.of("sh", List.of("x")))))
        .hasMessageContaining("command[1]");
    assertThat(refused(fixture().command(List.of("sh", "a\0b")))).hasMessageContaining("NUL");
  }

  @Test
  void numbersAndBooleans_inTheCommand_areTexts() throws Exception {
    assertThat(
            ProcessSettings.read(fixture().command(List.of("sh", 3L, 0.5, true)).settings())
                .command()
                .fill(Map.of()))
        .containsExactly("sh", "3", "0.5", "true");
  }

  @Test
  void programThatIsNotThere_isAMistake() throws IOException {
    assertThat(refused(fixture().command(List.of("no-such-program-here"))))
        .hasMessageContaining("\"no-such-program-here\" is not a program on PATH");
    assertThat(refused(fixture().command(List.of("./absent.sh"))))
        .hasMessageContaining("not a file");
    Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");
    assertThat(refused(fixture().command(List.of("./plain.sh"))))
        .hasMessageContaining("is not executable; run chmod +x");
  }

  @Test
  void program_isLookedForInThePathOfTheEnvironmentSetting() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path tool = Files.writeString(bin.resolve("my-tool"), "#!/bin/sh\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    ProcessFixture fixture = fixture().command(List.of("my-tool"));
    assertThat(refused(fixture)).hasMessageContaining("my-tool");
    fixture.with("environment", Map.of("PATH", bin.toString())).evaluator().close();
  }

  @Test
  void unknownPlaceholder_listsWhatThereIs() {
    assertThat(refused(fixture().command(List.of("sh", "{epochs}"))))
        .hasMessageContaining(
            "{depth}, {learning-rate}, {booster}, {epoch}, {from}, {to}, {trial}, {attempt},"
                + " {evaluation}, {seed}, {checkpoint-dir}, {params-file}, {results-file}")
        .hasMessageContaining("did you mean \"epoch\"?");
  }

  @Test
  void resourcesName_isNoPlaceholderWithoutAFidelity() {
    assertThat(refused(fixture().resource(Optional.empty()).command(List.of("sh", "{epoch}"))))
        .hasMessageContaining("unknown placeholder {epoch}");
  }

  @Test
  void resultsFilePlaceholder_whenNobodyReadsIt_isAMistake() throws Exception {
    ProcessFixture fixture = fixture().command(List.of("sh", "{results-file}"));
    assertThat(refused(fixture)).hasMessageContaining("set results = file");
    fixture.with("results", "file").evaluator().close();
  }

  @Test
  void parametersWithTheSameVariable_areAMistake() {
    assertThat(refused(fixture().parameters("learning-rate", "x", "Learning.Rate")))
        .hasMessageContaining(
            "\"learning-rate\" and \"Learning.Rate\" would both be the environment variable"
                + " CAIRN_PARAM_LEARNING_RATE");
  }

  @Test
  void environmentNames_thatCannotBeOrAreTaken_areMistakes() {
    assertThat(
            refused(
                fixture()
                    .with(
                        "environment",
                        Map.of("A=B", "x", "CAIRN_SEED", "1", "CAIRN_PARAM_X", "2", "OK", "\0"))))
        .hasMessageContaining("environment.A=B cannot be")
        .hasMessageContaining("environment.CAIRN_SEED is set by Cairn")
        .hasMessageContaining("environment.CAIRN_PARAM_X is set by Cairn")
        .hasMessageContaining("environment.OK cannot be");
  }

  @Test
  void namesOfVariablesToPassOn_areChecked() {
    assertThat(
            refused(
                fixture()
                    .with("environment", Map.of("B", "1"))
                    .with("environment-from", List.of("A=x", "CAIRN_TOKEN", "B", ""))))
        .hasMessageContaining("environment-from[0] = \"A=x\" cannot be the name")
        .hasMessageContaining("environment-from[1] = \"CAIRN_TOKEN\" is a variable of Cairn itself")
        .hasMessageContaining("environment-from[2] = \"B\" has a value under environment already")
        .hasMessageContaining("environment-from[3]");
  }

  private ProcessFixture fixture() {
    return new ProcessFixture(folder);
  }

  private static InvalidSettingsException refused(ProcessFixture fixture) {
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, fixture::evaluator);
    assertThat(refused).isNotNull();
    return refused;
  }
}
