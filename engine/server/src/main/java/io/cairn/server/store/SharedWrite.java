package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes for many entities in one transaction, and does not look before. */
final class SharedWrite {

  private final StoreDatabase database;
  private final RecordTable table;
  private final ChainEnds ends;
  private final Members members;

  SharedWrite(StoreDatabase database, RecordTable table, ChainEnds ends, Members members) {
    this.database = database;
    this.table = table;
    this.ends = ends;
    this.members = members;
  }

  /**
   * Writes and completes them, however long the database takes to answer.
   *
   * @return those that could not be written like this and are still waited for
   */
  List<Write> write(List<Write> group) {
    List<Write> left = new ArrayList<>(group);
    // One order on all nodes, so that two that write the same entities do not lock each other out.
    left.sort(Comparator.comparing(Write::persistenceId).thenComparingLong(Write::first));
    long last = left.stream().mapToLong(Write::giveUpAt).max().orElseThrow();
    Patience patience = database.patience("records cannot be written", last);
    while (left.size() > 1) {
      try {
        List<Write> all = left;
        Optional<Map<String, ChainEnd>> reached =
            database.transactOnce(connection -> insert(connection, all));
        if (reached.isEmpty()) {
          return left;
        }
        reached.get().forEach(ends::put);
        left.forEach(Write::succeed);
        patience.succeeded();
        return List.of();
      } catch (SQLException e) {
        if (Fault.of(e) != Fault.OUTAGE) {
          return left;
        }
        left = stillWaitedFor(left, e);
        if (!left.isEmpty()) {
          patience.await(e);
        }
      }
    }
    return left;
  }

  private static List<Write> stillWaitedFor(List<Write> writes, SQLException failure) {
    long now = System.nanoTime();
    List<Write> left = new ArrayList<>();
    for (Write write : writes) {
      if (write.giveUpAt() - now > 0) {
        left.add(write);
      } else {
        write.fail(
            new StoreException(
                "records of "
                    + write.persistenceId()
                    + " cannot be written: the database did not answer within"
                    + " cairn.store.patience: "
                    + Fault.reason(failure),
                failure));
      }
    }
    return left;
  }

  /** The last record of each entity afterwards; empty if one of them cannot be written. */
  private Optional<Map<String, ChainEnd>> insert(Connection connection, List<Write> ordered)
      throws SQLException {
    members.requireMember(connection);
    Map<String, ChainEnd> reached = new HashMap<>();
    List<RecordTable.Following> following = new ArrayList<>();
    List<JournalRow> others = new ArrayList<>();
    for (Write write : ordered) {
      ChainEnd own = reached.get(write.persistenceId());
      Optional<ChainEnd> before = own == null ? ends.before(connection, write) : Optional.of(own);
      if (before.isEmpty() || before.get().sequence() != write.first() - 1) {
        return rolledBack(connection);
      }
      List<JournalRow> rows = write.sealedAfter(before.get().seal());
      boolean follows = own == null && write.first() > 1;
      if (follows) {
        following.add(new RecordTable.Following(rows.get(0), before.get()));
      }
      others.addAll(rows.subList(follows ? 1 : 0, rows.size()));
      reached.put(
          write.persistenceId(), new ChainEnd(write.last(), rows.get(rows.size() - 1).seal()));
    }
    if (table.follow(connection, following).isPresent()) {
      return rolledBack(connection);
    }
    table.insert(connection, others);
    return Optional.of(reached);
  }

  private static Optional<Map<String, ChainEnd>> rolledBack(Connection connection)
      throws SQLException {
    connection.rollback();
    return Optional.empty();
  }
}
