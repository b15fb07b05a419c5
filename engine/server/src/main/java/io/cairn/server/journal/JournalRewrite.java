package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a journal anew, beside the old one, and puts it in its place in one step when it is whole
 * and on the disk. Every journal begins like this, and grows back to the size of its records like
 * this: a journal that only appends keeps every page that was ever written.
 */
final class JournalRewrite {

  private static final int BATCH_RECORDS = 1_000;
  private static final long BATCH_BYTES = 8L << 20;

  private final StudyFolder folder;
  private final Connection target;

  /** What was written. */
  private JournalMark written = JournalMark.NONE;

  private JournalRewrite(StudyFolder folder, Connection target) {
    this.folder = folder;
    this.target = target;
  }

  /** What is written into the new journal. */
  interface Content {
    void write(JournalRewrite rewrite) throws SQLException;
  }

  /** Makes an empty journal. */
  static void create(StudyFolder folder) {
    run(folder, 1, rewrite -> {});
  }

  /**
   * Makes a journal with the given content, and sets the mark to its end.
   *
   * @param incarnation one more than that of the journal before it
   */
  static JournalMark run(StudyFolder folder, long incarnation, Content content) {
    try {
      Files.deleteIfExists(folder.nextJournal());
      JournalMark written;
      try (Connection connection = JournalDatabase.create(folder.nextDatabase())) {
        JournalSchema.create(connection, incarnation);
        connection.setAutoCommit(false);
        JournalRewrite rewrite = new JournalRewrite(folder, connection);
        content.write(rewrite);
        connection.commit();
        written = rewrite.written;
      }
      verify(folder, written);
      if (written.sequence() == 0) {
        // A crash between the two steps leaves a mark without a journal: absent, as before.
        MarkFile.put(folder.mark(), written);
        DurableFiles.replace(folder.nextJournal(), folder.journal());
      } else {
        // The mark may be behind the journal, never ahead of it.
        DurableFiles.replace(folder.nextJournal(), folder.journal());
        MarkFile.put(folder.mark(), written);
      }
      return written;
    } catch (SQLException e) {
      throw new CairnJournalException(
          "study "
              + folder.id()
              + ": a new journal cannot be written: "
              + JournalDatabase.reason(e),
          e);
    } catch (IOException e) {
      throw new CairnJournalException(
          "study " + folder.id() + ": a new journal cannot be written: " + e, e);
    }
  }

  /** Copies records up to the first bad one. */
  void copy(JournalWalk walk) throws SQLException {
    List<JournalRow> batch = new ArrayList<>();
    long bytes = 0;
    for (Optional<JournalRow> row = walk.next(); row.isPresent(); row = walk.next()) {
      batch.add(row.get());
      bytes += row.get().payload().length;
      if (batch.size() == BATCH_RECORDS || bytes > BATCH_BYTES) {
        insert(batch);
        bytes = 0;
      }
    }
    insert(batch);
    written = walk.end();
  }

  /** Keeps a record that is no part of the new journal. */
  void setAside(JournalRow row, String reason) throws SQLException {
    JournalTable.setAside(target, row, reason);
  }

  /** Keeps what earlier salvages set aside. */
  void copyQuarantine(Connection old) throws SQLException {
    JournalTable.copyQuarantine(old, target);
    target.commit();
  }

  private void insert(List<JournalRow> batch) throws SQLException {
    JournalTable.insert(target, batch);
    target.commit();
    batch.clear();
  }

  /** Reads the new journal back: the old one is only given up for one that is as good. */
  private static void verify(StudyFolder folder, JournalMark written) throws SQLException {
    try (Connection connection = JournalDatabase.read(folder.nextDatabase())) {
      JournalWalk walk = new JournalWalk(connection);
      walk.toEnd();
      if (walk.damage().isPresent() || !walk.end().equals(written)) {
        throw new CairnJournalException(
            "study "
                + folder.id()
                + ": the new journal "
                + folder.nextJournal()
                + " does not hold what was written to it: "
                + walk.damage().orElse("it ends at record " + walk.end().sequence())
                + ". The old one is in its place as before; look at the disk");
      }
    }
  }
}
