package io.cairn.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    for (int from = 0; from == 0 || from < bytes.length; from += LONGEST) {
      insert.setInt(number, from / LONGEST);
      insert.setBytes(
          number + 1, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LONGEST)));
      insert.executeUpdate();
    }
  }

  /**
   * Puts pieces together, up to the first that is missing: whoever wrote them knows by a checksum
   * whether they are whole.
   *
   * @param select gives number and bytes of each, in order
   * @return empty if there are none
   */
  static Optional<byte[]> join(PreparedStatement select) throws SQLException {
    List<byte[]> pieces = new ArrayList<>();
    // PostgreSQL's driver holds so many pieces at a time, within a transaction.
    select.setFetchSize(4);
    long length = 0;
    try (ResultSet result = select.executeQuery()) {
      while (result.next() && result.getInt(1) == pieces.size() && length <= MOST) {
        pieces.add(result.getBytes(2));
        length += pieces.get(pieces.size() - 1).length;
      }
    }
    return pieces.isEmpty() || length > MOST ? Optional.empty() : Optional.of(joined(pieces));
  }

  private static byte[] joined(List<byte[]> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
