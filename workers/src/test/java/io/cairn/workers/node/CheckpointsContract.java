package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for checkpoints wherever they lie. */
public abstract class CheckpointsContract {

  /** Checkpoints of a node, in the place that all nodes of a test share. */
  protected abstract Checkpoints node() throws IOException;

  /** Checkpoints in another place. */
  protected abstract Checkpoints elsewhere() throws IOException;

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Contents by name; links and empty folders say so. */
  protected static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(f -> !f.equals(folder)).toList()) {
        String name = folder.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          content.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          content.put(name, Files.readString(file));
        } else {
          content.put(name + "/", "");
        }
      }
    }
    return content;
  }

  @Test
  void newTrial_hasAnEmptyFolderToWriteTo() throws Exception {
    Path folder = node().take("s", 3);

    assertThat(folder).isEmptyDirectory();
    write(folder, "model.bin", "1");
  }

  @Test
  void whatIsKept_isFoundByAnotherNodeWithItsSize() throws Exception {
    Checkpoints one = node();
    Path taken = one.take("s", 3);
    write(taken, "model.bin", "12345");
    write(taken, "deep/er/more", "678");
    write(taken, "empty", "");
    Files.createDirectory(taken.resolve("nothing"));
    assertThat(one.keep("s", 3)).isEqualTo(8);

    assertThat(content(node().take("s", 3)))
        .isEqualTo(
            Map.of(
                "model.bin",
                "12345",
                "deep/",
                "",
                "deep/er/",
                "",
                "deep/er/more",
                "678",
                "empty",
                "",
                "nothing/",
                ""));
  }

  @Test
  void namesOfFiles_areKeptExactly() throws Exception {
    Checkpoints one = node();
    Path taken = one.take("s", 3);
    String[] names = {
      "mod\u00e8le \u65e5\u672c\u8a9e \ud83e\udd16.pt",
      " leading and trailing ",
      "a+b&c=d%2F?#.bin",
      "-rf",
      "back\\slash",
      "line\nbreak",
      "\"quoted\" 'too'",
      ".hidden/..x",
      "e\u0301 is not \u00e9/...",
      "manifest.json"
    };
    for (String name : names) {
      write(taken, name, name);
    }
    one.keep("s", 3);

    assertThat(content(node().take("s", 3))).isEqualTo(content(taken)).hasSizeGreaterThan(10);
  }

  @Test
  void linksWithinTheFolder_stayLinks() throws Exception {
    Checkpoints one = node();
    Path taken = one.take("s", 3);
    write(taken, "runs/epoch-9.pt", "nine");
    Files.createSymbolicLink(taken.resolve("last.pt"), Path.of("runs/epoch-9.pt"));
    Files.createSymbolicLink(taken.resolve("runs/up"), Path.of("../last.pt"));
    assertThat(one.keep("s", 3)).isEqualTo(4);

    Path found = node().take("s", 3);
    assertThat(found.resolve("runs/up")).isSymbolicLink().hasContent("nine");
    assertThat(content(found)).isEqualTo(content(taken));
  }

  @Test
  void nextKeep_replacesTheOneBefore() throws Exception {
    Checkpoints one = node();
    Path taken = one.take("s", 3);
    write(taken, "same", "same");
    write(taken, "changes", "old");
    write(taken, "goes", "x");
    one.keep("s", 3);
    Checkpoints other = node();
    Path next = other.take("s", 3);
    write(next, "changes", "newer");
    Files.delete(next.resolve("goes"));
    write(next, "comes/now", "yes");

    assertThat(other.keep("s", 3)).isEqualTo(12);

    assertThat(content(one.take("s", 3)))
        .isEqualTo(Map.of("same", "same", "changes", "newer", "comes/", "", "comes/now", "yes"));
  }

  @Test
  void whatIsDropped_isGoneAndDroppingItAgainDoesNothing() throws Exception {
    Checkpoints checkpoints = node();
    for (int trial : new int[] {3, 4, 30}) {
      write(checkpoints.take("s", trial), "model.bin", "12345");
      checkpoints.keep("s", trial);
    }
    checkpoints.drop("s", 3);
    checkpoints.drop("s", 3);
    checkpoints.drop("never", 1);

    assertThat(checkpoints.keep("s", 3)).isZero();
    assertThat(node().take("s", 3)).isEmptyDirectory();
    assertThat(content(node().take("s", 4))).hasSize(1);
    assertThat(content(node().take("s", 30))).hasSize(1);
  }

  @Test
  void studyThatIsOver_keepsWhatItShallAndOthersLoseNothing() throws Exception {
    Checkpoints checkpoints = node();
    for (int trial : new int[] {1, 11, 12}) {
      write(checkpoints.take("s", trial), "deep/model.bin", "12345");
      checkpoints.keep("s", trial);
    }
    write(checkpoints.take("s-2", 1), "model.bin", "12345");
    checkpoints.keep("s-2", 1);
    checkpoints.clear("s", Set.of(11));
    checkpoints.clear("s", Set.of(11));
    checkpoints.clear("never", Set.of());

    assertThat(node().take("s", 1)).isEmptyDirectory();
    assertThat(content(node().take("s", 11))).hasSize(2);
    assertThat(node().take("s", 12)).isEmptyDirectory();
    assertThat(content(node().take("s-2", 1))).hasSize(1);
  }

  @Test
  void interruptedEvaluation_keepsItsCheckpoint() throws Exception {
    Checkpoints checkpoints = node();
    write(checkpoints.take("s", 3), "model.bin", "12345");

    Thread.currentThread().interrupt();
    long bytes = checkpoints.keep("s", 3);

    assertThat(Thread.interrupted()).as("it still knows").isTrue();
    assertThat(bytes).isEqualTo(5);
    assertThat(content(node().take("s", 3))).isEqualTo(Map.of("model.bin", "12345"));
  }

  @Test
  void released_isFoundAgain() throws Exception {
    Checkpoints checkpoints = node();
    write(checkpoints.take("s", 3), "model.bin", "12345");
    checkpoints.keep("s", 3);
    checkpoints.release("s", 3);
    checkpoints.release("s", 3);

    assertThat(content(checkpoints.take("s", 3))).isEqualTo(Map.of("model.bin", "12345"));
  }

  @Test
  void place_isTheSameForThoseWhoShare() throws Exception {
    assertThat(node().place()).isEqualTo(node().place()).isNotEmpty();
    assertThat(elsewhere().place()).isNotEqualTo(node().place());
  }
}
