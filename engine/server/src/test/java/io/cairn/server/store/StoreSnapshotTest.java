package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import io.cairn.server.journal.Commits;
import io.cairn.server.journal.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
class StoreSnapshotTest {

  private static final int EVERY = 10;
  private static final String ENTITY = "study|s1";

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private StoreSettings settings;
  private ActorTestKit kit;
  private TestProbe<Probe.SnapshotNews> news;
  private final List<Commit> all = new ArrayList<>();

  @BeforeEach
  void makeStore() {
    settings = kind.settings(folder);
    kit = ActorTestKit.create();
    news = kit.createTestProbe(Probe.SnapshotNews.class);
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void snapshots_areTakenAndTwoAreKept() {
    run(5, 0);
    assertThat(sequences()).containsExactly(50L, 40L);
    assertRecovers();
  }

  @Test
  void snapshotOfMegabytes_isKeptInPieces() {
    run(2, 3 << 20);
    assertThat(sequences()).containsExactly(20L, 10L);
    try (Store store = Store.open(settings)) {
      List<Integer> lengths =
          store
              .database()
              .read(
                  "",
                  connection -> {
                    List<Integer> found = new ArrayList<>();
                    try (var select =
                            connection.prepareStatement(
                                "SELECT OCTET_LENGTH(bytes) FROM cairn_snapshot_piece");
                        var result = select.executeQuery()) {
                      while (result.next()) {
                        found.add(result.getInt(1));
                      }
                    }
                    return found;
                  });
      assertThat(lengths).hasSize(8).allMatch(length -> length <= Pieces.LONGEST);
    }
    assertRecovers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE cairn_snapshot SET checksum = checksum + 1 WHERE sequence_number = 20",
        "UPDATE cairn_snapshot SET length = length + 1 WHERE sequence_number = 20",
        "UPDATE cairn_snapshot SET serializer = 77 WHERE sequence_number = 20",
        "UPDATE cairn_snapshot SET manifest = 'a later one#9' WHERE sequence_number = 20",
        "DELETE FROM cairn_snapshot_piece WHERE sequence_number = 20"
      })
  void recovery_newestSnapshotDamaged_takesTheOneBefore(String damage) {
    run(2, 0);
    try (Store store = Store.open(settings)) {
      assertThat(StoreKind.sql(store, damage)).isPositive();
      // So that it cannot have been a replay of all records.
      StoreKind.sql(store, "UPDATE cairn_journal SET seal = 7 WHERE sequence_number = 3");
    }
    assertRecovers();
  }

  @Test
  void recovery_allSnapshotsDamaged_replaysAll() {
    run(3, 0);
    try (Store store = Store.open(settings)) {
      assertThat(StoreKind.sql(store, "UPDATE cairn_snapshot SET checksum = 0")).isEqualTo(2);
    }
    assertRecovers();
  }

  @Test
  void snapshotOfAReplacedWriter_hidesNone() {
    run(2, 0);
    try (Store store = Store.open(settings)) {
      // Of records that never came to be.
      byte[] bytes = {1, 2, 3};
      store
          .database()
          .transact(
              "",
              connection -> {
                for (long sequence : new long[] {500, 501, 502}) {
                  SnapshotTable.put(
                      connection,
                      SnapshotTable.head(ENTITY, sequence, 1, 20_261, "x#1", bytes),
                      bytes);
                }
                return true;
              });
    }
    assertThat(sequences()).containsExactly(20L, 10L);
    assertRecovers();
    run(1, 0);
    assertThat(sequences()).hasSize(2).contains(20L);
  }

  @Test
  void snapshotWithoutItsRecord_isRefused() {
    try (Store store = Store.open(settings)) {
      store.writer().append(Rows.rows("e", 1, 3, "w")).toCompletableFuture().join();
      assertThatCode(() -> require(store, 3)).doesNotThrowAnyException();
      assertThatThrownBy(() -> require(store, 4))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("a snapshot of e is not kept: the store does not have record 4");
    }
  }

  private static void require(Store store, long sequence) {
    store
        .database()
        .transact(
            "",
            connection -> {
              store.requireRecord(connection, "e", sequence);
              return true;
            });
  }

  private void run(int snapshots, int bytes) {
    try (StoreNode node = new StoreNode(settings)) {
      ActorRef<Probe.Command> probe =
          node.spawn("s1", new Probe.Snapshots(EVERY, bytes, news.ref()));
      int taken = 0;
      while (taken < snapshots) {
        List<Commit> more = Commits.list(all.size() + 1, 1, 2, new Random(all.size()));
        StoreNode.get(node.keep(probe, more));
        all.addAll(more);
        if (all.size() % EVERY == 0) {
          assertThat(news.receiveMessage(StoreNode.PATIENCE))
              .isEqualTo(new Probe.Saved(all.size()));
          taken++;
        }
      }
      // Beyond the last snapshot.
      List<Commit> more = Commits.list(all.size() + 1, 3, 2, new Random(99));
      StoreNode.get(node.keep(probe, more));
      all.addAll(more);
      // What retention deletes beside the store's own two is deleted by then.
      node.state(probe);
    }
  }

  private void assertRecovers() {
    try (StoreNode node = new StoreNode(settings)) {
      assertThat(node.state(node.spawn("s1"))).isEqualTo(Probe.after(all));
    }
  }

  /** Newest first, as recovery sees them. */
  private List<Long> sequences() {
    try (Store store = Store.open(settings)) {
      return store
          .database()
          .read("", connection -> SnapshotTable.heads(connection, ENTITY))
          .stream()
          .map(SnapshotTable.Head::sequence)
          .toList();
    }
  }
}
