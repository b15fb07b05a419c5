package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checkpoints that go their way. */
class S3CheckpointsTest extends TwoWorkers {

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
  void whatIsNotKept_isForgotten() throws Exception {
    Path taken = kept("a", "old");
    Files.writeString(taken.resolve("a"), "half-written");
    Files.createDirectory(taken.resolve("more"));

    assertThat(one.take("s", 3).resolve("a")).hasContent("old");
    assertThat(taken.resolve("more")).doesNotExist();
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
