package io.cairn.server.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Walks a journal from its first record on and verifies each: it can be read, follows the one
 * before it without a gap, belongs to the same entity, fits its checksum and its seal. Holds one
 * page of records at a time.
 */
final class JournalWalk {

  private static final int PAGE = 256;

  private final Connection connection;
  private final Deque<JournalRow> page = new ArrayDeque<>();
  private int pageSize = PAGE;
  private boolean ended;

  private JournalMark end;
  private String entity = "";
  private String damage = "";

  /** From the first record on. */
  JournalWalk(Connection connection) {
    this(connection, JournalMark.NONE);
  }

  /** From the record after one that is known. */
  JournalWalk(Connection connection, JournalMark from) {
    this.connection = connection;
    this.end = from;
  }

  /** The next good record; none at the end and at the first bad one. */
  Optional<JournalRow> next() {
    if (!damage.isEmpty() || !fill()) {
      return Optional.empty();
    }
    JournalRow row = page.remove();
    damage = verify(row);
    if (!damage.isEmpty()) {
      return Optional.empty();
    }
    end = new JournalMark(row.sequence(), row.writtenAt(), row.seal());
    entity = row.persistenceId();
    return Optional.of(row);
  }

  /** Walks on to the end, or to the first bad record. */
  void toEnd() {
    while (next().isPresent()) {
      continue;
    }
  }

  /** The last good record so far. */
  JournalMark end() {
    return end;
  }

  /** What ended the walk, as the end of a sentence, if it was not the end of the journal. */
  Optional<String> damage() {
    return damage.isEmpty() ? Optional.empty() : Optional.of(damage);
  }

  private boolean fill() {
    while (page.isEmpty() && !ended) {
      try {
        page.addAll(
            CarefulAccess.run(() -> JournalTable.page(connection, end.sequence() + 1, pageSize)));
        ended = page.isEmpty();
      } catch (SQLException e) {
        // One bad record spoils its page: come closer, so that every good one before it is had.
        if (pageSize == 1) {
          damage =
              "record " + (end.sequence() + 1) + " cannot be read: " + JournalDatabase.reason(e);
          return false;
        }
        pageSize = 1;
      }
    }
    return !page.isEmpty();
  }

  private String verify(JournalRow row) {
    if (row.sequence() < end.sequence() + 1) {
      return "record " + row.sequence() + " is there twice";
    }
    if (row.sequence() > end.sequence() + 1) {
      return "record "
          + (end.sequence() + 1)
          + " is missing: record "
          + row.sequence()
          + " is the next one";
    }
    if (!entity.isEmpty() && !row.persistenceId().equals(entity)) {
      return "record "
          + row.sequence()
          + " belongs to "
          + row.persistenceId()
          + " and those before it to "
          + entity;
    }
    try {
      RecordFrame.verify(row.payload());
    } catch (CorruptRecordException e) {
      return "record " + row.sequence() + " is damaged: " + e.getMessage();
    }
    if (row.sealAfter(end.seal()) != row.seal()) {
      return "record "
          + row.sequence()
          + " is not the one that was written after record "
          + end.sequence();
    }
    return "";
  }
}
