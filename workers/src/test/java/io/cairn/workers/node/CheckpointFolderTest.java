package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
  void studyThatIsOver_keepsWhatItShallAndOthersLoseNothing() throws Exception {
    for (Checkpoints checkpoints :
        List.of(
            CheckpointFolder.shared(folder.resolve("shared")),
            CheckpointFolder.ofOneStudy(folder.resolve("alone")))) {
      for (int trial : new int[] {1, 11, 12}) {
        Path deep = Files.createDirectories(checkpoints.take("s", trial).resolve("deep"));
        Files.writeString(deep.resolve("model.bin"), "12345");
      }
      checkpoints.clear("s", Set.of(11));
      assertThat(checkpoints.keep("s", 1)).isZero();
      assertThat(checkpoints.keep("s", 11)).isEqualTo(5);
      assertThat(checkpoints.keep("s", 12)).isZero();
    }
    Checkpoints shared = CheckpointFolder.shared(folder.resolve("shared"));
    Files.writeString(shared.take("other", 1).resolve("model.bin"), "12345");
    shared.clear("s", Set.of());
    shared.clear("never", Set.of());
    assertThat(shared.keep("other", 1)).isEqualTo(5);
    assertThat(shared.keep("s", 11)).isZero();
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
