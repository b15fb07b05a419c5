package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

  @TempDir Path folder;

  @Test
  void whatIsKept_isFoundByAnotherNodeWithItsSize() throws Exception {
    Checkpoints one = CheckpointFolder.shared(folder);
    Path taken = one.take("s", 3);
    Files.writeString(taken.resolve("model.bin"), "12345");
    Files.writeString(Files.createDirectories(taken.resolve("deep")).resolve("more"), "678");
    assertThat(one.keep("s", 3)).isEqualTo(8);
    Checkpoints other = CheckpointFolder.shared(folder);
    assertThat(other.take("s", 3).resolve("model.bin")).hasContent("12345");
    assertThat(other.place()).isEqualTo(one.place()).isNotEmpty();
    assertThat(CheckpointFolder.shared(folder.resolve("else")).place()).isNotEqualTo(one.place());
  }

  @Test
  void whatIsDropped_isGoneAndDroppingItAgainDoesNothing() throws Exception {
    Checkpoints checkpoints = CheckpointFolder.shared(folder);
    Files.writeString(checkpoints.take("s", 3).resolve("model.bin"), "12345");
    Files.writeString(checkpoints.take("s", 4).resolve("model.bin"), "12345");
    checkpoints.drop("s", 3);
    checkpoints.drop("s", 3);
    checkpoints.drop("never", 1);
    assertThat(checkpoints.keep("s", 3)).isZero();
    assertThat(checkpoints.keep("s", 4)).isEqualTo(5);
  }
}
