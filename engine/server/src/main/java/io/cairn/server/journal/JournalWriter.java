package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a study's journal. Seals each record to the one before it, commits, has the
 * disk confirm it where that is asked for, and moves the mark, in this order.
 *
 * <p>A journal that only appends takes 8 to 12 KiB for each commit, however small. So from time to
 * time, between two commits, it is written anew: the file stays within a factor of its records and
 * H2's table of chunks stays short, however long the study runs. The next commit waits for that.
 */
final class JournalWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  /** Commits between two looks at the size of the file. */
  private static final int LOOK_EVERY = 256;

  private final StudyFolder folder;
  private final JournalSettings settings;

  private @Nullable Connection connection;
  private @Nullable MarkFile mark;

  /** The last record, when it is known for certain. */
  private @Nullable JournalMark end;

  private @Nullable String entity;

  /** Number of the file that is to be written; 0 before the first opening. */
  private long incarnation;

  private long recordBytes;
  private int commits;
  private long nextRewriteAt;

  JournalWriter(StudyFolder folder, JournalSettings settings) {
    this.folder = folder;
    this.settings = settings;
    this.nextRewriteAt = settings.rewriteMinimum();
  }

  /**
   * Makes records durable and then acknowledgeable.
   *
   * @param records without their seals
   * @throws CairnJournalException if they may not be there, or are not known to be
   */
  synchronized void append(List<JournalRow> records) {
    try {
      if (++commits % LOOK_EVERY == 0) {
        rewriteIfGrown();
      }
      Connection to = open();
      JournalMark reached = commit(to, records);
      if (settings.sync()) {
        try (Statement statement = to.createStatement()) {
          statement.execute("CHECKPOINT SYNC");
        }
      }
      markFile().write(reached);
    } catch (SQLException e) {
      closeConnection();
      throw new CairnJournalException("records cannot be written: " + JournalDatabase.reason(e), e);
    } catch (IOException e) {
      throw new CairnJournalException("the journal's mark cannot be written: " + e, e);
    }
  }

  private JournalMark commit(Connection to, List<JournalRow> records) throws SQLException {
    JournalMark last = end == null ? readEnd(to) : end;
    // Unknown until the commit has returned: one that failed may have happened all the same.
    end = null;
    List<JournalRow> sealed = new ArrayList<>(records.size());
    for (JournalRow record : records) {
      JournalRow row = record.sealedAfter(last.seal());
      requireNext(row, last);
      last = new JournalMark(row.sequence(), row.writtenAt(), row.seal());
      sealed.add(row);
      recordBytes += row.payload().length;
    }
    try {
      JournalTable.insert(to, sealed);
      to.commit();
    } catch (SQLException e) {
      to.rollback();
      throw e;
    }
    end = last;
    return last;
  }

  private void requireNext(JournalRow row, JournalMark previous) {
    if (entity == null) {
      entity = row.persistenceId();
    }
    if (!row.persistenceId().equals(entity)) {
      throw new CairnJournalException(
          "the journal holds the records of "
              + entity
              + "; those of "
              + row.persistenceId()
              + " need one of their own");
    }
    if (row.sequence() != previous.sequence() + 1) {
      throw new CairnJournalException(
          "record "
              + row.sequence()
              + " does not follow record "
              + previous.sequence()
              + ", the last of the journal; two writers?");
    }
  }

  private JournalMark readEnd(Connection from) throws SQLException {
    Optional<JournalRow> last = JournalTable.last(from);
    from.commit();
    last.ifPresent(row -> entity = row.persistenceId());
    return last.map(row -> new JournalMark(row.sequence(), row.writtenAt(), row.seal()))
        .orElse(JournalMark.NONE);
  }

  /**
   * The connection to the journal's file. H2 shares what is open under one name within a process:
   * if somebody kept the old file open while a new one took its place, it would hand that out, and
   * what is written to it would be gone.
   */
  private Connection open() throws SQLException {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    open = JournalDatabase.write(folder.database());
    long opened = JournalSchema.incarnation(open);
    if (incarnation != 0 && opened != incarnation) {
      open.close();
      throw new SQLException(
          "the journal's file was replaced while it was open; it will be opened again");
    }
    incarnation = opened;
    recordBytes = JournalTable.bytes(open);
    open.setAutoCommit(false);
    connection = open;
    return open;
  }

  private void rewriteIfGrown() throws IOException, SQLException {
    long size = Files.size(folder.journal());
    if (size <= nextRewriteAt || size <= settings.rewriteFactor() * recordBytes) {
      return;
    }
    if (JournalTable.sessions(open()) > 1) {
      // A recovery reads the file. There is no hurry.
      return;
    }
    long before = System.nanoTime();
    try {
      rewrite();
      nextRewriteAt = settings.rewriteMinimum();
      LOG.info(
          "rewrote the journal of study {}: {} MiB became {} MiB in {} ms",
          folder.id(),
          size >> 20,
          Files.size(folder.journal()) >> 20,
          (System.nanoTime() - before) / 1_000_000);
    } catch (CairnJournalException e) {
      // The old file is as it was. No room for a second one, most likely: try again much later.
      nextRewriteAt = 2 * size;
      LOG.warn("the journal of study {} stays as long as it is", folder.id(), e);
    }
  }

  /** Puts a new file in the place of the one that is written. */
  void rewrite() {
    closeConnection();
    JournalUpkeep.rewrite(folder);
    incarnation++;
  }

  private MarkFile markFile() throws IOException {
    MarkFile file = mark;
    if (file == null) {
      file = MarkFile.open(folder.mark());
      mark = file;
    }
    return file;
  }

  /** Also when it failed: H2 gives up a database that it could not write, and opens it again. */
  private void closeConnection() {
    Connection open = connection;
    connection = null;
    end = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (SQLException e) {
      LOG.debug("a connection to the journal of study {} did not close", folder.id(), e);
    }
  }

  @Override
  public synchronized void close() {
    closeConnection();
    MarkFile file = mark;
    mark = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new CairnJournalException("the journal's mark cannot be closed: " + e, e);
      }
    }
  }
}
