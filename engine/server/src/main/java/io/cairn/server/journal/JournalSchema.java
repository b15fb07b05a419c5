package io.cairn.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a journal, by version. A version is a script; the version of a journal is the
 * number of scripts that made it. Tables are only ever made in a new file that takes its place when
 * it is whole: a journal of an earlier version is brought up to date by {@link JournalRewrite},
 * never in place.
 */
final class JournalSchema {

  private static final List<String> SCRIPTS = List.of("h2-1.sql");

  private JournalSchema() {}

  /** Version that this program writes. */
  static int current() {
    return SCRIPTS.size();
  }

  /**
   * Makes the tables in a new database.
   *
   * @param incarnation how many files there were before it that held the same records
   */
  static void create(Connection connection, long incarnation) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String script : SCRIPTS) {
        statement.execute(text(script));
      }
      statement.execute(
          "CREATE TABLE \"journal_schema\" (\"version\" INTEGER NOT NULL PRIMARY KEY,"
              + " \"incarnation\" BIGINT NOT NULL)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO \"journal_schema\" VALUES (?, ?)")) {
      insert.setInt(1, current());
      insert.setLong(2, incarnation);
      insert.executeUpdate();
    }
  }

  /** Version of an opened journal; 0 if it has no tables. */
  static int of(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, "PUBLIC", "journal_schema", null)) {
      if (!tables.next()) {
        return 0;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT MAX(\"version\") FROM \"journal_schema\"")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  /** Number of the file among those that took each other's place. */
  static long incarnation(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT MAX(\"incarnation\") FROM \"journal_schema\"")) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private static String text(String script) {
    try (InputStream in = JournalSchema.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("the schema " + script + " is not in the program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the schema " + script + " cannot be read", e);
    }
  }
}
