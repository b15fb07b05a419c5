package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {

  @TempDir Path folder;

  @Test
  void interrupt_isLeftToWhomItIsFor_andNothingIsLost() throws Exception {
    Path file = Files.writeString(folder.resolve("results"), "one\n");
    FileOutput output = new FileOutput(file);
    List<String> lines = new ArrayList<>();

    Thread.currentThread().interrupt();
    assertThat(output.read((line, cut) -> lines.add(line))).isFalse();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(output.read((line, cut) -> lines.add(line))).isTrue();
    assertThat(lines).containsExactly("one");
  }

  @Test
  void link_isNotFollowed() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "one\n");
    Path link = Files.createSymbolicLink(folder.resolve("results"), secret);
    assertThat(new FileOutput(link).read((line, cut) -> {})).isFalse();
  }
}
