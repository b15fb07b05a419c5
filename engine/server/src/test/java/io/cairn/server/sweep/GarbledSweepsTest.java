package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, it is read or refused with sentences; nothing else is ever thrown. */
class GarbledSweepsTest {

  private static final int FILES = Integer.getInteger("cairn.test.garbled", 300);

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          ",",
          "=",
          ":",
          "\n",
          "#",
          "${",
          "${?x}",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "NaN",
          "1/0",
          "include \"x\"",
          "*a",
          "&a ",
          "<<: ",
          "- ",
          "\t",
          "\u0000",
          "😀",
          "é",
          "..",
          "when {",
          "type = ",
          "min",
          "\\",
          "\\u12",
          "10m",
          "99999999999999999999",
          "~",
          "!!java.lang.String ",
          "--- ");

  @TempDir Path folder;

  @Test
  void garbledFiles_areReadOrRefused() {
    String json =
        SweepFiles.read(folder, SweepReaderTest.FULL, Purpose.RUN)
            .canonicalJson()
            .replace(",", ",\n");
    int refused = 0;
    for (int seed = 0; seed < FILES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      refused += check("garbled.conf", garbled(SweepReaderTest.FULL, random), seed);
      refused += check("garbled.json", garbled(json, random), seed);
      refused += check("garbled.yaml", garbled(json, random), seed);
    }
    assertThat(refused).isBetween(FILES, 3 * FILES);
  }

  private int check(String name, String text, int seed) {
    try {
      Sweep sweep = SweepReader.read(SweepFiles.write(folder, name, text), Purpose.RUN);
      assertThat(SweepReader.parse(sweep.canonicalJson(), folder, Purpose.RUN).study())
          .as("seed %d %s", seed, name)
          .isEqualTo(sweep.study());
      return 0;
    } catch (InvalidSweepException e) {
      assertThat(e.problems()).as("seed %d %s", seed, name).isNotEmpty();
      e.problems()
          .forEach(problem -> assertThat(problem.message()).as("seed %d", seed).isNotBlank());
      return 1;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed %d %s:%n%s".formatted(seed, name, text), e);
    }
  }

  private static String garbled(String text, SplittableRandom random) {
    StringBuilder garbled = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      int at = random.nextInt(garbled.length());
      int end = Math.min(garbled.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> garbled.delete(at, end);
        case 1 -> garbled.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> garbled.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> garbled.insert(random.nextInt(garbled.length()), garbled.substring(at, end));
      }
    }
    return garbled.toString();
  }
}
