package io.cairn.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Coordinators that say they are members of the cluster on this store. Whoever shares the store
 * shares the studies, so there must be one cluster on it and not two: a coordinator begins one only
 * if no other was seen for a while. All times are the database's.
 */
public final class Members {

  /** A member that was not seen for so long is taken to be gone. */
  public static final Duration QUIET = Duration.ofSeconds(12);

  private static final String MICROS =
      "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)";

  private final StoreDatabase database;

  Members(StoreDatabase database) {
    this.database = database;
  }

  /** This coordinator is a member now. */
  public void seen(String address) {
    database.transact(
        "the list of coordinators cannot be written",
        connection -> {
          if (update(
                  connection,
                  "UPDATE cairn_member SET seen_at = " + MICROS + " WHERE address = ?",
                  address)
              == 0) {
            update(
                connection,
                "DELETE FROM cairn_member WHERE seen_at < "
                    + MICROS
                    + " - 86400000000 OR address = ?",
                address);
            update(
                connection,
                "INSERT INTO cairn_member (address, seen_at) VALUES (?, " + MICROS + ")",
                address);
          }
          return true;
        });
  }

  /** This coordinator has left in order: nobody need wait for it. */
  public void left(String address) {
    database.transact(
        "the list of coordinators cannot be written",
        connection -> update(connection, "DELETE FROM cairn_member WHERE address = ?", address));
  }

  /**
   * Other members that were seen just now.
   *
   * @param address of the one that asks
   */
  public List<String> others(String address) {
    return database.read(
        "the list of coordinators cannot be read", connection -> others(connection, address));
  }

  /**
   * Whether this coordinator may begin a cluster: there is no trace of another, and of several that
   * ask at once it is the first. Asking again within {@link #QUIET} gives the same answer.
   */
  public boolean mayBegin(String address) {
    return database.transact(
        "the list of coordinators cannot be written",
        connection -> {
          // One at a time: the row is locked until the transaction ends.
          String founder = founder(connection);
          if (!others(connection, address).isEmpty()) {
            return false;
          }
          if (!founder.isEmpty() && !founder.equals(address)) {
            return false;
          }
          return update(
                  connection,
                  "UPDATE cairn_founder SET address = ?, founded_at = " + MICROS + " WHERE id = 1",
                  address)
              == 1;
        });
  }

  /** Who began a cluster just now and may not be in the list yet; empty if nobody did. */
  private static String founder(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.executeQuery("SELECT id FROM cairn_founder WHERE id = 1 FOR UPDATE").close();
    }
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT address FROM cairn_founder WHERE id = 1 AND founded_at > "
                    + MICROS
                    + " - "
                    + QUIET.toNanos() / 1000)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static List<String> others(Connection connection, String address) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT address FROM cairn_member WHERE address <> ? AND seen_at > "
                + MICROS
                + " - "
                + QUIET.toNanos() / 1000
                + " ORDER BY address")) {
      select.setString(1, address);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  private static int update(Connection connection, String sql, String address) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, address);
      return statement.executeUpdate();
    }
  }
}
