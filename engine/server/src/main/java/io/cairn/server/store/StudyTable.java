package io.cairn.server.store;

import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.store.StudyIndex.Row;
import io.cairn.server.store.StudyIndex.StatusUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on the table of studies; the caller commits. */
final class StudyTable {

  private static final String ROW =
      "SELECT id, name, submitted_at, phase, status_json FROM cairn_study ";

  private StudyTable() {}

  /**
   * A study to be.
   *
   * @param submittedAt microseconds since 1970
   * @param created StudyCreated, protobuf
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Entry(String id, String clientToken, String name, long submittedAt, byte[] created) {}

  /** Inserts it; false if id or token are there already. */
  static boolean insert(Connection connection, Entry entry) throws SQLException {
    // PostgreSQL gives up a transaction in which a statement failed, but for what was before a
    // savepoint.
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_study (id, client_token, name, submitted_at, created, phase,"
                + " status_json, status_version) VALUES (?, ?, ?, ?, ?, '"
                + StudyIndex.SUBMITTED
                + "', '{}', 0)")) {
      insert.setString(1, entry.id());
      insert.setString(2, entry.clientToken());
      insert.setString(3, entry.name().replace("\0", ""));
      insert.setLong(4, entry.submittedAt());
      insert.setBytes(5, entry.created());
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (Fault.of(e) != Fault.DUPLICATE) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  static Optional<String> byToken(Connection connection, String token) throws SQLException {
    return one(
        connection,
        "SELECT id FROM cairn_study WHERE client_token = ?",
        token,
        r -> r.getString(1));
  }

  static Optional<byte[]> created(Connection connection, String id) throws SQLException {
    return one(connection, "SELECT created FROM cairn_study WHERE id = ?", id, r -> r.getBytes(1));
  }

  static Optional<Row> find(Connection connection, String id) throws SQLException {
    return one(connection, ROW + "WHERE id = ?", id, StudyTable::row);
  }

  static List<Row> list(Connection connection, int limit, Optional<String> before)
      throws SQLException {
    String older =
        before.isPresent()
            ? "WHERE (submitted_at, id) < (SELECT submitted_at, id FROM cairn_study WHERE id = ?) "
            : "";
    try (PreparedStatement select =
        connection.prepareStatement(ROW + older + "ORDER BY submitted_at DESC, id DESC LIMIT ?")) {
      if (before.isPresent()) {
        select.setString(1, before.get());
      }
      select.setInt(before.isPresent() ? 2 : 1, limit);
      return all(select, StudyTable::row);
    }
  }

  static List<String> unfinished(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM cairn_study WHERE phase <> '"
                + StudyIndex.ENDED
                + "' ORDER BY submitted_at, id")) {
      return all(select, result -> result.getString(1));
    }
  }

  static void update(Connection connection, List<StatusUpdate> updates) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE cairn_study SET phase = ?, status_json = ?, status_version = ?"
                + " WHERE id = ? AND status_version <= ?")) {
      for (StatusUpdate status : updates) {
        update.setString(1, status.phase());
        update.setString(2, status.statusJson());
        update.setLong(3, status.version());
        update.setString(4, status.id());
        update.setLong(5, status.version());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  static boolean remove(Connection connection, String id) throws SQLException {
    Optional<String> phase =
        one(
            connection,
            "SELECT phase FROM cairn_study WHERE id = ? FOR UPDATE",
            id,
            r -> r.getString(1));
    if (phase.isEmpty() || !phase.get().equals(StudyIndex.ENDED)) {
      return false;
    }
    String entity = StudyCoordinator.persistenceId(id).id();
    delete(connection, "cairn_snapshot_piece WHERE persistence_id = ?", entity);
    delete(connection, "cairn_snapshot WHERE persistence_id = ?", entity);
    delete(connection, "cairn_journal WHERE persistence_id = ?", entity);
    delete(connection, "cairn_study WHERE id = ?", id);
    return true;
  }

  private static void delete(Connection connection, String what, String key) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + what)) {
      delete.setString(1, key);
      delete.executeUpdate();
    }
  }

  private interface Reading<T> {
    T of(ResultSet result) throws SQLException;
  }

  private static <T> Optional<T> one(
      Connection connection, String query, String key, Reading<T> reading) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, key);
      return all(select, reading).stream().findFirst();
    }
  }

  private static <T> List<T> all(PreparedStatement select, Reading<T> reading) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        all.add(reading.of(result));
      }
    }
    return all;
  }

  private static Row row(ResultSet result) throws SQLException {
    return new Row(
        result.getString(1),
        result.getString(2),
        Instant.EPOCH.plus(result.getLong(3), ChronoUnit.MICROS),
        result.getString(4),
        result.getString(5));
  }
}
