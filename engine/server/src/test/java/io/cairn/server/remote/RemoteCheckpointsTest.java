package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.node.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that a server keeps for remote workers. */
class RemoteCheckpointsTest {

  @TempDir Path folder;

  private RemoteCheckpoints checkpoints;

  @BeforeEach
  void open() {
    checkpoints =
        new RemoteCheckpoints(
            CheckpointFolder.shared(folder.resolve("kept")), folder.resolve("arrivals"));
  }

  private void keep(long token, String content) throws IOException {
    checkpoints.keep("s", 3, token, Files.writeString(checkpoints.arriving(), content));
  }

  private String kept() throws IOException {
    return checkpoints.read("s", 3, Files::readString).orElse("");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("kept/s/trial-3"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void newest_isWhatTheNextEvaluationFinds() throws IOException {
    assertThat(kept()).isEmpty();
    keep(7, "first");
    keep(7, "second");
    assertThat(kept()).isEqualTo("second");
    keep(12, "third");
    assertThat(kept()).isEqualTo("third");
    assertThat(files()).containsExactly("12.checkpoint");
    assertThat(folder.resolve("arrivals")).isEmptyDirectory();
  }

  @Test
  void lateOneOfAnOlderLease_replacesNothing() throws IOException {
    keep(12, "new");
    keep(7, "late");
    assertThat(kept()).isEqualTo("new");
    assertThat(files()).containsExactly("12.checkpoint");
  }

  @Test
  void whatIsNoCheckpoint_isNotReadAndNotDeleted() throws IOException {
    keep(7, "good");
    Files.writeString(folder.resolve("kept/s/trial-3/notes.txt"), "mine");
    keep(8, "better");
    assertThat(kept()).isEqualTo("better");
    assertThat(files()).containsExactlyInAnyOrder("8.checkpoint", "notes.txt");
  }

  @Test
  void unneededOnes_go() throws IOException {
    keep(7, "x");
    checkpoints.drop("s", List.of(3));
    Awaitility.await().until(() -> kept().isEmpty());
  }
}
