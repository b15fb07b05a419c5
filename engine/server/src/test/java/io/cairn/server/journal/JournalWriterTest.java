package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {

  private static final JournalSettings SMALL = new JournalSettings(false, 1L << 20, 3);

  @TempDir Path home;

  private StudyFolder folder;
  private StudyLock lock;

  @BeforeEach
  void createJournal() {
    folder = StudyFolder.of(home, "s1").create();
    lock = ProbeNode.lock(folder);
    JournalRewrite.create(folder);
  }

  @AfterEach
  void unlock() {
    lock.close();
  }

  @Test
  void append_manySmallCommits_keepsTheFileInProportion() throws IOException {
    List<Commit> all = new ArrayList<>();
    long longest = 0;
    try (JournalWriter writer = new JournalWriter(folder, SMALL)) {
      for (int i = 1; i <= 3000; i++) {
        append(writer, all);
        longest = Math.max(longest, Files.size(folder.journal()));
      }
    }
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(3000));
    assertThat(commits()).containsExactlyElementsOf(all);
    // Without rewriting 3,000 commits take more than 20 MB.
    assertThat(longest).isLessThan(8L << 20);
  }

  @Test
  void append_whileOthersHaveTheFileOpen_doesNotReplaceIt() throws Exception {
    List<Commit> all = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(folder, SMALL)) {
      append(writer, all);
      try (Connection other = JournalDatabase.write(folder.database())) {
        for (int i = 2; i <= 1000; i++) {
          append(writer, all);
        }
        assertThat(Files.size(folder.journal())).isGreaterThan(4L << 20);
        assertThat(JournalTable.last(other).orElseThrow().sequence()).isEqualTo(1000);
      }
      for (int i = 1001; i <= 1300; i++) {
        append(writer, all);
      }
      assertThat(Files.size(folder.journal())).isLessThan(4L << 20);
    }
    assertThat(commits()).containsExactlyElementsOf(all);
  }

  @Test
  void append_fileReplacedUnderneath_isRefusedAndGoesOnWithTheNewOne() throws SQLException {
    List<Commit> all = new ArrayList<>();
    JournalWriter writer = new JournalWriter(folder, SMALL);
    append(writer, all);
    Connection keepsTheOldFileOpen = JournalDatabase.write(folder.database());
    try (JournalWriter same = writer) {
      same.rewrite();
      assertThatThrownBy(() -> append(same, new ArrayList<>(all)))
          .isInstanceOf(CairnJournalException.class)
          .hasMessageContaining("the journal's file was replaced while it was open");
      keepsTheOldFileOpen.close();
      append(same, all);
    }
    assertThat(commits()).containsExactlyElementsOf(all);
  }

  @Test
  void append_recordThatDoesNotFollow_isRefused() {
    List<Commit> all = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(folder, SMALL)) {
      append(writer, all);
      for (long sequence : new long[] {0, 1, 3}) {
        assertThatThrownBy(() -> writer.append(List.of(row(sequence, "study|s1"))))
            .isInstanceOf(CairnJournalException.class)
            .hasMessageContaining("record " + sequence + " does not follow record 1");
      }
      assertThatThrownBy(() -> writer.append(List.of(row(2, "study|s2"))))
          .isInstanceOf(CairnJournalException.class)
          .hasMessageContaining("study|s2 need one of their own");
      append(writer, all);
    }
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(2));
  }

  private static void append(JournalWriter writer, List<Commit> all) {
    int next = all.size() + 1;
    Commit commit = Commits.random(next, 2, new Random(next));
    writer.append(List.of(JournalFixture.row(next, "study|s1", commit)));
    all.add(commit);
  }

  private static JournalRow row(long sequence, String entity) {
    return JournalFixture.row(sequence, entity, Commits.random(sequence, 2, new Random(sequence)));
  }

  private List<Commit> commits() {
    try (JournalReader reader = JournalReader.open(folder)) {
      return reader.commits().map(JournalReader.Entry::commit).toList();
    }
  }
}
