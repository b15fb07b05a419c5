package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of commands when their JVM ends. */
@Timeout(120)
class LeftoversTest {

  @TempDir Path folder;

  @BeforeEach
  void makeScripts() throws IOException {
    new ProcessFixture(folder)
        .file(
            "stubborn.sh",
            "trap '' TERM HUP INT QUIT",
            "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"",
            "while :; do sleep 1; done")
        .script(
            "echo $$ > child",
            "(sh stubborn.sh grandchild > /dev/null 2>&1 &)",
            "while ! test -e grandchild; do sleep 0.01; done",
            "echo '{\"epoch\": 1, \"loss\": 1}'",
            "sleep 600");
  }

  private void runNode(String end) throws Exception {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedNode.class.getName(),
                folder.toString(),
                end)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("node.log").toFile())
            .start();
    try {
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      node.destroyForcibly();
    }
  }

  private long pid(String file) {
    return Pids.in(folder.resolve(file));
  }

  @Test
  void jvmThatIsKilled_leavesACommandThatTheNextNodeEnds() throws Exception {
    runNode("halt");
    assertThat(Pids.isAlive(pid("child"))).isTrue();
    assertThat(Pids.isAlive(pid("grandchild"))).isTrue();

    List<Leftovers.Killed> killed = Leftovers.killIn(folder);

    assertThat(killed).hasSize(1);
    assertThat(killed.get(0).scratch()).isEqualTo(folder.resolve("scratch"));
    assertThat(killed.get(0).pids()).contains(pid("child"), pid("grandchild"));
    assertThat(Pids.isAlive(pid("child"))).isFalse();
    assertThat(Pids.isAlive(pid("grandchild"))).isFalse();
    assertThat(Leftovers.killIn(folder)).isEmpty();
  }

  @Test
  void grandchildOfACommandThatHasEnded_isFoundToo() throws Exception {
    runNode("halt");
    ProcessHandle.of(pid("child")).ifPresent(ProcessHandle::destroyForcibly);
    Leftovers.killIn(folder);
    assertThat(Pids.isAlive(pid("grandchild"))).isFalse();
  }

  @Test
  void jvmThatEndsWithoutClosing_leavesNothing() throws Exception {
    runNode("exit");
    assertThat(Pids.isAlive(pid("child"))).isFalse();
    assertThat(Pids.isAlive(pid("grandchild"))).isFalse();
  }

  @Test
  void processThatTookAnOldId_isLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      // As if the command had the stranger's id, but had started long before.
      Path scratch = Files.createDirectories(folder.resolve("old"));
      new LaunchRecord(
              new LaunchRecord.Identity(stranger.pid(), 1_000),
              Optional.of(new LaunchRecord.Identity(stranger.pid(), 1_000)),
              true,
              "a-token-that-nobody-has",
              List.of())
          .write(scratch);
      assertThat(Leftovers.killIn(folder)).isEmpty();
      assertThat(stranger.isAlive()).isTrue();
      assertThat(scratch.resolve(LaunchRecord.FILE)).doesNotExist();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void whatRunsElsewhere_isEndedByTheToolThatStartedIt_onceThatAnswers() throws Exception {
    Path scratch = Files.createDirectories(folder.resolve("elsewhere"));
    Path tool =
        Files.writeString(
            folder.resolve("tool.sh"),
            "test -e up || { echo 'cannot connect' >&2; exit 1; }\necho \"$@\" >> called\n");
    new LaunchRecord(
            new LaunchRecord.Identity(ProcessHandle.current().pid(), 1_000),
            Optional.empty(),
            false,
            "a-token-that-nobody-has",
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && sh \"$2\" remove it",
                "sh",
                folder.toString(),
                tool.toString()))
        .write(scratch);

    Leftovers.killIn(folder);
    assertThat(scratch.resolve(LaunchRecord.FILE)).as("to be tried again").exists();

    Files.createFile(folder.resolve("up"));
    Leftovers.killIn(folder);
    assertThat(folder.resolve("called")).hasContent("remove it");
    assertThat(scratch.resolve(LaunchRecord.FILE)).doesNotExist();
  }

  @Test
  void filesThatAreNoRecords_areSkipped() throws Exception {
    Map<String, String> contents =
        Map.of(
            "a", "",
            "b", "owner.pid=x\nowner.start=1\ntoken=t\n",
            "c", "token=\\u12\n",
            "d", "owner.pid=1\ntoken=t\n");
    for (Map.Entry<String, String> entry : contents.entrySet()) {
      Path scratch = Files.createDirectories(folder.resolve(entry.getKey()));
      Files.writeString(scratch.resolve(LaunchRecord.FILE), entry.getValue());
    }
    assertThat(Leftovers.killIn(folder)).isEmpty();
  }

  @Test
  void folderThatIsNotThere_hasNoLeftovers() throws Exception {
    assertThat(Leftovers.killIn(folder.resolve("absent"))).isEmpty();
  }
}
