package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers, each with a machine of its own, and the store between them. */
class S3CheckpointsTest {

  private static final String HOME = "p/s/trial-3/";
  private static final String MANIFEST = HOME + "manifest.json";

  @TempDir Path folder;

  private FakeS3 store;
  private S3Checkpoints one;
  private S3Checkpoints other;

  @BeforeEach
  void start() throws IOException {
    store = new FakeS3();
    one = S3Fixture.worker(store, folder.resolve("one"));
    other = S3Fixture.worker(store, folder.resolve("other"));
  }

  @AfterEach
  void stop() throws IOException {
    one.close();
    other.close();
    store.close();
  }

  private Path kept(String name, String text) throws IOException {
    Path taken = one.take("s", 3);
    Files.writeString(taken.resolve(name), text);
    one.keep("s", 3);
    return taken;
  }

  private String manifest() {
    return new String(store.objects.get(MANIFEST), StandardCharsets.UTF_8);
  }

  private void manifest(String json) {
    store.objects.put(MANIFEST, json.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> contents() {
    return store.objects.keySet().stream().filter(key -> !key.equals(MANIFEST)).toList();
  }

  @Test
  void lookAtTheStart_leavesNothing() {
    assertThat(store.objects).isEmpty();
  }

  @Test
  void unchangedFiles_areNeitherSentNorFetchedAgain() throws Exception {
    Path taken = kept("large", "large");
    Files.writeString(taken.resolve("small"), "2");
    Files.writeString(taken.resolve("copy-of-large"), "large");
    store.requests.clear();
    one.keep("s", 3);
    assertThat(store.requests("PUT")).hasSize(2).last().isEqualTo("PUT " + MANIFEST);

    store.requests.clear();
    one.keep("s", 3);
    assertThat(store.requests("PUT")).as("nothing changed").isEmpty();

    store.requests.clear();
    assertThat(one.take("s", 3)).isEqualTo(taken);
    assertThat(store.requests).containsExactly("GET " + MANIFEST);

    other.take("s", 3);
    Files.writeString(taken.resolve("small"), "3");
    one.keep("s", 3);
    store.requests.clear();
    assertThat(other.take("s", 3).resolve("small")).hasContent("3");
    assertThat(store.requests("GET")).hasSize(2);
  }

  @Test
  void contentsThatNobodyNames_areDeleted() throws Exception {
    Path taken = kept("a", "old");
    String old = contents().get(0);
    Files.writeString(taken.resolve("a"), "new");
    one.keep("s", 3);

    assertThat(contents()).hasSize(1).doesNotContain(old);
    int put = store.requests.lastIndexOf("PUT " + MANIFEST);
    assertThat(store.requests.indexOf("DELETE " + old)).isGreaterThan(put);
  }

  @Test
  void halfFinishedKeep_isInvisible() throws Exception {
    Path taken = kept("a", "old");
    Files.writeString(taken.resolve("a"), "new");
    Files.writeString(taken.resolve("b"), "more");
    AtomicBoolean seen = new AtomicBoolean();
    store.disturb(
        (request, exchange) -> {
          if (!request.equals("PUT " + MANIFEST)) {
            return false;
          }
          if (seen.compareAndSet(false, true)) {
            // All contents are there, and a reader finds what was kept before.
            assertThat(other.take("s", 3).resolve("a")).hasContent("old");
          }
          FakeS3.error(exchange, 400, "InvalidRequest");
          return true;
        });

    assertThatThrownBy(() -> one.keep("s", 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("400 InvalidRequest");

    store.disturbNoMore();
    assertThat(seen).isTrue();
    Path found = other.take("s", 3);
    assertThat(found.resolve("a")).hasContent("old");
    assertThat(found.resolve("b")).doesNotExist();
    one.drop("s", 3);
    assertThat(store.objects).isEmpty();
  }

  @Test
  void whatIsNotKept_isForgotten() throws Exception {
    Path taken = kept("a", "old");
    Files.writeString(taken.resolve("a"), "half-written");
    Files.createDirectory(taken.resolve("more"));

    assertThat(one.take("s", 3).resolve("a")).hasContent("old");
    assertThat(taken.resolve("more")).doesNotExist();
  }

  @Test
  void keeperThatWasOvertaken_sendsAgainWhatTheOtherDeleted() throws Exception {
    Path mine = kept("shared", "shared");
    Path theirs = other.take("s", 3);
    Files.writeString(mine.resolve("late"), "late");
    Files.delete(theirs.resolve("shared"));
    Files.writeString(theirs.resolve("new"), "new");
    AtomicBoolean once = new AtomicBoolean();
    store.disturb(
        (request, exchange) -> {
          if (request.startsWith("PUT " + HOME) && once.compareAndSet(false, true)) {
            other.keep("s", 3);
          }
          return false;
        });

    one.keep("s", 3);

    Path found = other.take("s", 3);
    assertThat(found.resolve("shared")).hasContent("shared");
    assertThat(found.resolve("late")).hasContent("late");
    assertThat(contents()).hasSize(2);
  }

  @Test
  void damagedContent_countsAsLost() throws Exception {
    kept("a", "old");
    store.objects.put(contents().get(0), "OLD".getBytes(StandardCharsets.UTF_8));
    assertThat(other.take("s", 3)).isEmptyDirectory();
  }

  @Test
  void shortAndMissingContents_countAsLost() throws Exception {
    kept("a", "a long text");
    String content = contents().get(0);
    store.objects.put(content, new byte[] {'a'});
    assertThat(other.take("s", 3)).isEmptyDirectory();
    store.objects.put(content, new byte[0]);
    assertThat(other.take("s", 3)).isEmptyDirectory();
    store.objects.remove(content);
    assertThat(other.take("s", 3)).isEmptyDirectory();

    Files.writeString(other.take("s", 3).resolve("again"), "1");
    assertThat(other.keep("s", 3)).isEqualTo(1);
    assertThat(one.take("s", 3).resolve("again")).hasContent("1");
  }

  @Test
  void damagedManifest_countsAsLostAndIsReplaced() throws Exception {
    kept("a", "old");
    String honest = manifest();
    for (String json :
        List.of("", "null", "{", "{}", "[]", honest + "{}", honest.replace("\"files\"", "\"x\""))) {
      manifest(json);
      assertThat(other.take("s", 3)).as(json).isEmptyDirectory();
    }
    Files.writeString(other.take("s", 3).resolve("a"), "new");
    other.keep("s", 3);
    assertThat(one.take("s", 3).resolve("a")).hasContent("new");
  }

  @Test
  void manifestThatLeavesTheFolder_isNotFollowed() throws Exception {
    kept("name", "old");
    String honest = manifest();
    for (String evil : List.of("../evil", "/tmp/evil", "a/../../evil", "..", "a//b", "")) {
      manifest(honest.replace("\"name\"", "\"" + evil + "\""));
      assertThat(other.take("s", 3)).as(evil).isEmptyDirectory();
    }
    for (String evil : List.of("../../t/trial-1/x", "a/b", "", "..")) {
      manifest(honest.replaceAll("\"object\":\"[^\"]*\"", "\"object\":\"" + evil + "\""));
      assertThat(other.take("s", 3)).as(evil).isEmptyDirectory();
    }
    manifest(honest.replace("\"links\":[]", "\"links\":[{\"path\":\"l\",\"target\":\"..\"}]"));
    assertThat(other.take("s", 3)).isEmptyDirectory();
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(file -> file.getFileName().toString().contains("evil"))).isEmpty();
    }
  }

  @Test
  void linkInTheLocalFolder_isNotWrittenThrough() throws Exception {
    Path taken = one.take("s", 3);
    Files.createDirectory(taken.resolve("sub"));
    Files.writeString(taken.resolve("sub/a"), "kept");
    one.keep("s", 3);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path theirs = other.take("s", 3);
    Files.delete(theirs.resolve("sub/a"));
    Files.delete(theirs.resolve("sub"));
    Files.createSymbolicLink(theirs.resolve("sub"), outside);

    assertThat(other.take("s", 3).resolve("sub/a")).hasContent("kept");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void linksOutOfTheFolder_areNotKept() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Path taken = one.take("s", 3);
    Files.createSymbolicLink(taken.resolve("file"), secret);
    Files.createSymbolicLink(taken.resolve("folder"), folder);
    Files.createSymbolicLink(taken.resolve("inside"), taken.resolve("a"));
    Files.writeString(taken.resolve("a"), "1");

    assertThat(one.keep("s", 3)).isEqualTo(1);

    Path found = other.take("s", 3);
    assertThat(Files.exists(found.resolve("file"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.exists(found.resolve("folder"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.readSymbolicLink(found.resolve("inside"))).isEqualTo(Path.of("a"));
    assertThat(store.objects).hasSize(2);
  }

  @Test
  void largeFile_isSentAndFetchedInParts() throws Exception {
    byte[] bytes = new byte[2 * FakeS3.LEAST_PART + 12_345];
    new Random(7).nextBytes(bytes);
    Files.write(one.take("s", 3).resolve("model.pt"), bytes);

    assertThat(one.keep("s", 3)).isEqualTo(bytes.length);

    assertThat(store.requests).filteredOn(r -> r.contains("partNumber=")).hasSize(3);
    assertThat(store.openUploads()).isZero();
    store.requests.clear();
    assertThat(other.take("s", 3).resolve("model.pt")).hasBinaryContent(bytes);
    assertThat(store.requests("GET")).hasSize(4);
  }

  @Test
  void largeFileThatFails_leavesNoParts() throws Exception {
    Files.write(one.take("s", 3).resolve("model.pt"), new byte[FakeS3.LEAST_PART + 1]);
    store.disturb(
        (request, exchange) -> {
          boolean second = request.contains("partNumber=2");
          if (second) {
            FakeS3.error(exchange, 400, "InvalidPart");
          }
          return second;
        });

    assertThatThrownBy(() -> one.keep("s", 3)).hasMessageContaining("400 InvalidPart");
    assertThat(store.openUploads()).isZero();
    assertThat(store.objects).isEmpty();
  }

  @Test
  void drop_beginsWithTheManifestAndRemovesTheLocalCopy() throws Exception {
    Path taken = kept("a", "1");
    store.objects.put(HOME + "left-by-a-dead-keeper", new byte[1]);
    store.objects.put("p/s/trial-33/manifest.json", new byte[1]);

    one.drop("s", 3);

    assertThat(store.requests("DELETE " + HOME)).first().isEqualTo("DELETE " + MANIFEST);
    assertThat(store.objects.keySet()).containsExactly("p/s/trial-33/manifest.json");
    assertThat(taken).doesNotExist();
  }

  @Test
  void studyThatIsNoPartOfAKey_isRefused() {
    for (String study : List.of("..", "", "a/b", ".hidden")) {
      assertThatThrownBy(() -> one.take(study, 1)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> one.drop(study, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void idleCopies_areBounded() throws Exception {
    byte[] half = new byte[(int) S3Fixture.LIMITS.idleBytes() / 2];
    Path[] copies = new Path[4];
    for (int trial = 0; trial < copies.length; trial++) {
      copies[trial] = one.take("s", trial);
      Files.write(copies[trial].resolve("a"), half);
      one.keep("s", trial);
    }
    assertThat(copies).as("they run").allMatch(Files::exists);

    for (int trial : new int[] {0, 2, 1}) {
      one.release("s", trial);
    }

    assertThat(Arrays.stream(copies).map(Files::exists)).containsExactly(false, true, true, true);
    assertThat(one.take("s", 0).resolve("a")).hasBinaryContent(half);
  }

  @Test
  void leftoversOfADeadProcess_areRemovedAndThoseOfALivingOneStay() throws Exception {
    Path cache = folder.resolve("one");
    Path living = kept("a", "1");
    Path dead = Files.createDirectories(cache.resolve("dead/s.trial-1"));
    Files.writeString(dead.resolve("a"), "1");

    S3Fixture.worker(store, cache).close();

    assertThat(living.resolve("a")).hasContent("1");
    assertThat(cache.resolve("dead")).doesNotExist();
    try (Stream<Path> folders = Files.list(cache)) {
      assertThat(folders).as("closing removes its own").hasSize(1);
    }
  }
}
