package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements on the table of records. They order by the whole key although the first half of it
 * is given: H2 would not see otherwise that the index has the order, and sort all records of the
 * entity for each page of them.
 */
final class RecordTable {

  private static final String COLUMNS =
      "sequence_number, persistence_id, writer, written_at, serializer, manifest, payload, seal";

  private static final String INSERT =
      "INSERT INTO cairn_journal (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private final String follow;

  RecordTable(Dialect dialect) {
    // The types are for H2, which does not take them from the columns here.
    this.follow =
        "INSERT INTO cairn_journal ("
            + COLUMNS
            + ") SELECT CAST(? AS BIGINT), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS BIGINT),"
            + " CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS "
            + dialect.binary()
            + "), CAST(? AS INTEGER) WHERE EXISTS (SELECT 1 FROM cairn_journal"
            + " WHERE persistence_id = ? AND sequence_number = ? AND seal = ?)";
  }

  /**
   * A record that is to follow one that is there.
   *
   * @param row with its seal
   * @param before to what it is chained
   */
  record Following(JournalRow row, ChainEnd before) {}

  /**
   * Writes records whose predecessors are in the table with the seals that they are chained to.
   *
   * @return the first whose predecessor is not there
   */
  Optional<Following> follow(Connection connection, List<Following> rows) throws SQLException {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    try (PreparedStatement insert = connection.prepareStatement(follow)) {
      for (Following following : rows) {
        set(insert, following.row());
        insert.setString(9, following.row().persistenceId());
        insert.setLong(10, following.before().sequence());
        insert.setInt(11, following.before().seal());
        insert.addBatch();
      }
      int[] written = insert.executeBatch();
      for (int i = 0; i < written.length; i++) {
        if (written[i] == 0) {
          return Optional.of(rows.get(i));
        }
      }
      return Optional.empty();
    }
  }

  /** Writes first records, and such as follow records of the same transaction. */
  void insert(Connection connection, List<JournalRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (JournalRow row : rows) {
        set(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void set(PreparedStatement insert, JournalRow row) throws SQLException {
    insert.setLong(1, row.sequence());
    insert.setString(2, row.persistenceId());
    insert.setString(3, row.writer());
    insert.setLong(4, row.writtenAt());
    insert.setInt(5, row.serializer());
    insert.setString(6, row.manifest());
    insert.setBytes(7, row.payload());
    insert.setInt(8, row.seal());
  }

  /** The last record of an entity. */
  ChainEnd last(Connection connection, String persistenceId) throws SQLException {
    return end(
            connection,
            "SELECT sequence_number, seal FROM cairn_journal WHERE persistence_id = ?"
                + " ORDER BY persistence_id DESC, sequence_number DESC LIMIT 1",
            persistenceId,
            0)
        .orElse(ChainEnd.NONE);
  }

  /** A record of an entity by its number, as the end of a chain; 0 is before the first. */
  Optional<ChainEnd> at(Connection connection, String persistenceId, long sequence)
      throws SQLException {
    return sequence == 0
        ? Optional.of(ChainEnd.NONE)
        : end(
            connection,
            "SELECT sequence_number, seal FROM cairn_journal WHERE persistence_id = ?"
                + " AND sequence_number = ?",
            persistenceId,
            sequence);
  }

  private static Optional<ChainEnd> end(
      Connection connection, String query, String persistenceId, long sequence)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, persistenceId);
      if (sequence > 0) {
        select.setLong(2, sequence);
      }
      try (ResultSet result = select.executeQuery()) {
        return result.next()
            ? Optional.of(new ChainEnd(result.getLong(1), result.getInt(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * Who wrote a record.
   *
   * @param writer incarnation of the entity
   */
  record Trace(long sequence, String writer, int seal) {}

  /** Who wrote the records of an entity in a range, in order. */
  List<Trace> traces(Connection connection, String persistenceId, long from, long to)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sequence_number, writer, seal FROM cairn_journal WHERE persistence_id = ?"
                + " AND sequence_number BETWEEN ? AND ? ORDER BY persistence_id, sequence_number")) {
      select.setString(1, persistenceId);
      select.setLong(2, from);
      select.setLong(3, to);
      List<Trace> traces = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          traces.add(new Trace(result.getLong(1), result.getString(2), result.getInt(3)));
        }
      }
      return traces;
    }
  }

  /** Up to {@code limit} records of an entity in a range, in order. */
  List<JournalRow> page(Connection connection, String persistenceId, long from, long to, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM cairn_journal WHERE persistence_id = ? AND sequence_number BETWEEN ? AND ?"
                + " ORDER BY persistence_id, sequence_number LIMIT ?")) {
      select.setString(1, persistenceId);
      select.setLong(2, from);
      select.setLong(3, to);
      select.setInt(4, limit);
      List<JournalRow> rows = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
      return rows;
    }
  }

  private static JournalRow row(ResultSet result) throws SQLException {
    return new JournalRow(
        result.getLong(1),
        result.getString(2),
        result.getString(3),
        result.getLong(4),
        result.getInt(5),
        result.getString(6),
        result.getBytes(7),
        result.getInt(8));
  }
}
