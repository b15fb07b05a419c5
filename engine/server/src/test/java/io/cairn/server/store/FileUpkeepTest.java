package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.Shelf;
import io.cairn.server.journal.JournalRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file only appends, and stays in proportion all the same. */
class FileUpkeepTest {

  private static final int COMMITS = 600;

  @TempDir Path folder;

  private StoreSettings settings;
  private Path file;

  @BeforeEach
  void makeStore() {
    settings = StoreKind.H2.settings(folder);
    file = folder.resolve("store.mv.db");
  }

  @Test
  void manySmallCommits_keepTheFileInProportion() throws Exception {
    byte[] landscape = new byte[5_000];
    long longest = 0;
    AtomicBoolean done = new AtomicBoolean();
    try (Store store = Store.open(settings, 1 << 18)) {
      StoreShelf shelf = new StoreShelf(store.database());
      shelf.put(Shelf.ROOT, "a.landscape", ByteString.copyFrom(landscape));
      store.studies().submit(StudyCreated.newBuilder().setStudy("s1").build(), "t", Instant.EPOCH);
      Members.Member member = new Members.Member("127.0.0.1:7355", 42);
      store.members().enter(member, List.of());
      // Somebody reads all the time, and never notices.
      CompletableFuture<Long> reader =
          CompletableFuture.supplyAsync(
              () -> {
                long reads = 0;
                while (!done.get()) {
                  assertThat(store.studies().list(5, Optional.empty())).hasSize(1);
                  Rows.all(store, "e3");
                  reads++;
                }
                return reads;
              });
      for (int i = 0; i < COMMITS; i++) {
        store
            .writer()
            .append(Rows.rows("e" + i % 10, i / 10 + 1, 1, "w"))
            .toCompletableFuture()
            .join();
        longest = Math.max(longest, Files.size(file));
      }
      done.set(true);
      assertThat(reader.join()).isPositive();
      assertWhole(store, landscape);
      assertThat(store.members().seen(member)).as("it has not left").isTrue();
      assertThat(store.members().mayBegin(new Members.Member("127.0.0.1:7355", 1))).isTrue();
    }
    // Without rewriting this takes more than 5 MB.
    assertThat(longest).isLessThan(4L << 20);
    assertThat(Files.exists(folder.resolve("store-next.mv.db"))).isFalse();
    try (Store store = Store.open(settings)) {
      assertWhole(store, landscape);
    }
  }

  @Test
  void fileThatAnotherStoreHasOpen_isNotReplaced() throws Exception {
    try (Store store = Store.open(settings, 1 << 18);
        Store other = Store.open(settings, 1 << 18)) {
      for (int i = 1; i <= 300; i++) {
        store.writer().append(Rows.rows("e", i, 1, "w")).toCompletableFuture().join();
      }
      assertThat(Files.size(file)).isGreaterThan(1L << 20);
      assertThat(Rows.all(other, "e")).hasSize(300);
    }
  }

  private static void assertWhole(Store store, byte[] landscape) throws Exception {
    for (int entity = 0; entity < 10; entity++) {
      assertThat(Rows.all(store, "e" + entity))
          .extracting(JournalRow::sequence)
          .hasSize(COMMITS / 10)
          .endsWith(COMMITS / 10L);
    }
    assertThat(store.studies().created("s1")).isPresent();
    assertThat(new StoreShelf(store.database()).get(Shelf.ROOT, "a.landscape").orElseThrow())
        .isEqualTo(landscape);
  }
}
