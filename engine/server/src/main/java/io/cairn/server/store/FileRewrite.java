package io.cairn.server.store;

import io.cairn.server.journal.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes the tables of an H2 store into a new file and puts it in the place of the old one. */
final class FileRewrite {

  /** Rows may be a megabyte. */
  private static final int BATCH = 16;

  /** Opens a database by the path of its file without its ending. */
  interface Opening {
    Connection open(Path database) throws SQLException;
  }

  private FileRewrite() {}

  /**
   * Rewrites a file of which {@code old} is the only connection, and closes it.
   *
   * @param database path of the file without its ending
   */
  static void run(Connection old, Path database, Opening opening) throws SQLException, IOException {
    Path next = database.resolveSibling(database.getFileName() + "-next");
    Files.deleteIfExists(file(next));
    try (Connection target = opening.open(next)) {
      Schema.make(Dialect.H2, target);
      execute(old, "SET LAZY_QUERY_EXECUTION 1"); // Rows as they are asked for, not all at once.
      target.setAutoCommit(false);
      List<String> tables = tables(old);
      for (String table : tables) {
        execute(
            target, "DELETE FROM " + table); // What the schema puts there is in the old one, too.
        copy(old, target, table);
      }
      requireSame(old, target, tables);
      execute(target, "SHUTDOWN");
    }
    execute(old, "SHUTDOWN");
    DurableFiles.replace(file(next), file(database));
  }

  /** The file of a database. */
  static Path file(Path database) {
    return database.resolveSibling(database.getFileName() + ".mv.db");
  }

  /**
   * The tables of the store, asked of the store itself: one that were left out would be lost. Which
   * schema it has is in the new file already.
   */
  private static List<String> tables(Connection old) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement select = old.createStatement();
        ResultSet rows =
            select.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                    + " CURRENT_SCHEMA AND table_type = 'BASE TABLE' ORDER BY table_name")) {
      while (rows.next()) {
        String table = rows.getString(1);
        if (!table.equalsIgnoreCase("cairn_schema")) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  private static void copy(Connection old, Connection target, String table) throws SQLException {
    try (Statement select = old.createStatement();
        ResultSet rows = select.executeQuery("SELECT * FROM " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      String values = String.join(", ", Collections.nCopies(columns, "?"));
      try (PreparedStatement insert =
          target.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
        int open = 0;
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            set(insert, rows, column);
          }
          insert.addBatch();
          if (++open == BATCH) {
            insert.executeBatch();
            target.commit();
            open = 0;
          }
        }
        insert.executeBatch();
        target.commit();
      }
    }
  }

  private static void set(PreparedStatement insert, ResultSet rows, int column)
      throws SQLException {
    if (rows.getMetaData().getColumnType(column) == java.sql.Types.BLOB) {
      insert.setBytes(column, rows.getBytes(column));
    } else {
      insert.setObject(column, rows.getObject(column));
    }
  }

  /** The old file is only given up for one that holds as much. */
  private static void requireSame(Connection old, Connection target, List<String> tables)
      throws SQLException {
    for (String table : tables) {
      long before = count(old, table);
      long after = count(target, table);
      if (before != after) {
        throw new SQLException(
            "the new file has " + after + " rows in " + table + " instead of " + before);
      }
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
