package io.cairn.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an H2 file in proportion to what is in it. The file only appends, or it would lose commits
 * (package journal, JournalDatabase), and takes 8 to 12 KiB for each of them. So from time to time,
 * between two transactions of the writer, it is written anew; whoever wants a connection waits for
 * that, about a second for 50 MB of rows.
 */
final class FileUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(FileUpkeep.class);

  /** A file up to this size is left alone. */
  static final long MINIMUM = 64L << 20;

  /** A larger one is rewritten when less than so many hundredths of it are in use. */
  private static final int LEAST_IN_USE = 16;

  /** Transactions between two looks. */
  private static final int LOOK_EVERY = 256;

  /** Whoever has a connection may keep it so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Stores of this process by address: H2 shares a file among them, so none may be replaced. */
  private static final Map<String, Integer> OPEN = new HashMap<>();

  private final StoreDatabase database;
  private final long minimum;
  private int transactions;
  private long nextAt;

  /**
   * Upkeep of a store.
   *
   * @param minimum a file up to this size, in bytes, is left alone
   */
  FileUpkeep(StoreDatabase database, long minimum) {
    this.database = database;
    this.minimum = minimum;
    this.nextAt = minimum;
  }

  static void opened(String url) {
    synchronized (OPEN) {
      OPEN.merge(url, 1, Integer::sum);
    }
  }

  static void closed(String url) {
    synchronized (OPEN) {
      OPEN.computeIfPresent(url, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Called by the writer after each transaction. */
  void afterTransaction() {
    if (database.dialect() != Dialect.H2 || ++transactions % LOOK_EVERY != 0) {
      return;
    }
    try {
      Path file = FileRewrite.file(path());
      long size = Files.size(file);
      if (size > nextAt && inUse() < LEAST_IN_USE) {
        rewrite(size);
      }
    } catch (SQLException | IOException | StoreException e) {
      LOG.warn("the file of the store stays as long as it is", e);
      nextAt = nextAt * 2;
    }
  }

  private void rewrite(long size) throws SQLException, IOException {
    synchronized (OPEN) {
      if (OPEN.getOrDefault(database.settings().url(), 0) > 1) {
        return;
      }
      long before = System.nanoTime();
      database.pool().aside(PATIENCE, old -> FileRewrite.run(old, path(), database.pool()::open));
      nextAt = minimum;
      LOG.info(
          "rewrote the file of the store: {} MiB became {} MiB in {} ms",
          size >> 20,
          Files.size(FileRewrite.file(path())) >> 20,
          (System.nanoTime() - before) / 1_000_000);
    }
  }

  /** Path of the file without its ending. */
  private Path path() {
    String path = Dialect.H2.path(database.settings().url());
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), path.substring(2))
        : Path.of(path).toAbsolutePath();
  }

  /** How many hundredths of the file hold something. */
  private long inUse() throws SQLException {
    long chunks = 100;
    long pages = 100;
    try (Connection connection = database.pool().connection();
        Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "SELECT setting_name, setting_value FROM information_schema.settings WHERE"
                    + " setting_name IN ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')")) {
      while (settings.next()) {
        long rate = Long.parseLong(settings.getString(2));
        if (settings.getString(1).equals("info.FILL_RATE")) {
          chunks = rate;
        } else {
          pages = rate;
        }
      }
    }
    return chunks * pages / 100;
  }
}
