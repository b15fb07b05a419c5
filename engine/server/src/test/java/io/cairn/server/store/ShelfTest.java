package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.FolderShelf;
import io.cairn.server.archive.GeneratedLandscapes;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.Shelf;
import io.cairn.server.archive.UnknownLandscapeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every shelf of an archive promises. */
@ParameterizedClass
@EnumSource(ShelfTest.Kind.class)
class ShelfTest {

  enum Kind {
    FOLDER,
    H2,
    POSTGRESQL
  }

  @Parameter Kind kind;
  @TempDir Path folder;

  private Optional<Store> store = Optional.empty();
  private Shelf shelf;

  @BeforeEach
  void open() throws IOException {
    if (kind == Kind.FOLDER) {
      shelf = FolderShelf.open(folder.resolve("archive"));
    } else {
      store = Optional.of(Store.open(StoreKind.valueOf(kind.name()).settings(folder)));
      shelf = new StoreShelf(store.get().database());
    }
  }

  @AfterEach
  void close() {
    store.ifPresent(Store::close);
  }

  @Test
  void put_isThereWholeAndReplacesWhatWasThere() throws IOException {
    assertThat(shelf.get(Shelf.ROOT, "a")).isEmpty();
    assertThat(shelf.contains(Shelf.ROOT, "a")).isFalse();
    for (int length : new int[] {3, 0, (5 << 19) + 1, 1 << 20, 2 << 20, 17}) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      shelf.put(Shelf.ROOT, "a", ByteString.copyFrom(bytes));
      assertThat(shelf.get(Shelf.ROOT, "a").orElseThrow()).isEqualTo(bytes);
    }
    assertThat(shelf.contains(Shelf.ROOT, "a")).isTrue();
    assertThat(shelf.names(Shelf.ROOT)).containsExactly("a");
  }

  @Test
  void names_areThoseOfTheFolderAlone() throws IOException {
    put("", "b");
    put("fits/1", "x");
    put("fits/1", "y");
    put("fits/22", "x");
    assertThat(shelf.names("")).containsExactly("b");
    assertThat(shelf.names("fits/1")).containsExactlyInAnyOrder("x", "y");
    assertThat(shelf.names("fits/3")).isEmpty();
    assertThat(shelf.folders("fits")).containsExactlyInAnyOrder("1", "22");
    assertThat(shelf.folders("")).containsExactly("fits");
    assertThat(shelf.delete("fits/22", "x")).isTrue();
    assertThat(shelf.delete("fits/22", "x")).isFalse();
    assertThat(shelf.folders("fits")).containsExactly("1");
    assertThat(shelf.get("fits/22", "x")).isEmpty();
  }

  @Test
  void put_ofTheSameNameByManyAtOnce_leavesOneWhole() throws IOException {
    List<CompletableFuture<Void>> puts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      byte[] bytes = new byte[(1 << 20) + i];
      puts.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  shelf.put("f", "n", ByteString.copyFrom(bytes));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    puts.forEach(CompletableFuture::join);
    assertThat(shelf.get("f", "n").orElseThrow().length).isBetween(1 << 20, (1 << 20) + 15);
    assertThat(shelf.names("f")).containsExactly("n");
  }

  @Test
  void archive_keepsAndFindsLandscapes() throws Exception {
    LandscapeArchive archive = LandscapeArchive.of(shelf);
    List<ArchivedLandscape> all = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      all.add(new GeneratedLandscapes(new SplittableRandom(seed)).landscape());
    }
    List<String> ids = new ArrayList<>();
    for (ArchivedLandscape landscape : all) {
      ids.add(archive.put(landscape));
      assertThat(archive.put(landscape)).isEqualTo(ids.get(ids.size() - 1));
    }
    assertThat(archive.list().landscapes()).hasSize(3);
    assertThat(archive.list().warnings()).isEmpty();
    assertSame(archive.get(ids.get(1)).orElseThrow().archived(), all.get(1));
    assertThat(archive.find(ids.get(2).substring(0, 10)).id()).isEqualTo(ids.get(2));
    assertThat(archive.find(ids.get(0)).id()).isEqualTo(ids.get(0));
    assertThatThrownBy(() -> archive.find("nothing like it"))
        .isInstanceOf(UnknownLandscapeException.class);
    assertThat(archive.remove(ids.get(0))).isTrue();
    assertThat(archive.remove(ids.get(0))).isFalse();
    assertThat(archive.get(ids.get(0))).isEmpty();
    assertThat(archive.contents().entries()).hasSize(2);
  }

  @Test
  void archive_damagedLandscape_isToldAndReplaced() throws Exception {
    LandscapeArchive archive = LandscapeArchive.of(shelf);
    ArchivedLandscape landscape = new GeneratedLandscapes(new SplittableRandom(1)).landscape();
    String id = archive.put(landscape);
    shelf.put(Shelf.ROOT, id + ".landscape", ByteString.copyFromUtf8("torn"));
    assertThat(archive.list().warnings()).hasSize(1);
    assertThat(archive.list().warnings().get(0)).startsWith(id + ".landscape is damaged");
    assertThatThrownBy(() -> archive.get(id)).isInstanceOf(DamagedLandscapeException.class);
    archive.put(landscape);
    assertSame(archive.get(id).orElseThrow().archived(), landscape);
  }

  private static void assertSame(ArchivedLandscape found, ArchivedLandscape given) {
    assertThat(GeneratedLandscapes.dump(found)).isEqualTo(GeneratedLandscapes.dump(given));
  }

  private void put(String in, String name) throws IOException {
    shelf.put(in, name, ByteString.copyFromUtf8(in + name));
  }
}
