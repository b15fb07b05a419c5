package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSnapshotTest {

  private static final int EVERY = 10;

  @TempDir Path home;

  private ActorTestKit testKit;
  private TestProbe<Probe.SnapshotNews> news;
  private StudyFolder folder;
  private final List<Commit> all = new ArrayList<>();

  @BeforeEach
  void startListening() {
    testKit = ActorTestKit.create(ProbeNode.application(""));
    news = testKit.createTestProbe(Probe.SnapshotNews.class);
    folder = StudyFolder.of(home, "s1");
  }

  @AfterEach
  void stopListening() {
    testKit.shutdownTestKit();
  }

  @Test
  void snapshots_areTaken_andTwoAreKept() throws IOException {
    run(5, 0);
    assertThat(snapshotFiles()).hasSize(2);
    assertRecovers();
  }

  @Test
  void recovery_newestSnapshotDamaged_takesTheOneBefore() throws IOException {
    run(5, 0);
    damage(snapshotFiles().get(1));
    assertRecovers();
  }

  @Test
  void recovery_allSnapshotsDamaged_replaysAll() throws IOException {
    run(5, 0);
    for (Path file : snapshotFiles()) {
      damage(file);
    }
    assertRecovers();
  }

  @Test
  void recovery_snapshotsEmptyOrGone_replaysAll() throws IOException {
    run(3, 0);
    for (Path file : snapshotFiles()) {
      Files.write(file, new byte[0]);
    }
    assertRecovers();
    for (Path file : snapshotFiles()) {
      Files.delete(file);
    }
    assertRecovers();
  }

  @Test
  void snapshot_ofManyMegabytes_isSavedAndRecovered() throws IOException {
    run(1, 40 << 20);
    assertThat(Files.size(snapshotFiles().get(0))).isGreaterThan(40 << 20);
    // The journal has none of it.
    assertThat(Files.size(folder.journal())).isLessThan(4 << 20);
    assertRecovers();
  }

  private void run(int snapshots, int bytes) {
    try (ProbeNode node = start(bytes)) {
      for (int i = 0; i < snapshots; i++) {
        List<Commit> more = Commits.list(all.size() + 1, EVERY, 2, new Random(i));
        more.forEach(commit -> node.keep(List.of(commit)));
        all.addAll(more);
        assertThat(news.receiveMessage(ProbeNode.PATIENCE)).isEqualTo(new Probe.Saved(all.size()));
      }
      // Beyond the last snapshot.
      List<Commit> more = Commits.list(all.size() + 1, 3, 2, new Random(99));
      node.keep(more);
      all.addAll(more);
      Awaitility.await()
          .atMost(ProbeNode.PATIENCE)
          .until(() -> snapshotFiles().size() == Math.min(2, snapshots));
    }
  }

  private void assertRecovers() {
    try (ProbeNode node = start(0)) {
      assertThat(node.state()).isEqualTo(Probe.after(all));
    }
  }

  private ProbeNode start(int bytes) {
    return ProbeNode.start(folder, "", new Probe.Snapshots(EVERY, bytes, news.ref()));
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  /** Oldest first. */
  private List<Path> snapshotFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.snapshots())) {
      return files
          .filter(file -> !file.toString().endsWith("tmp"))
          .sorted(Comparator.comparing(JournalSnapshotTest::sequence))
          .toList();
    }
  }

  private static long sequence(Path file) {
    String[] parts = file.getFileName().toString().split("-");
    return Long.parseLong(parts[parts.length - 2]);
  }
}
