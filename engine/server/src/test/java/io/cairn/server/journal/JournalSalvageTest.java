package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSalvageTest {

  private static final int RECORDS = 40;

  @TempDir Path home;

  private StudyFolder folder;
  private JournalFixture journal;

  @BeforeEach
  void writeJournal() {
    folder = StudyFolder.of(home, "s1");
    journal = JournalFixture.write(folder, Commits.list(1, RECORDS, 3, new Random(7)));
  }

  @Test
  void salvage_withoutTheLock_isABug() {
    assertThatThrownBy(() -> JournalCheck.salvage(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("take the lock of study s1 first");
  }

  @Test
  void salvage_soundOrAbsentJournal_changesNothing() throws IOException {
    byte[] before = Files.readAllBytes(folder.journal());
    assertThat(salvage(folder)).isInstanceOf(Salvage.Unneeded.class);
    assertThat(Files.readAllBytes(folder.journal())).isEqualTo(before);
    assertThat(salvage(StudyFolder.of(home, "s2").create())).isInstanceOf(Salvage.Unneeded.class);
  }

  @Test
  void salvage_truncatedAnywhere_keepsThePrefixAndGoesOn() throws IOException {
    Random random = new Random(17);
    for (int i = 0; i < 12; i++) {
      long length =
          journal.sizeAfter(1) + random.nextLong(journal.sizeAfter(RECORDS) - journal.sizeAfter(1));
      StudyFolder cut = JournalFixture.copy(folder, home, "cut-" + i);
      truncate(cut.journal(), length);
      byte[] damaged = Files.readAllBytes(cut.journal());
      JournalState.Torn torn = (JournalState.Torn) JournalCheck.open(cut);
      Salvage.Salvaged salvaged = (Salvage.Salvaged) salvage(cut);
      String where = "length " + length;
      assertThat(salvaged.kept()).as(where).isEqualTo(torn.kept());
      assertThat(Files.readAllBytes(salvaged.damaged())).as(where).isEqualTo(damaged);
      assertThat(JournalCheck.open(cut)).as(where).isEqualTo(new JournalState.Sound(torn.kept()));
      assertThat(commits(cut))
          .as(where)
          .containsExactlyElementsOf(journal.commits().subList(0, (int) torn.kept()));
    }
  }

  @Test
  void salvage_thenRun_continuesAfterTheLastGoodRecord() throws IOException {
    truncate(folder.journal(), journal.sizeAfter(33) + 1);
    salvage(folder);
    List<Commit> expected = new ArrayList<>(journal.commits().subList(0, 33));
    List<Commit> more = Commits.list(34, 5, 3, new Random(3));
    try (ProbeNode node = ProbeNode.start(folder)) {
      assertThat(node.state()).isEqualTo(Probe.after(expected));
      expected.addAll(more);
      assertThat(node.keep(more)).isEqualTo(Probe.after(expected));
    }
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(38));
    assertThat(commits(folder)).containsExactlyElementsOf(expected);
  }

  @Test
  void salvage_gapInTheMiddle_setsTheRestAside() throws IOException {
    StudyFolder gap = StudyFolder.of(home, "gap");
    JournalFixture.write(gap, journal.commits(), 25, rows -> List.of());
    Salvage.Salvaged salvaged = (Salvage.Salvaged) salvage(gap);
    assertThat(salvaged.kept()).isEqualTo(24);
    assertThat(salvaged.setAside()).isEqualTo(15);
    assertThat(salvaged.sentence())
        .isEqualTo(
            "study gap: salvaged 24 records, the last of 2023-11-14T22:13:20.024Z; lost 16 records; 15"
                + " records after a lost one are set aside in table journal_quarantine. The damaged"
                + " file is "
                + gap.path().resolve("journal.damaged-1.mv.db"));
    assertThat(commits(gap)).containsExactlyElementsOf(journal.commits().subList(0, 24));
    List<Commit> aside = quarantine(gap);
    assertThat(aside).containsExactlyElementsOf(journal.commits().subList(25, RECORDS));
    // A later rewrite keeps them.
    try (StudyLock lock = ProbeNode.lock(gap)) {
      JournalUpkeep.rewrite(gap);
    }
    assertThat(quarantine(gap)).containsExactlyElementsOf(aside);
  }

  @Test
  void salvage_headerDestroyed_losesNothing() throws IOException {
    overwrite(folder.journal(), 0, 8192);
    Salvage.Salvaged salvaged = (Salvage.Salvaged) salvage(folder);
    assertThat(salvaged.kept()).isEqualTo(RECORDS);
    assertThat(commits(folder)).containsExactlyElementsOf(journal.commits());
  }

  @Test
  void salvage_fileThatH2CannotOpen_keepsTheLongestStateThatItCan() throws IOException {
    int opened = 0;
    Random random = new Random(23);
    for (int i = 0; i < 8; i++) {
      StudyFolder bad = JournalFixture.copy(folder, home, "bad-" + i);
      long at = journal.sizeAfter(20) + random.nextLong(60_000);
      overwrite(bad.journal(), at, 3000);
      JournalState state = JournalCheck.open(bad);
      if (!(state instanceof JournalState.Torn torn)) {
        continue;
      }
      opened++;
      assertThat(torn.kept()).as("garbage at %d", at).isGreaterThanOrEqualTo(20);
      Salvage.Salvaged salvaged = (Salvage.Salvaged) salvage(bad);
      assertThat(salvaged.kept()).as("garbage at %d", at).isEqualTo(torn.kept());
      assertThat(commits(bad))
          .as("garbage at %d", at)
          .containsExactlyElementsOf(journal.commits().subList(0, (int) torn.kept()));
    }
    assertThat(opened).as("files that were damaged for good").isPositive();
  }

  @Test
  void salvage_nothingReadable_leavesAllAsItIs() throws IOException {
    Files.write(folder.journal(), new byte[20_000]);
    Salvage.Hopeless hopeless = (Salvage.Hopeless) salvage(folder);
    assertThat(hopeless.sentence()).contains("not one record").contains("cairn rm s1");
    assertThat(Files.size(folder.journal())).isEqualTo(20_000);
    assertThat(folder.damagedJournal(1)).doesNotExist();
    assertThat(JournalCheck.open(folder)).isInstanceOf(JournalState.Unreadable.class);
  }

  @Test
  void salvage_laterSchema_isRefused() {
    journal.sql("UPDATE \"journal_schema\" SET \"version\" = 99");
    assertThat(((Salvage.Hopeless) salvage(folder)).sentence()).contains("later version of Cairn");
  }

  @Test
  void salvage_missingMark_restoresIt() throws IOException {
    Files.delete(folder.mark());
    assertThat(((Salvage.Salvaged) salvage(folder)).kept()).isEqualTo(RECORDS);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(RECORDS));
  }

  @Test
  void salvage_interruptedAtAnyStep_isDoneByTheNext() throws IOException {
    truncate(folder.journal(), journal.sizeAfter(30) + 1);
    // After its copy was made, while the new file grew.
    Files.copy(folder.journal(), folder.damagedJournal(1));
    Files.write(folder.nextJournal(), new byte[5000]);
    // After the new file took its place, before the mark was set.
    assertThat(((Salvage.Salvaged) salvage(folder)).kept()).isEqualTo(30);
    MarkFile.put(folder.mark(), journal.markAfter(RECORDS));
    assertThat(((JournalState.Torn) JournalCheck.open(folder)).kept()).isEqualTo(30);
    assertThat(((Salvage.Salvaged) salvage(folder)).kept()).isEqualTo(30);
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(30));
    // A journal that vanished comes back from the last copy.
    Files.delete(folder.journal());
    MarkFile.put(folder.mark(), journal.markAfter(RECORDS));
    assertThat(((Salvage.Salvaged) salvage(folder)).kept()).isEqualTo(30);
    assertThat(commits(folder)).containsExactlyElementsOf(journal.commits().subList(0, 30));
  }

  @Test
  void salvage_snapshotsAheadOfTheJournal_areSetAside() throws IOException {
    Files.createDirectories(folder.snapshots());
    Path behind = folder.snapshots().resolve("snapshot-study%7Cs1-20-1700000000000");
    Path ahead = folder.snapshots().resolve("snapshot-study%7Cs1-35-1700000000000");
    Files.write(behind, new byte[1]);
    Files.write(ahead, new byte[1]);
    truncate(folder.journal(), journal.sizeAfter(30) + 1);
    assertThat(salvage(folder).sentence()).contains("snapshots of lost records are in");
    assertThat(behind).exists();
    assertThat(ahead).doesNotExist();
    assertThat(folder.damagedSnapshots(1).resolve(ahead.getFileName())).exists();
  }

  private static Salvage salvage(StudyFolder folder) {
    try (StudyLock lock = ProbeNode.lock(folder)) {
      return JournalCheck.salvage(folder);
    }
  }

  private static List<Commit> commits(StudyFolder folder) {
    try (JournalReader reader = JournalReader.open(folder)) {
      return reader.commits().map(JournalReader.Entry::commit).toList();
    }
  }

  private static List<Commit> quarantine(StudyFolder folder) {
    List<Commit> commits = new ArrayList<>();
    try (Connection connection = JournalDatabase.read(folder.database());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT \"event_payload\" FROM \"journal_quarantine\" ORDER BY \"id\"")) {
      while (rows.next()) {
        commits.add(Commit.parseFrom(RecordFrame.unwrap(rows.getBytes(1))));
      }
      return commits;
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private static void overwrite(Path file, long at, int length) throws IOException {
    byte[] garbage = new byte[length];
    new Random(at).nextBytes(garbage);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(garbage), at);
    }
  }
}
