package io.cairn.server.store;

import static io.cairn.server.store.Rows.all;
import static io.cairn.server.store.Rows.row;
import static io.cairn.server.store.Rows.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.server.journal.CairnJournalException;
import io.cairn.server.journal.JournalRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writer of records promises, without actors. */
@ParameterizedClass
@EnumSource(StoreKind.class)
class GroupCommitTest {

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private StoreSettings settings;
  private Store store;

  @BeforeEach
  void open() {
    settings = kind.settings(folder);
    store = Store.open(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void append_manyEntitiesAtOnce_isFewTransactionsAndLosesNothing() {
    Random random = new Random(1);
    List<CompletableFuture<Void>> written = new ArrayList<>();
    long[] next = new long[100];
    for (int i = 0; i < 2_000; i++) {
      int entity = random.nextInt(100);
      int count = 1 + random.nextInt(3);
      written.add(append(store, rows("e" + entity, next[entity] + 1, count, "w")));
      next[entity] += count;
    }
    written.forEach(CompletableFuture::join);
    for (int entity = 0; entity < 100; entity++) {
      List<JournalRow> there = all(store, "e" + entity);
      assertThat(there).hasSize((int) next[entity]);
      assertThat(there)
          .allMatch(r -> new String(r.payload(), UTF_8).equals("record " + r.sequence()));
    }
    StoreTally tally = store.tally();
    assertThat(tally.records()).isEqualTo(Arrays.stream(next).sum());
    assertThat(tally.transactions()).isLessThan(1_000);
  }

  @Test
  void append_oneWriteThatCannotBe_spoilsNoOther() {
    append(store, rows("a", 1, 1, "w")).join();
    List<CompletableFuture<Void>> good = new ArrayList<>();
    List<CompletableFuture<Void>> bad = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      good.add(append(store, rows("good" + i, 1, 2, "w")));
      bad.add(append(store, rows("bad" + i, 7, 1, "w"))); // Six are missing.
      bad.add(append(store, rows("a", 1, 1, "another")));
    }
    good.forEach(CompletableFuture::join);
    assertThat(bad)
        .allSatisfy(
            write -> assertThatThrownBy(write::join).isInstanceOf(CompletionException.class));
    assertThat(all(store, "bad1")).isEmpty();
    assertThat(all(store, "good49")).hasSize(2);
    assertThat(all(store, "a")).hasSize(1);
  }

  @Test
  void append_writerThatWasReplaced_isFencedOut() {
    append(store, rows("e", 1, 3, "old")).join();
    try (Store other = Store.open(settings)) {
      append(other, rows("e", 4, 1, "new")).join();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(append(store, rows("e", 4, 2, "old"))::join)
            .hasCauseInstanceOf(FencedWriterException.class)
            .hasMessageContaining("record 4 of e was written by another writer (new)")
            .hasMessageContaining("was replaced and can persist nothing");
      }
      append(other, rows("e", 5, 1, "new")).join();
      // And the other way round: whoever knows the newest record may go on.
      append(store, rows("e", 6, 1, "old")).join();
      assertThatThrownBy(append(other, rows("e", 6, 1, "new"))::join)
          .hasCauseInstanceOf(FencedWriterException.class);
    }
    assertThat(all(store, "e"))
        .extracting(JournalRow::writer)
        .containsExactly("old", "old", "old", "new", "new", "old");
  }

  @Test
  void append_twoWritersRacing_leavesOneChain() {
    try (Store other = Store.open(settings)) {
      for (int round = 0; round < 20; round++) {
        List<Store> stores = List.of(store, other);
        List<List<CompletableFuture<Void>>> writes = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 20; i++) {
          for (int which = 0; which < 2; which++) {
            String entity = "r" + round + "." + i;
            writes.get(which).add(append(stores.get(which), rows(entity, 1, 2, "w" + which)));
          }
        }
        for (int i = 0; i < 20; i++) {
          boolean first = succeeded(writes.get(0).get(i));
          assertThat(first).isNotEqualTo(succeeded(writes.get(1).get(i)));
          assertThat(all(store, "r" + round + "." + i))
              .extracting(JournalRow::writer)
              .containsExactly(first ? "w0" : "w1", first ? "w0" : "w1");
        }
      }
    }
  }

  @Test
  void append_whatIsThereAlready_isNotWrittenAgain() {
    append(store, rows("e", 1, 2, "w")).join();
    append(store, rows("e", 3, 2, "w")).join();
    // As after a commit whose answer was lost.
    append(store, rows("e", 3, 2, "w")).join();
    assertThat(all(store, "e")).hasSize(4);
    // The same writer with something else is not the same.
    assertThatThrownBy(append(store, List.of(row("e", 4, "w", new byte[] {1})))::join)
        .hasCauseInstanceOf(FencedWriterException.class);
    assertThatThrownBy(append(store, rows("e", 4, 2, "w"))::join)
        .hasCauseInstanceOf(FencedWriterException.class);
    assertThat(all(store, "e")).hasSize(4);
  }

  @Test
  void append_long_isWrittenWhole() {
    byte[] payload = new byte[5 << 20];
    new Random(2).nextBytes(payload);
    append(store, List.of(row("e", 1, "w", payload), row("e", 2, "w", payload))).join();
    assertThat(all(store, "e")).allMatch(r -> Arrays.equals(r.payload(), payload));
  }

  @Test
  void walk_damagedRecord_isRefusedWithASentence() {
    for (int i = 0; i < 4; i++) {
      append(store, rows("e" + i, 1, 5, "w")).join();
    }
    StoreKind.sql(
        store,
        "UPDATE cairn_journal SET payload = (SELECT payload FROM cairn_journal WHERE persistence_id"
            + " = 'e0' AND sequence_number = 4) WHERE persistence_id = 'e0' AND sequence_number = 3",
        "UPDATE cairn_journal SET written_at = 7 WHERE persistence_id = 'e1' AND sequence_number = 3",
        "DELETE FROM cairn_journal WHERE persistence_id = 'e2' AND sequence_number = 3");
    for (int i = 0; i < 2; i++) {
      String entity = "e" + i;
      assertThatThrownBy(() -> all(store, entity))
          .isInstanceOf(CairnJournalException.class)
          .hasMessageContaining("the journal of " + entity + " is damaged: record 3 is not the one")
          .hasMessageContaining("2 records before it are good");
    }
    assertThatThrownBy(() -> all(store, "e2"))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("record 3 is missing: record 4 is the next one");
    assertThatThrownBy(() -> store.walk("e2", 4, 5))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("record 3 is missing");
    assertThat(all(store, "e3")).hasSize(5);
  }

  @Test
  void close_whatWaits_isFailed() {
    store.close();
    assertThatThrownBy(append(store, rows("e", 1, 1, "w"))::join)
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("the store is closed");
  }

  private static CompletableFuture<Void> append(Store store, List<JournalRow> rows) {
    return store.writer().append(rows).toCompletableFuture();
  }

  private static boolean succeeded(CompletableFuture<Void> write) {
    try {
      write.join();
      return true;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(FencedWriterException.class);
      return false;
    }
  }
}
