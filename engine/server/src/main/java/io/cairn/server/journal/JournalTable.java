package io.cairn.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on a journal's tables. */
final class JournalTable {

  private static final String COLUMNS =
      "\"sequence_number\", \"persistence_id\", \"writer\", \"write_timestamp\", \"event_ser_id\","
          + " \"event_ser_manifest\", \"event_payload\", \"seal\"";

  private static final String INSERT =
      "INSERT INTO \"event_journal\" (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String SET_ASIDE =
      "INSERT INTO \"journal_quarantine\" ("
          + COLUMNS
          + ", \"reason\") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /* Deleted records are read too: none is ever deleted, so one that claims to be is damaged. */
  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + " FROM \"event_journal\" WHERE \"sequence_number\" >= ?"
          + " ORDER BY \"sequence_number\" LIMIT ?";

  private static final String LAST =
      "SELECT " + COLUMNS + " FROM \"event_journal\" ORDER BY \"sequence_number\" DESC LIMIT 1";

  private JournalTable() {}

  /** Inserts records; the caller commits. */
  static void insert(Connection connection, List<JournalRow> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (JournalRow row : rows) {
        set(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Puts a record aside with the reason; the caller commits. */
  static void setAside(Connection connection, JournalRow row, String reason) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SET_ASIDE)) {
      set(insert, row);
      insert.setString(9, reason.length() > 1000 ? reason.substring(0, 1000) : reason);
      insert.executeUpdate();
    }
  }

  /** Up to {@code limit} records from a sequence number on. */
  static List<JournalRow> page(Connection connection, long from, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setLong(1, from);
      query.setInt(2, limit);
      return rows(query);
    }
  }

  /** The record with the highest sequence number. */
  static Optional<JournalRow> last(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST)) {
      return rows(query).stream().findFirst();
    }
  }

  /** Copies what was put aside from one journal to another; the caller commits. */
  static void copyQuarantine(Connection from, Connection to) throws SQLException {
    try (PreparedStatement query =
            from.prepareStatement(
                "SELECT " + COLUMNS + ", \"reason\" FROM \"journal_quarantine\" ORDER BY \"id\"");
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        setAside(to, row(result), result.getString(9));
      }
    }
  }

  /** Bytes of all records. */
  static long bytes(Connection connection) throws SQLException {
    return number(connection, "SELECT SUM(OCTET_LENGTH(\"event_payload\")) FROM \"event_journal\"");
  }

  /** How many sessions have the database open in this process, this one included. */
  static long sessions(Connection connection) throws SQLException {
    return number(connection, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS");
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getLong(1) : 0;
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

  private static List<JournalRow> rows(PreparedStatement query) throws SQLException {
    List<JournalRow> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
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
