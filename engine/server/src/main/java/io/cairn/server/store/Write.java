package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Records that one entity wants written, all of them or none.
 *
 * @param rows without their seals; not empty, of one entity, their numbers without gaps
 * @param giveUpAt until when the database is waited for, by {@link System#nanoTime}
 * @param done completed when they are durable, or not known to be
 */
record Write(List<JournalRow> rows, long giveUpAt, CompletableFuture<Void> done) {

  Write {
    rows = List.copyOf(rows);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).sequence() != rows.get(0).sequence() + i
          || !rows.get(i).persistenceId().equals(rows.get(0).persistenceId())) {
        throw new IllegalArgumentException(
            "record "
                + rows.get(i).sequence()
                + " of "
                + rows.get(i).persistenceId()
                + " does not follow the one that is written with it");
      }
    }
  }

  String persistenceId() {
    return rows.get(0).persistenceId();
  }

  long first() {
    return rows.get(0).sequence();
  }

  long last() {
    return first() + rows.size() - 1;
  }

  long bytes() {
    return rows.stream().mapToLong(row -> row.payload().length).sum();
  }

  /** The records chained to the one before them. */
  List<JournalRow> sealedAfter(int seal) {
    List<JournalRow> chained = new ArrayList<>(rows.size());
    int previous = seal;
    for (JournalRow row : rows) {
      JournalRow next = row.sealedAfter(previous);
      chained.add(next);
      previous = next.seal();
    }
    return chained;
  }

  void succeed() {
    done.complete(null);
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }
}
