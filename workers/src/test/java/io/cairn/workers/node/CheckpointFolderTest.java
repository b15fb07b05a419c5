package io.cairn.workers.node;

import java.nio.file.Path;
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
}
