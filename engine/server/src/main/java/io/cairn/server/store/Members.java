package io.cairn.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Coordinators that are members of the cluster on this store. Whoever shares the store shares the
 * studies, so there must be one cluster on it and not two: a coordinator begins one only if no
 * other was seen for a while. And a member that the others gave up is struck off: from then on it
 * can write no record, whatever it believes. All times are the database's.
 */
public final class Members {

  /** A member that was not seen for so long is taken to be gone. */
  public static final Duration QUIET = Duration.ofSeconds(12);

  private static final String NOW =
      "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)";

  private static final String WRITTEN = "the list of coordinators cannot be written";

  /**
   * A member.
   *
   * @param address where it is reached, HOST:PORT
   * @param incarnation distinguishes it from others that were or will be there
   */
  public record Member(String address, long incarnation) {}

  private final StoreDatabase database;

  /** As whom this store writes; empty until it has entered, and outside of a cluster. */
  private volatile Optional<Member> self = Optional.empty();

  Members(StoreDatabase database) {
    this.database = database;
  }

  /**
   * This coordinator is a member from now on; what this store writes, it writes as this one.
   *
   * <p>Another may have begun a cluster since this one joined its own, if none of the coordinators
   * that it joined was to be seen here. Therefore it may enter a list of others only if it has one
   * of them beside it.
   *
   * @param beside the other coordinators of its cluster, as far as it knows
   * @return false if the cluster that it is in was replaced by another one
   */
  public boolean enter(Member member, Collection<Member> beside) {
    boolean entered =
        database.transact(
            WRITTEN,
            connection -> {
              lock(connection);
              List<Member> listed = listed(connection);
              if (!listed.isEmpty()
                  && !listed.contains(member)
                  && Collections.disjoint(listed, beside)) {
                return false;
              }
              list(connection, member);
              return true;
            });
    if (entered) {
      self = Optional.of(member);
    }
    return entered;
  }

  private static List<Member> listed(Connection connection) throws SQLException {
    List<Member> found = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("SELECT address, incarnation FROM cairn_member")) {
      while (rows.next()) {
        found.add(new Member(rows.getString(1), rows.getLong(2)));
      }
    }
    return found;
  }

  private static void list(Connection connection, Member member) throws SQLException {
    update(connection, "DELETE FROM cairn_member WHERE address = ?", member.address());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_member (address, incarnation, seen_at) VALUES (?, ?, "
                + NOW
                + ")")) {
      insert.setString(1, member.address());
      insert.setLong(2, member.incarnation());
      insert.executeUpdate();
    }
  }

  /**
   * This coordinator is still a member.
   *
   * @return false if it was struck off
   */
  public boolean seen(Member member) {
    return database.transact(
            WRITTEN,
            connection ->
                update(
                    connection,
                    "UPDATE cairn_member SET seen_at = "
                        + NOW
                        + " WHERE address = ? AND incarnation = ?",
                    member))
        == 1;
  }

  /** Strikes a member off, because it has left or the others gave it up. */
  public void strikeOff(Member member) {
    database.transact(
        WRITTEN,
        connection ->
            update(
                connection,
                "DELETE FROM cairn_member WHERE address = ? AND incarnation = ?",
                member));
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
   *
   * <p>If it may, it is the first in the list, and all others are struck off: one that was only
   * suspended would wake up as the member of a cluster of its own, on the same studies.
   */
  public boolean mayBegin(Member member) {
    String address = member.address();
    return database.transact(
        WRITTEN,
        connection -> {
          lock(connection);
          String founder = founder(connection);
          boolean alone =
              others(connection, address).isEmpty()
                  && (founder.isEmpty() || founder.equals(address));
          if (!alone) {
            return false;
          }
          update(connection, "DELETE FROM cairn_member WHERE address <> ?", address);
          list(connection, member);
          return update(
                  connection,
                  "UPDATE cairn_founder SET address = ?, founded_at = " + NOW + " WHERE id = 1",
                  address)
              == 1;
        });
  }

  /**
   * Goes on if this store may write records.
   *
   * @throws FencedWriterException if its coordinator was struck off
   */
  void requireMember(Connection connection) throws SQLException {
    Optional<Member> as = self;
    if (as.isEmpty()) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM cairn_member WHERE address = ? AND incarnation = ?")) {
      select.setString(1, as.get().address());
      select.setLong(2, as.get().incarnation());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new FencedWriterException(
              "the cluster gave the coordinator at "
                  + as.get().address()
                  + " up: its studies are with others, and it can persist nothing");
        }
      }
    }
  }

  /** One at a time begins or enters: the row is locked until the transaction ends. */
  private static void lock(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.executeQuery("SELECT id FROM cairn_founder WHERE id = 1 FOR UPDATE").close();
    }
  }

  /** Who began a cluster just now and may not be in the list yet; empty if nobody did. */
  private static String founder(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT address FROM cairn_founder WHERE id = 1 AND founded_at > " + recently())) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static List<String> others(Connection connection, String address) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT address FROM cairn_member WHERE address <> ? AND seen_at > "
                + recently()
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

  private static String recently() {
    return NOW + " - " + QUIET.toNanos() / 1000;
  }

  private static int update(Connection connection, String sql, String address) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, address);
      return statement.executeUpdate();
    }
  }

  private static int update(Connection connection, String sql, Member member) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, member.address());
      statement.setLong(2, member.incarnation());
      return statement.executeUpdate();
    }
  }
}
