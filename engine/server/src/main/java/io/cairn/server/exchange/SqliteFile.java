package io.cairn.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A SQLite database of somebody else, opened for reading alone.
 *
 * <p>Nothing is written beside it, whoever uses it meanwhile. A database at rest is opened as it
 * lies. Where a write-ahead log or a rollback journal lies beside it, what counts is in both: with
 * the shared memory of a live user SQLite reads them together; without one (the user is gone, or
 * the files were copied here) recovery has to write, so it happens on a copy in a temporary folder.
 */
public final class SqliteFile implements AutoCloseable {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final int READ_VERSION =
      19; // 2: write-ahead log; https://sqlite.org/fileformat.html
  private static final List<String> BESIDE = List.of("-wal", "-journal");

  private final Path file;
  private final Connection connection;
  private final List<Path> temporary;

  private SqliteFile(Path file, Connection connection, List<Path> temporary) {
    this.file = file;
    this.connection = connection;
    this.temporary = temporary;
  }

  /** Takes one row; must not keep the result set. */
  public interface Row {
    /** Reads the row. */
    void read(ResultSet row) throws SQLException, UnreadableStoreException;
  }

  /**
   * Whether a file begins as a SQLite database does.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isOne(Path file) throws IOException {
    return Files.isRegularFile(file) && Arrays.equals(head(file, MAGIC.length), MAGIC);
  }

  private static byte[] head(Path file, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }

  /**
   * Opens a database.
   *
   * @throws UnreadableStoreException if it is none
   * @throws IOException if it cannot be read
   */
  public static SqliteFile open(Path file) throws UnreadableStoreException, IOException {
    if (!isOne(file)) {
      throw new UnreadableStoreException(
          file
              + (Files.isRegularFile(file) && Files.size(file) == 0
                  ? " is empty; is it the right file?"
                  : " is no SQLite database; name the database file itself"));
    }
    boolean pending = false;
    for (String ending : BESIDE) {
      Path beside = beside(file, ending);
      pending |= Files.isRegularFile(beside) && Files.size(beside) > 0;
    }
    try {
      if (!pending) {
        byte[] header = head(file, HEADER_BYTES);
        boolean log = header.length == HEADER_BYTES && header[READ_VERSION] == 2;
        // To read a database of this kind SQLite would make a log beside it, unless it never
        // changes.
        return new SqliteFile(
            file, connect(file, log ? "mode=ro&immutable=1" : "mode=ro"), List.of());
      }
      if (Files.exists(beside(file, "-shm"))) {
        return new SqliteFile(file, connect(file, "mode=ro"), List.of());
      }
      return openCopy(file);
    } catch (SQLException e) {
      throw damaged(file, e);
    }
  }

  private static SqliteFile openCopy(Path file) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("cairn-import");
    List<Path> copies = new ArrayList<>(List.of(folder));
    Path copy = folder.resolve("store.db");
    Files.copy(file, copy);
    copies.add(0, copy);
    for (String ending : BESIDE) {
      if (Files.isRegularFile(beside(file, ending))) {
        Files.copy(beside(file, ending), beside(copy, ending));
      }
      copies.add(0, beside(copy, ending));
    }
    copies.add(0, beside(copy, "-shm"));
    return new SqliteFile(file, connect(copy, "mode=rw"), copies);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static Connection connect(Path file, String how) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + file.toAbsolutePath().normalize().toUri() + "?" + how);
  }

  private static UnreadableStoreException damaged(Path file, SQLException e) {
    return new UnreadableStoreException(
        file
            + " cannot be read as a SQLite database ("
            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
            + "); if it was copied while it was in use, copy it again together with its -wal file");
  }

  /**
   * The names of its tables, lower case.
   *
   * @throws UnreadableStoreException if it is damaged
   */
  public Set<String> tables() throws UnreadableStoreException {
    Set<String> names = new TreeSet<>();
    each(
        "select name from sqlite_master where type = 'table'",
        row -> names.add(row.getString(1).toLowerCase(Locale.ROOT)));
    return names;
  }

  /**
   * The names of a table's columns, lower case.
   *
   * @throws UnreadableStoreException if it is damaged
   */
  public Set<String> columns(String table) throws UnreadableStoreException {
    Set<String> names = new TreeSet<>();
    each(
        "select name from pragma_table_info('" + table + "')",
        row -> names.add(row.getString(1).toLowerCase(Locale.ROOT)));
    return names;
  }

  /**
   * Refuses a database that lacks tables.
   *
   * @param system whose database it should be
   * @throws UnreadableStoreException if one is missing
   */
  public void require(String system, String... tables) throws UnreadableStoreException {
    Set<String> there = tables();
    List<String> missing =
        Arrays.stream(tables).filter(t -> !there.contains(t.toLowerCase(Locale.ROOT))).toList();
    if (!missing.isEmpty()) {
      throw new UnreadableStoreException(
          file
              + " is no database of "
              + system
              + ": it has no table "
              + String.join(", ", missing)
              + (there.isEmpty() ? "" : " (it has " + String.join(", ", there) + ")")
              + "; check the file and --from");
    }
  }

  /**
   * Hands over the rows of a query, one at a time.
   *
   * @throws UnreadableStoreException if the database is damaged
   */
  public void each(String sql, Row consumer) throws UnreadableStoreException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        consumer.read(rows);
      }
    } catch (SQLException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public void close() throws UnreadableStoreException, IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw damaged(file, e);
    } finally {
      for (Path path : temporary) {
        Files.deleteIfExists(path);
      }
    }
  }
}
