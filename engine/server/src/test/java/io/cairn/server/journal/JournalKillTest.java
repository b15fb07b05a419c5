package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Commit;
import io.cairn.server.journal.JournalReader.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed at random moments, one after the other on one journal. */
class JournalKillTest {

  /** More of them prove more: {@code -Dcairn.kills=100}. */
  private static final int KILLS = Integer.getInteger("cairn.kills", 4);

  @TempDir Path home;

  @Test
  void killedAtRandomMoments_losesNothingThatWasAcknowledged() throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    long before = 0;
    for (int seed = 0; seed < KILLS; seed++) {
      String where = "seed " + seed;
      Random random = new Random(seed);
      Path output = home.resolve("out-" + seed);
      List<String> said;
      try (ChildProcess child =
          ChildProcess.start(
              WriterChild.class,
              output,
              folder.path().toString(),
              Integer.toString(seed),
              seed % 2 == 0 ? "off" : "on",
              "0")) {
        // At some moment between two of its lines, wherever in a commit that is.
        child.awaitLines(2 + random.nextInt(150));
        child.kill();
        said = child.lines();
      }
      long acknowledged = Long.parseLong(said.get(said.size() - 1));
      assertThat(said.get(0)).as(where).isEqualTo("recovered " + before);

      JournalState state = JournalCheck.open(folder);
      assertThat(state).as(where).isInstanceOf(JournalState.Sound.class);
      long records = ((JournalState.Sound) state).records();
      assertThat(records).as(where).isGreaterThanOrEqualTo(acknowledged);
      // One batch may have been durable and not yet acknowledged.
      assertThat(records).as(where).isLessThanOrEqualTo(acknowledged + 4);
      assertEachCommitInItsPlace(folder, records, where);
      before = records;
    }
  }

  /** Without actors a process is up in no time; the writer replaces its file all the time. */
  static final class RewritingChild {
    public static void main(String[] arguments) {
      StudyFolder folder = new StudyFolder(Path.of(arguments[0]));
      JournalSettings settings = new JournalSettings(false, 200 << 10, 1.5);
      try (StudyLock lock = ProbeNode.lock(folder);
          JournalWriter writer = new JournalWriter(folder, settings)) {
        JournalUpkeep.prepare(folder, settings);
        JournalState state = JournalCheck.open(folder);
        if (!(state instanceof JournalState.Sound sound)) {
          System.out.println("refused: " + state);
          return;
        }
        System.out.println("recovered " + sound.records());
        for (long number = sound.records() + 1; ; number++) {
          Commit commit = Commits.random(number, 2, new Random(number));
          writer.append(List.of(JournalFixture.row(number, "study|s1", commit)));
          System.out.println(number);
        }
      }
    }
  }

  @Test
  void killedWhileTheFileIsReplaced_losesNothingThatWasAcknowledged() throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    for (int seed = 0; seed < KILLS; seed++) {
      String where = "seed " + seed;
      List<String> said;
      try (ChildProcess child =
          ChildProcess.start(
              RewritingChild.class, home.resolve("out-" + seed), folder.path().toString())) {
        child.awaitLines(2 + new Random(seed).nextInt(1200));
        child.kill();
        said = child.lines();
      }
      long acknowledged = Long.parseLong(said.get(said.size() - 1));
      JournalState state = JournalCheck.open(folder);
      assertThat(state)
          .as(where)
          .isIn(new JournalState.Sound(acknowledged), new JournalState.Sound(acknowledged + 1));
      assertEachCommitInItsPlace(folder, ((JournalState.Sound) state).records(), where);
    }
  }

  private static void assertEachCommitInItsPlace(StudyFolder folder, long records, String where) {
    try (JournalReader reader = JournalReader.open(folder)) {
      List<Entry> entries = reader.commits().toList();
      assertThat(entries).as(where).hasSize((int) records);
      for (Entry entry : entries) {
        assertThat(entry.commit().getEvents(0).getAtEpochMicros())
            .as(where)
            .isEqualTo(entry.sequence());
      }
    }
  }
}
