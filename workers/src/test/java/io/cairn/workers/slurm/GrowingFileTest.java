package io.cairn.workers.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {

  @TempDir Path folder;

  @Test
  void file_isReadAsItGrows_fromWhereItIsMade() throws Exception {
    Path file = folder.resolve("out");
    try (GrowingFile growing = new GrowingFile(file)) {
      growing.complete();
      assertThat(growing.available()).isZero();
      Files.writeString(file, "one");
      assertThat(growing.readNBytes(growing.available())).asString().isEqualTo("one");
      assertThat(growing.available()).isZero();
      Files.writeString(file, " two", StandardOpenOption.APPEND);
      assertThat(growing.readNBytes(growing.available())).asString().isEqualTo(" two");
    }
  }

  @Test
  void interrupt_isLeftToWhomItIsFor() throws Exception {
    Path file = Files.writeString(folder.resolve("out"), "one");
    try (GrowingFile growing = new GrowingFile(file)) {
      growing.complete();
      Thread.currentThread().interrupt();
      assertThat(growing.readNBytes(growing.available())).asString().isEqualTo("one");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
