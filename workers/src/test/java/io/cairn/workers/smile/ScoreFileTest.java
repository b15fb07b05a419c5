package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

  private static final ScoreFile.Saved SAVED =
      new ScoreFile.Saved(
          9, List.of(new double[] {1, -0.0, Double.NaN, 1e-308}, new double[] {Math.PI}));

  @TempDir Path folder;

  @Test
  void writtenFile_isReadToTheBit() throws Exception {
    new ScoreFile(folder, "model α").write(new ScoreFile.Saved(3, List.of()));
    new ScoreFile(folder, "model α").write(SAVED);
    ScoreFile.Saved read = new ScoreFile(folder, "model α").read().orElseThrow();

    assertThat(read.stage()).isEqualTo(9);
    assertThat(read.folds()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(bits(read.folds().get(i))).isEqualTo(bits(SAVED.folds().get(i)));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void fileOfAnotherTraining_isNone() throws Exception {
    new ScoreFile(folder, "one").write(SAVED);

    assertThat(new ScoreFile(folder, "two").read()).isEmpty();
    assertThat(new ScoreFile(folder.resolve("nowhere"), "one").read()).isEmpty();
  }

  @Test
  void damagedFile_isNone() throws Exception {
    ScoreFile file = new ScoreFile(folder, "one");
    file.write(SAVED);
    Path path = folder.resolve("smile-scores");
    byte[] bytes = Files.readAllBytes(path);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(path, Arrays.copyOf(bytes, length));
      assertThat(file.read()).as("cut to %d bytes", length).isEmpty();
    }
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(path, damaged);
      assertThat(file.read()).as("seed %d", seed).isEmpty();
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
