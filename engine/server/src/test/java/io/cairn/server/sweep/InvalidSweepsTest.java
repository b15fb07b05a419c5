package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files: each sweep of the folder with the exact list of its mistakes beside it. */
class InvalidSweepsTest {

  private static final Path FOLDER = Path.of("src/test/resources/sweeps/invalid");
  private static final String EXPECTED = ".expected";

  static List<Path> sweeps() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> Files.exists(Path.of(file + EXPECTED))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void invalidSweep_reportsExactlyItsMistakes(Path file) throws IOException {
    InvalidSweepException refusal =
        catchThrowableOfType(
            InvalidSweepException.class, () -> SweepReader.read(file, Purpose.PLAN));
    String folder = FOLDER.toAbsolutePath().toString();
    String found = String.valueOf(refusal.getMessage()).replace(folder, "<folder>");
    assertThat(found + "\n").isEqualTo(Files.readString(Path.of(file + EXPECTED)));
  }

  @Test
  void everySweepOfTheFolder_hasItsExpectation() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files.filter(
                  file ->
                      !file.toString().endsWith(EXPECTED)
                          && !file.endsWith("broken-space.json")
                          && !Files.exists(Path.of(file + EXPECTED))))
          .isEmpty();
    }
    assertThat(sweeps()).hasSizeGreaterThan(15);
  }
}
