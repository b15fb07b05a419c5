package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import io.cairn.server.store.RecordTable.Trace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Writes for one entity, and looks first. So it also settles a commit whose answer was lost: rows
 * that are there with our writer and our seals are ours, and are not written again. And it knows
 * who was first when two wrote.
 */
final class CarefulWrite {

  private final StoreDatabase database;
  private final RecordTable table;
  private final ChainEnds ends;
  private final Members members;

  CarefulWrite(StoreDatabase database, RecordTable table, ChainEnds ends, Members members) {
    this.database = database;
    this.table = table;
    this.ends = ends;
    this.members = members;
  }

  /** Writes and completes it, one way or the other. */
  void write(Write write) {
    ends.forget(write.persistenceId());
    Patience patience =
        database.patience(
            "records of " + write.persistenceId() + " cannot be written", write.giveUpAt());
    try {
      ChainEnd reached = reach(write, patience);
      ends.put(write.persistenceId(), reached);
      write.succeed();
    } catch (StoreException | FencedWriterException e) {
      write.fail(e);
    }
  }

  private ChainEnd reach(Write write, Patience patience) {
    while (true) {
      try {
        ChainEnd reached = database.transactOnce(connection -> place(connection, write));
        patience.succeeded();
        return reached;
      } catch (SQLException e) {
        // Somebody was faster by an instant, perhaps our own commit of before: look again.
        if (Fault.of(e) != Fault.DUPLICATE) {
          patience.await(e);
        }
      }
    }
  }

  private ChainEnd place(Connection connection, Write write) throws SQLException {
    ChainEnd before =
        table
            .at(connection, write.persistenceId(), write.first() - 1)
            .orElseThrow(() -> gap(write));
    List<JournalRow> rows = write.sealedAfter(before.seal());
    List<Trace> there =
        table.traces(connection, write.persistenceId(), write.first(), write.last());
    if (there.isEmpty()) {
      members.requireMember(connection);
      insert(connection, write, before, rows);
    } else if (!areOurs(there, rows)) {
      throw fenced(write, there);
    }
    return new ChainEnd(write.last(), rows.get(rows.size() - 1).seal());
  }

  private void insert(Connection connection, Write write, ChainEnd before, List<JournalRow> rows)
      throws SQLException {
    if (before.sequence() == 0) {
      table.insert(connection, rows);
      return;
    }
    Optional<RecordTable.Following> missing =
        table.follow(connection, List.of(new RecordTable.Following(rows.get(0), before)));
    if (missing.isPresent()) {
      throw gap(write);
    }
    table.insert(connection, rows.subList(1, rows.size()));
  }

  private static boolean areOurs(List<Trace> there, List<JournalRow> rows) {
    return there.equals(
        rows.stream().map(row -> new Trace(row.sequence(), row.writer(), row.seal())).toList());
  }

  private static FencedWriterException fenced(Write write, List<Trace> there) {
    Trace first = there.get(0);
    String own = write.rows().get(0).writer();
    return new FencedWriterException(
        "record "
            + first.sequence()
            + " of "
            + write.persistenceId()
            + " was written by another writer ("
            + first.writer()
            + ") before this one ("
            + own
            + ") could write it: this one was replaced and can persist nothing; what it decided"
            + " since record "
            + (write.first() - 1)
            + " never happened");
  }

  private static StoreException gap(Write write) {
    return new StoreException(
        "record "
            + write.first()
            + " of "
            + write.persistenceId()
            + " cannot be written: record "
            + (write.first() - 1)
            + ", which it follows, is not in the store; the study was removed, or the database was"
            + " brought back from an old copy");
  }
}
