package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest extends CheckpointsContract {

  @TempDir Path folder;

  @Override
  protected Checkpoints node() {
    return CheckpointFolder.shared(folder.resolve("shared"));
  }

  @Override
  protected Checkpoints elsewhere() {
    return CheckpointFolder.shared(folder.resolve("else"));
  }

  @Test
  void folderOfOneStudy_isClearedToo() throws Exception {
    Checkpoints checkpoints = CheckpointFolder.ofOneStudy(folder.resolve("alone"));
    for (int trial : new int[] {1, 11}) {
      Files.writeString(checkpoints.take("s", trial).resolve("model.bin"), "12345");
    }
    Files.writeString(folder.resolve("alone").resolve("notes"), "mine");
    checkpoints.clear("s", Set.of(11));
    assertThat(folder.resolve("alone").resolve("trial-1")).doesNotExist();
    assertThat(folder.resolve("alone").resolve("trial-11")).isNotEmptyDirectory();
    assertThat(folder.resolve("alone").resolve("notes")).exists();
  }
}
