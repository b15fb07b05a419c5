package io.cairn.server.store;

import io.cairn.server.journal.CairnJournalException;
import io.cairn.server.journal.JournalRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Walks the records of an entity in order and verifies each: it follows the one before it without a
 * gap and is the one that was written after it. Holds one page of records at a time, and a
 * connection only while a page is read: a database that goes away in between delays the walk.
 */
final class RecordWalk {

  /** Records are up to a thousand events long; these are some megabytes at most. */
  private static final int PAGE = 64;

  private final StoreDatabase database;
  private final RecordTable table;
  private final String persistenceId;
  private final long to;
  private final Deque<JournalRow> page = new ArrayDeque<>();
  private ChainEnd end = ChainEnd.NONE;
  private boolean ended;

  /**
   * From a record on.
   *
   * @param from number of the first
   * @param to number of the last, if there are so many
   */
  RecordWalk(StoreDatabase database, RecordTable table, String persistenceId, long from, long to) {
    this.database = database;
    this.table = table;
    this.persistenceId = persistenceId;
    this.to = to;
    if (from > 1) {
      this.end =
          database
              .read(what(), connection -> table.at(connection, persistenceId, from - 1))
              .orElseThrow(() -> damage("record " + (from - 1) + " is missing"));
    }
  }

  /**
   * The next record.
   *
   * @return empty at the end
   * @throws CairnJournalException if it is damaged; those before it are good
   * @throws StoreException if the database does not answer
   */
  Optional<JournalRow> next() {
    if (page.isEmpty() && !ended) {
      page.addAll(
          database.read(
              what(),
              connection -> table.page(connection, persistenceId, end.sequence() + 1, to, PAGE)));
      ended = page.size() < PAGE;
    }
    if (page.isEmpty()) {
      return Optional.empty();
    }
    JournalRow row = page.remove();
    verify(row);
    end = new ChainEnd(row.sequence(), row.seal());
    return Optional.of(row);
  }

  private void verify(JournalRow row) {
    if (row.sequence() != end.sequence() + 1) {
      throw damage(
          "record "
              + (end.sequence() + 1)
              + " is missing: record "
              + row.sequence()
              + " is the next one");
    }
    if (row.sealAfter(end.seal()) != row.seal()) {
      throw damage(
          "record "
              + row.sequence()
              + " is not the one that was written after record "
              + end.sequence());
    }
  }

  private CairnJournalException damage(String what) {
    return new CairnJournalException(
        "the journal of "
            + persistenceId
            + " is damaged: "
            + what
            + "; "
            + end.sequence()
            + (end.sequence() == 1 ? " record" : " records")
            + " before it are good. Bring the database back from a copy");
  }

  private String what() {
    return "records of " + persistenceId + " cannot be read";
  }
}
