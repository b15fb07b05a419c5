package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keepings that end early, and objects that somebody tampered with. */
class DamagedCheckpointsTest extends TwoWorkers {

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
  void studyThatIsNoPartOfAKey_isRefused() {
    for (String study : List.of("..", "", "a/b", ".hidden")) {
      assertThatThrownBy(() -> one.take(study, 1)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> one.drop(study, 1)).isInstanceOf(IOException.class);
    }
  }
}
