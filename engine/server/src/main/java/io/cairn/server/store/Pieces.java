package io.cairn.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** Long bytes as rows of at most a megabyte: no row is so large that a database minds. */
final class Pieces {

  static final int LONGEST = 1 << 20;

  /** Beyond that an array cannot be made. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private Pieces() {}

  /**
   * Inserts bytes piece by piece.
   *
   * @param insert with all other columns set
   * @param number index of the piece's number; its bytes come after it
   */
  static void insert(PreparedStatement insert, int number, byte[] bytes) throws SQLException {
    for (int from = 0, piece = 0; from < bytes.length; from += LONGEST, piece++) {
      insert.setInt(number, piece);
      insert.setBytes(
          number + 1, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LONGEST)));
      insert.executeUpdate();
    }
  }

  /**
   * Puts pieces together.
   *
   * @param select gives number and bytes of each, in order
   * @return empty if they are not whole
   */
  static Optional<byte[]> join(PreparedStatement select, long length) throws SQLException {
    if (length < 0 || length > MOST) {
      return Optional.empty();
    }
    byte[] all = new byte[(int) length];
    int at = 0;
    int next = 0;
    // PostgreSQL's driver holds so many pieces at a time, within a transaction.
    select.setFetchSize(4);
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        byte[] piece = result.getBytes(2);
        if (result.getInt(1) != next || piece.length > all.length - at) {
          return Optional.empty();
        }
        System.arraycopy(piece, 0, all, at, piece.length);
        at += piece.length;
        next++;
      }
    }
    return at == all.length ? Optional.of(all) : Optional.empty();
  }
}
