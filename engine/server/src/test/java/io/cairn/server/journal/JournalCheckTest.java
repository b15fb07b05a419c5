package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.journal.JournalState.Loss;
import io.cairn.server.journal.JournalState.Sound;
import io.cairn.server.journal.JournalState.Torn;
import io.cairn.server.journal.JournalState.Unreadable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JournalCheckTest {

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
  void open_nothingThere_isAbsent() {
    StudyFolder empty = StudyFolder.of(home, "s2");
    assertThat(JournalCheck.open(empty)).isEqualTo(new JournalState.Absent());
    assertThat(JournalCheck.open(empty.create())).isEqualTo(new JournalState.Absent());
  }

  @Test
  void open_wholeJournal_isSound() {
    assertThat(JournalCheck.open(folder)).isEqualTo(new Sound(RECORDS));
  }

  @Test
  void open_crashBetweenCommitAndMark_isSound() throws IOException {
    MarkFile.put(folder.mark(), journal.markAfter(RECORDS - 3));
    assertThat(JournalCheck.open(folder)).isEqualTo(new Sound(RECORDS));
  }

  @Test
  void open_crashBeforeFirstMark_isSound() throws IOException {
    MarkFile.put(folder.mark(), JournalMark.NONE);
    assertThat(JournalCheck.open(folder)).isEqualTo(new Sound(RECORDS));
  }

  @Test
  void open_truncatedInTheTail_namesWhatIsKeptAndLost() throws IOException {
    long full = Files.size(folder.journal());
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      long length = full - 1 - random.nextLong(full - journal.sizeAfter(RECORDS - 4));
      StudyFolder cut = cut("cut-" + i, length);
      int whole = lastWholeRecord(length);
      JournalState state = JournalCheck.open(cut);
      String where = "length " + length + " of " + full;
      if (whole == RECORDS) {
        assertThat(state).as(where).isEqualTo(new Sound(RECORDS));
        continue;
      }
      Torn torn = (Torn) state;
      assertThat(torn.kept()).as(where).isEqualTo(whole);
      assertThat(torn.loss()).as(where).isEqualTo(new Loss.Counted(RECORDS - whole));
      assertThat(torn.sentence())
          .contains("study cut-" + i)
          .contains("Kept: " + whole + " records")
          .contains("cairn resume cut-" + i + " --salvage")
          .doesNotContain("Exception");
    }
  }

  @Test
  void open_truncatedToAlmostNothing_isTornOrUnreadable() throws IOException {
    for (long length : new long[] {0, 1, 100, 4096, 8191, 8192, 8193, 12_288, 20_000}) {
      JournalState state = JournalCheck.open(cut("short-" + length, length));
      String sentence =
          state instanceof Torn torn ? torn.sentence() : ((Unreadable) state).sentence();
      assertThat(sentence)
          .as("length %d", length)
          .contains("--salvage")
          .doesNotContain("Exception");
    }
  }

  @Test
  void open_garbageInTheTail_neverLosesMoreThanItTouched() throws IOException {
    Random random = new Random(13);
    for (int i = 0; i < 60; i++) {
      StudyFolder bad = JournalFixture.copy(folder, home, "garbage-" + i);
      long full = Files.size(bad.journal());
      long tail = full - journal.sizeAfter(RECORDS - 4);
      int length = 1 + random.nextInt(i % 2 == 0 ? 40 : 4000);
      long at = Math.max(journal.sizeAfter(RECORDS - 4), full - 1 - random.nextLong(tail));
      byte[] garbage = new byte[(int) Math.min(length, full - at)];
      random.nextBytes(garbage);
      overwrite(bad, at, garbage);
      JournalState state = JournalCheck.open(bad);
      String where = garbage.length + " bytes of garbage at " + at + " of " + full;
      if (state instanceof Torn torn) {
        int untouched = lastWholeRecord(at);
        assertThat(torn.kept()).as(where).isBetween((long) untouched, (long) RECORDS - 1);
        assertThat(torn.loss()).as(where).isEqualTo(new Loss.Counted(RECORDS - torn.kept()));
        assertThat(torn.sentence()).as(where).doesNotContain("Exception");
      } else {
        assertThat(state).as(where).isEqualTo(new Sound(RECORDS));
      }
    }
  }

  @Test
  void open_garbageAppended_isSound() throws IOException {
    for (int length : new int[] {1, 100, 4096, 10_000}) {
      StudyFolder longer = JournalFixture.copy(folder, home, "longer-" + length);
      byte[] garbage = new byte[length];
      new Random(length).nextBytes(garbage);
      overwrite(longer, Files.size(longer.journal()), garbage);
      assertThat(JournalCheck.open(longer)).as("%d bytes", length).isEqualTo(new Sound(RECORDS));
    }
  }

  @Test
  void open_headerDestroyed_keepsAllRecords() throws IOException {
    byte[] garbage = new byte[8192];
    new Random(3).nextBytes(garbage);
    overwrite(folder, 0, garbage);
    Torn torn = (Torn) JournalCheck.open(folder);
    assertThat(torn.kept()).isEqualTo(RECORDS);
    assertThat(torn.loss()).isEqualTo(new Loss.Counted(0));
  }

  /** Ways in which record 25 can be wrong. */
  static Stream<Arguments> wrongRecords() {
    return Stream.of(
        wrong("damaged payload", "record 25 is damaged: the checksum", row -> List.of(flip(row))),
        wrong("no frame", "record 25 is damaged", row -> List.of(payload(row, new byte[3]))),
        wrong("another record's seal", "record 25 is not the one", row -> List.of(seal(row, 4711))),
        wrong(
            "another's payload", "record 25 is not the one", row -> List.of(payload(row, FOREIGN))),
        wrong("another entity", "record 25 belongs to study|s9", row -> List.of(entity(row))),
        wrong("missing", "record 25 is missing: record 26 is the next one", row -> List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongRecords")
  void open_recordWrittenWrong_isTornBeforeIt(
      String name, String what, UnaryOperator<List<JournalRow>> as) {
    StudyFolder wrong = StudyFolder.of(home, "wrong");
    JournalFixture.write(wrong, journal.commits(), 25, as);
    Torn torn = (Torn) JournalCheck.open(wrong);
    assertThat(torn.sentence())
        .contains(what)
        .contains("Kept: 24 records, the last of 2023-11-14T22:13:20.024Z")
        .contains("Lost: 16 records");
    assertThat(torn.kept()).isEqualTo(24);
    assertThat(torn.loss()).isEqualTo(new Loss.Counted(16));
  }

  /** Ways in which records can go bad in a journal that was good. */
  static Stream<Arguments> laterChanges() {
    String update = "UPDATE \"event_journal\" SET ";
    String at25 = " WHERE \"sequence_number\" = 25";
    return Stream.of(
        Arguments.of("record 25 is damaged", update + "\"event_payload\" = X'c5'" + at25),
        Arguments.of("record 25 is not the one", update + "\"write_timestamp\" = 5" + at25),
        Arguments.of("record 25 is not the one", update + "\"event_ser_id\" = 5" + at25),
        Arguments.of("record 25 is not the one", update + "\"event_ser_manifest\" = 'x'" + at25),
        Arguments.of("record 25 is not the one", update + "\"seal\" = 5" + at25),
        Arguments.of("record 25 is missing", "DELETE FROM \"event_journal\"" + at25),
        Arguments.of("cannot be read", "DROP TABLE \"event_journal\""),
        Arguments.of("record 12 is there twice", twice(12, 12)),
        Arguments.of("record 41 is not the one", twice(40, 41)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laterChanges")
  void open_recordsChangedLater_areKeptFromTheStateBefore(String what, String change) {
    journal.sql("ALTER TABLE \"event_journal\" DROP PRIMARY KEY", change);
    Torn torn = (Torn) JournalCheck.open(folder);
    assertThat(torn.sentence()).contains(what).contains("Lost: nothing that was acknowledged");
    assertThat(torn.kept()).isEqualTo(RECORDS);
    assertThat(torn.loss()).isEqualTo(new Loss.Counted(0));
  }

  @Test
  void open_lastRecordsMissing_isTorn() {
    journal.sql("DELETE FROM \"event_journal\" WHERE \"sequence_number\" > 37");
    Torn torn = (Torn) JournalCheck.open(folder);
    assertThat(torn.sentence()).contains("it ends at record 37");
    assertThat(torn.kept()).isEqualTo(37);
    assertThat(torn.loss()).isEqualTo(new Loss.Counted(3));
  }

  @Test
  void open_journalOfAnotherHistory_isTornWithUnknownLoss() throws IOException {
    StudyFolder other = StudyFolder.of(home, "s2");
    JournalFixture.write(other, Commits.list(1, RECORDS, 3, new Random(8)));
    Files.copy(
        other.journal(), folder.journal(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Torn torn = (Torn) JournalCheck.open(folder);
    assertThat(torn.kept()).isEqualTo(RECORDS);
    assertThat(torn.loss()).isEqualTo(new Loss.Unknown());
  }

  @Test
  void open_markMissingOrDamaged_isTornWithUnknownLoss() throws IOException {
    Files.write(folder.mark(), new byte[100]);
    Torn damaged = (Torn) JournalCheck.open(folder);
    assertThat(damaged.kept()).isEqualTo(RECORDS);
    assertThat(damaged.loss()).isEqualTo(new Loss.Unknown());
    Files.delete(folder.mark());
    assertThat(((Torn) JournalCheck.open(folder)).sentence()).contains("journal.mark is missing");
  }

  @Test
  void open_journalDeleted_isUnreadable() throws IOException {
    Files.delete(folder.journal());
    assertThat(((Unreadable) JournalCheck.open(folder)).sentence())
        .contains("is missing, and 40 records had been acknowledged");
  }

  @Test
  void open_laterSchema_isUnreadable() {
    journal.sql("UPDATE \"journal_schema\" SET \"version\" = 99");
    assertThat(((Unreadable) JournalCheck.open(folder)).sentence()).contains("schema version 99");
  }

  @Test
  void open_changesNothing() throws IOException {
    byte[] damaged = Files.readAllBytes(folder.journal());
    byte[] garbage = new byte[9000];
    new Random(5).nextBytes(garbage);
    System.arraycopy(garbage, 0, damaged, damaged.length - 12_000, garbage.length);
    Files.write(folder.journal(), damaged);
    JournalCheck.open(folder);
    assertThat(Files.readAllBytes(folder.journal())).isEqualTo(damaged);
    try (var files = Files.list(folder.path())) {
      assertThat(files).containsExactlyInAnyOrder(folder.journal(), folder.mark());
    }
  }

  private static final byte[] FOREIGN = RecordFrame.wrap(Commits.random(99, 2, new Random(99)));

  private static Arguments wrong(
      String name, String what, Function<JournalRow, List<JournalRow>> as) {
    UnaryOperator<List<JournalRow>> rows = written -> as.apply(written.get(0));
    return Arguments.of(name, what, rows);
  }

  private static JournalRow flip(JournalRow row) {
    byte[] payload = row.payload().clone();
    payload[payload.length / 2] ^= 1;
    return payload(row, payload);
  }

  private static JournalRow payload(JournalRow row, byte[] payload) {
    return new JournalRow(
        row.sequence(),
        row.persistenceId(),
        row.writer(),
        row.writtenAt(),
        row.serializer(),
        row.manifest(),
        payload,
        row.seal());
  }

  private static JournalRow seal(JournalRow row, int seal) {
    return new JournalRow(
        row.sequence(),
        row.persistenceId(),
        row.writer(),
        row.writtenAt(),
        row.serializer(),
        row.manifest(),
        row.payload(),
        seal);
  }

  private static JournalRow entity(JournalRow row) {
    return new JournalRow(
        row.sequence(),
        "study|s9",
        row.writer(),
        row.writtenAt(),
        row.serializer(),
        row.manifest(),
        row.payload(),
        row.seal());
  }

  private static String twice(long record, long as) {
    String same =
        "\"persistence_id\", \"writer\", \"write_timestamp\", \"event_ser_id\","
            + " \"event_ser_manifest\", \"event_payload\", \"seal\"";
    return "INSERT INTO \"event_journal\" (\"sequence_number\", "
        + same
        + ") SELECT "
        + as
        + ", "
        + same
        + " FROM \"event_journal\" WHERE \"sequence_number\" = "
        + record;
  }

  private int lastWholeRecord(long length) {
    int record = RECORDS;
    while (journal.sizeAfter(record) > length) {
      record--;
    }
    return record;
  }

  private StudyFolder cut(String id, long length) throws IOException {
    StudyFolder cut = JournalFixture.copy(folder, home, id);
    try (FileChannel channel = FileChannel.open(cut.journal(), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    return cut;
  }

  private static void overwrite(StudyFolder folder, long at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.journal(), StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(bytes), at);
    }
  }
}
