package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalUpkeepTest {

  private static final JournalSettings NEVER = new JournalSettings(false, 1L << 40, 4);
  private static final JournalSettings ALWAYS = new JournalSettings(false, 0, 1.5);

  @TempDir Path home;

  @Test
  void prepare_nothingThere_makesAnEmptyJournal() {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    prepare(folder, NEVER);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(0));
    prepare(folder, NEVER);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(0));
  }

  @Test
  void prepare_creationInterrupted_startsAgain() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    Files.write(folder.nextJournal(), new byte[6000]);
    MarkFile.put(folder.mark(), JournalMark.NONE);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Absent());
    prepare(folder, NEVER);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(0));
  }

  @Test
  void prepare_journalLost_neverMakesANewOne() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1");
    JournalFixture.write(folder, Commits.list(1, 3, 3, new Random(1)));
    Files.delete(folder.journal());
    assertThatThrownBy(() -> prepare(folder, NEVER))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("3 records had been acknowledged");
    assertThat(folder.journal()).doesNotExist();
  }

  @Test
  void prepare_grownJournal_isRewrittenToTheSame() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1");
    List<Commit> commits = Commits.list(1, 400, 2, new Random(2));
    JournalFixture fixture = JournalFixture.write(folder, commits);
    long grown = Files.size(folder.journal());
    prepare(folder, NEVER);
    assertThat(Files.size(folder.journal())).isEqualTo(grown);
    prepare(folder, ALWAYS);
    assertThat(Files.size(folder.journal())).isLessThan(grown / 5);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(400));
    try (JournalReader reader = JournalReader.open(folder)) {
      assertThat(reader.commits().map(JournalReader.Entry::commit))
          .containsExactlyElementsOf(commits);
    }
    assertThat(folder.nextJournal()).doesNotExist();
    fixture.append(Commits.list(401, 20, 2, new Random(3)));
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(420));
  }

  @Test
  void shrink_smallJournal_isLeftAlone() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1");
    JournalFixture.write(folder, Commits.list(1, 5, 2, new Random(2)));
    long before = Files.size(folder.journal());
    try (StudyLock lock = ProbeNode.lock(folder)) {
      JournalUpkeep.shrink(folder);
    }
    assertThat(Files.size(folder.journal())).isEqualTo(before);
  }

  @Test
  void shrink_grownJournal_isRewritten() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1");
    JournalFixture.write(folder, Commits.list(1, 300, 2, new Random(2)));
    long before = Files.size(folder.journal());
    assertThat(before).isGreaterThan(1 << 20);
    assertThatThrownBy(() -> JournalUpkeep.shrink(folder))
        .isInstanceOf(IllegalStateException.class);
    try (StudyLock lock = ProbeNode.lock(folder)) {
      JournalUpkeep.shrink(folder);
    }
    assertThat(Files.size(folder.journal())).isLessThan(before / 5);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(300));
  }

  @Test
  void rewrite_damagedJournal_isRefusedAndLeftAlone() throws IOException {
    StudyFolder folder = StudyFolder.of(home, "s1");
    JournalFixture.write(folder, Commits.list(1, 300, 2, new Random(2)), 100, rows -> List.of());
    byte[] before = Files.readAllBytes(folder.journal());
    try (StudyLock lock = ProbeNode.lock(folder)) {
      assertThatThrownBy(() -> JournalUpkeep.shrink(folder))
          .isInstanceOf(CairnJournalException.class)
          .hasMessageContaining("record 100 is missing");
    }
    assertThat(Files.readAllBytes(folder.journal())).isEqualTo(before);
  }

  private static void prepare(StudyFolder folder, JournalSettings settings) {
    try (StudyLock lock = ProbeNode.lock(folder)) {
      JournalUpkeep.prepare(folder, settings);
    }
  }
}
