package io.cairn.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The statements on the tables of snapshots. */
final class SnapshotTable {

  /** Snapshots kept of an entity. */
  static final int KEPT = 2;

  private SnapshotTable() {}

  /**
   * A snapshot without its bytes.
   *
   * @param sequence number of the last record in it
   * @param writtenAt milliseconds since 1970
   * @param length bytes in all
   * @param checksum CRC-32C of these
   */
  record Head(
      String persistenceId,
      long sequence,
      long writtenAt,
      int serializer,
      String manifest,
      long length,
      int checksum) {}

  static Head head(
      String persistenceId,
      long sequence,
      long writtenAt,
      int serializer,
      String manifest,
      byte[] bytes) {
    return new Head(
        persistenceId, sequence, writtenAt, serializer, manifest, bytes.length, checksum(bytes));
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Writes a snapshot, in the place of one of the same record; the caller commits. */
  static void put(Connection connection, Head head, byte[] bytes) throws SQLException {
    delete(connection, head.persistenceId(), head.sequence());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_snapshot (persistence_id, sequence_number, written_at, serializer,"
                + " manifest, length, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, head.persistenceId());
      insert.setLong(2, head.sequence());
      insert.setLong(3, head.writtenAt());
      insert.setInt(4, head.serializer());
      insert.setString(5, head.manifest());
      insert.setLong(6, head.length());
      insert.setInt(7, head.checksum());
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_snapshot_piece (persistence_id, sequence_number, number, bytes)"
                + " VALUES (?, ?, ?, ?)")) {
      insert.setString(1, head.persistenceId());
      insert.setLong(2, head.sequence());
      Pieces.insert(insert, 3, bytes);
    }
  }

  /**
   * Snapshots of an entity whose record the journal has, newest first. One that a replaced writer
   * made of records that are not there hides none.
   */
  static List<Head> heads(Connection connection, String persistenceId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT s.sequence_number, s.written_at, s.serializer, s.manifest, s.length, s.checksum"
                + " FROM cairn_snapshot s JOIN cairn_journal j"
                + " ON j.persistence_id = s.persistence_id"
                + " AND j.sequence_number = s.sequence_number"
                + " WHERE s.persistence_id = ? ORDER BY s.sequence_number DESC")) {
      select.setString(1, persistenceId);
      List<Head> heads = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          heads.add(
              new Head(
                  persistenceId,
                  result.getLong(1),
                  result.getLong(2),
                  result.getInt(3),
                  result.getString(4),
                  result.getLong(5),
                  result.getInt(6)));
        }
      }
      return heads;
    }
  }

  /** The bytes of a snapshot; empty if they are not those that were written. */
  static Optional<byte[]> bytes(Connection connection, Head head) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT number, bytes FROM cairn_snapshot_piece WHERE persistence_id = ?"
                + " AND sequence_number = ? ORDER BY number")) {
      select.setString(1, head.persistenceId());
      select.setLong(2, head.sequence());
      return Pieces.join(select)
          .filter(bytes -> bytes.length == head.length() && checksum(bytes) == head.checksum());
    }
  }

  /** Deletes a snapshot; the caller commits. */
  static void delete(Connection connection, String persistenceId, long sequence)
      throws SQLException {
    for (String table : List.of("cairn_snapshot_piece", "cairn_snapshot")) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM " + table + " WHERE persistence_id = ? AND sequence_number = ?")) {
        delete.setString(1, persistenceId);
        delete.setLong(2, sequence);
        delete.executeUpdate();
      }
    }
  }
}
