package io.cairn.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, by version. A version is a numbered script for each database; what a database has is
 * in table cairn_schema. Several nodes may start at once: PostgreSQL runs the scripts in one
 * transaction under a lock; an H2 file belongs to one process, and there a script that broke off is
 * run again, so it must bear that.
 */
final class Schema {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /** Version that this program knows. */
  static final int CURRENT = 1;

  private static final Object IN_THIS_PROCESS = new Object();

  private Schema() {}

  /**
   * Makes the tables, or brings them up to date.
   *
   * @throws StoreException if a later version of Cairn made them
   */
  static void prepare(StoreDatabase database) {
    String what = "the tables of the store cannot be made";
    if (database.read(what, connection -> isCurrent(database, connection))) {
      return;
    }
    synchronized (IN_THIS_PROCESS) {
      database.transact(
          what,
          connection -> {
            database.dialect().lockSchema(connection);
            migrate(database, connection);
            return true;
          });
    }
  }

  private static boolean isCurrent(StoreDatabase database, Connection connection)
      throws SQLException {
    int version = version(connection);
    if (version > CURRENT) {
      throw new StoreException(
          "the store "
              + database.settings().url()
              + " has schema version "
              + version
              + "; this version of Cairn knows "
              + CURRENT
              + " and earlier ones; use the version that made it");
    }
    return version == CURRENT;
  }

  private static void migrate(StoreDatabase database, Connection connection) throws SQLException {
    if (isCurrent(database, connection)) {
      return; // Another node was faster.
    }
    make(database.dialect(), connection);
    LOG.info("the store {} has schema version {} now", database.settings().url(), CURRENT);
  }

  /** Runs the scripts that a database has not had yet; the caller commits. */
  static void make(Dialect dialect, Connection connection) throws SQLException {
    int version = version(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS cairn_schema (version INTEGER NOT NULL PRIMARY KEY)");
    }
    while (version < CURRENT) {
      version++;
      try (Statement statement = connection.createStatement()) {
        statement.execute(script(dialect.word() + "-" + version + ".sql"));
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO cairn_schema (version) VALUES (?)")) {
        insert.setInt(1, version);
        insert.executeUpdate();
      }
    }
  }

  /** Version of a database; 0 if it has no tables. */
  private static int version(Connection connection) throws SQLException {
    try (PreparedStatement tables =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE LOWER(table_name) = 'cairn_schema' AND table_schema = CURRENT_SCHEMA")) {
      if (number(tables) == 0) {
        return 0;
      }
    }
    try (PreparedStatement version =
        connection.prepareStatement("SELECT MAX(version) FROM cairn_schema")) {
      return number(version);
    }
  }

  private static int number(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  private static String script(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the schema " + name + " is not in the program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the schema " + name + " cannot be read", e);
    }
  }
}
