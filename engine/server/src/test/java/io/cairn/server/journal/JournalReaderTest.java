package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import io.cairn.server.journal.JournalReader.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {

  private static final int READS = 200;

  @TempDir Path home;

  @Test
  void commits_besideAWriterInAnotherProcess_arePrefixesThatHoldAllThatWasAcknowledged()
      throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    try (ChildProcess child =
        ChildProcess.start(
            WriterChild.class, home.resolve("out"), folder.path().toString(), "1", "off", "5")) {
      child.awaitLines(2);
      long previous = 0;
      for (int i = 0; i < READS; i++) {
        long acknowledged = acknowledged(child);
        long read = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
          for (Iterator<Entry> entries = reader.commits().iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            read++;
            assertThat(entry.sequence()).as("read %d", i).isEqualTo(read);
            assertThat(entry.commit().getEvents(0).getAtEpochMicros()).isEqualTo(read);
          }
        }
        assertThat(read).as("read %d", i).isGreaterThanOrEqualTo(Math.max(acknowledged, previous));
        if (i % 20 == 0) {
          assertThat(JournalCheck.open(folder)).isInstanceOf(JournalState.Sound.class);
        }
        previous = read;
      }
      // The writer went on all the time.
      int lines = child.lines().size();
      child.awaitLines(lines + 5);
      assertThat(acknowledged(child)).isGreaterThan(previous - 4);
    }
    assertThat(JournalCheck.open(folder)).isInstanceOf(JournalState.Sound.class);
  }

  @Test
  void commits_besideTheWriterInThisProcess_areThoseOfTheMomentOfOpening() {
    StudyFolder folder = StudyFolder.of(home, "s1");
    List<Commit> all = new ArrayList<>();
    try (ProbeNode node = ProbeNode.start(folder)) {
      for (int i = 0; i < 10; i++) {
        List<Commit> more = Commits.list(all.size() + 1, 3, 3, new Random(i));
        node.keep(more);
        all.addAll(more);
        try (JournalReader early = JournalReader.open(folder)) {
          List<Commit> then = List.copyOf(all);
          List<Commit> later = Commits.list(all.size() + 1, 2, 3, new Random(i));
          node.keep(later);
          all.addAll(later);
          assertThat(early.commits().map(Entry::commit)).containsExactlyElementsOf(then);
          assertThat(early.commits().count()).isEqualTo(then.size());
        }
      }
      assertThat(node.state()).isEqualTo(Probe.after(all));
    }
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(all.size()));
  }

  @Test
  void commits_areReadAsTheyAreAskedFor() {
    StudyFolder folder = StudyFolder.of(home, "s1");
    JournalFixture.write(folder, Commits.list(1, 1000, 1, new Random(1)), 900, rows -> List.of());
    try (JournalReader reader = JournalReader.open(folder)) {
      assertThat(reader.commits().limit(5).map(Entry::sequence))
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(reader.commits().limit(899)).hasSize(899);
      assertThatThrownBy(() -> reader.commits().count())
          .isInstanceOf(CairnJournalException.class)
          .hasMessageContaining("record 900 is missing")
          .hasMessageContaining("899 records before it are good");
    }
  }

  @Test
  void open_noJournal_saysSo() {
    assertThatThrownBy(() -> JournalReader.open(StudyFolder.of(home, "s2")))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("study s2 has no journal");
  }

  @Test
  void open_garbage_saysSo() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    Files.write(folder.journal(), new byte[30_000]);
    assertThatThrownBy(() -> JournalReader.open(folder))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("the journal cannot be opened");
  }

  private static long acknowledged(ChildProcess child) {
    List<String> lines = child.lines();
    return Long.parseLong(lines.get(lines.size() - 1));
  }
}
