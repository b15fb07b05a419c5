package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sweeps that users are given to start from. */
class ConfigSweepsTest {

  static List<Path> sweeps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../config/sweeps"))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(conf|hocon|json|yaml|yml)"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void shippedSweep_isFreeOfMistakes_andReadBackEqual(Path file) throws InvalidSweepException {
    Sweep sweep = SweepReader.read(file, Purpose.RUN);
    assertThat(SweepReader.parse(sweep.canonicalJson(), sweep.folder(), Purpose.RUN))
        .isEqualTo(sweep);
  }
}
