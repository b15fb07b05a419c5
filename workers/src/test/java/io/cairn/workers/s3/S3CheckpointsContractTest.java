package io.cairn.workers.s3;

import io.cairn.workers.node.Checkpoints;
import io.cairn.workers.node.CheckpointsContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class S3CheckpointsContractTest extends CheckpointsContract {

  @TempDir Path cache;

  private final List<S3Checkpoints> opened = new ArrayList<>();
  private FakeS3 store;

  @BeforeEach
  void start() throws IOException {
    store = new FakeS3();
  }

  @AfterEach
  void stop() throws IOException {
    for (S3Checkpoints one : opened) {
      one.close();
    }
    store.close();
  }

  @Override
  protected Checkpoints node() throws IOException {
    opened.add(S3Fixture.worker(store, cache));
    return opened.get(opened.size() - 1);
  }

  @Override
  protected Checkpoints elsewhere() throws IOException {
    opened.add(S3Fixture.worker(store, "s3://trials/other", cache));
    return opened.get(opened.size() - 1);
  }
}
