package io.cairn.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The connections of a store. */
final class StorePool implements AutoCloseable {

  /** One wait for a connection; that is over long before anybody's patience is. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

  private static final long LEAST_VALIDATION_MILLIS = 250;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final StoreSettings settings;
  private final Dialect dialect;
  private final HikariDataSource pool;

  /** Without a connection: the first who needs one waits for it. */
  StorePool(StoreSettings settings, Dialect dialect) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("cairn-store");
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.setValidationTimeout(
        Math.min(
            CONNECTION_WAIT.toMillis(),
            Math.max(LEAST_VALIDATION_MILLIS, settings.networkTimeout().toMillis())));
    config.setInitializationFailTimeout(-1);
    config.setPassword(settings.password().reveal());
    dialect.configure(config, settings);
    this.settings = settings;
    this.dialect = dialect;
    this.pool = new HikariDataSource(config);
    FileUpkeep.opened(settings.url());
  }

  /** A connection; the caller closes it. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** Opens an H2 file beside the pool, as the pool would. */
  Connection open(Path path) throws SQLException {
    return DriverManager.getConnection(
        pool.getJdbcUrl().replace(dialect.path(settings.url()), path.toString()),
        pool.getUsername(),
        pool.getPassword());
  }

  /** Something to do with the only connection there is. */
  interface Alone {
    void run(Connection connection) throws SQLException, IOException;
  }

  /**
   * Does something while nobody else has a connection to an H2 file: whoever wants one waits.
   *
   * @throws SQLException if somebody keeps one for too long, or it does not work
   */
  void aside(Duration patience, Alone work) throws SQLException, IOException {
    HikariPoolMXBean all = pool.getHikariPoolMXBean();
    all.suspendPool();
    try (Connection alone = open(Path.of(dialect.path(settings.url())))) {
      long giveUpAt = System.nanoTime() + patience.toNanos();
      while (sessions(alone) > 1) {
        all.softEvictConnections();
        if (System.nanoTime() - giveUpAt > 0) {
          throw new SQLException("somebody kept a connection for " + patience.toSeconds() + " s");
        }
        LockSupport.parkNanos(PAUSE);
      }
      work.run(alone);
    } finally {
      all.resumePool();
    }
  }

  private static int sessions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT COUNT(*) FROM information_schema.sessions")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  @Override
  public void close() {
    if (!pool.isClosed()) {
      pool.close();
      FileUpkeep.closed(settings.url());
    }
  }
}
