package io.cairn.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool of connections, and the ways to use one. Whoever waits for the database waits here. */
final class StoreDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreDatabase.class);

  /** One wait for a connection; that is over long before anybody's patience is. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

  /** Something to do with a connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final StoreSettings settings;
  private final Dialect dialect;
  private final HikariDataSource pool;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Outages outages;

  private StoreDatabase(StoreSettings settings, Dialect dialect, HikariDataSource pool) {
    this.settings = settings;
    this.dialect = dialect;
    this.pool = pool;
    this.outages = new Outages(settings.url());
  }

  /** A pool without a connection: the first who needs one waits for it. */
  static StoreDatabase of(StoreSettings settings) {
    Dialect dialect = Dialect.of(settings.url());
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("cairn-store");
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    pool.setValidationTimeout(
        Math.min(CONNECTION_WAIT.toMillis(), Math.max(250, settings.networkTimeout().toMillis())));
    pool.setInitializationFailTimeout(-1);
    pool.setPassword(settings.password().reveal());
    dialect.configure(pool, settings);
    return new StoreDatabase(settings, dialect, new HikariDataSource(pool));
  }

  Dialect dialect() {
    return dialect;
  }

  StoreSettings settings() {
    return settings;
  }

  /**
   * Patience with this database.
   *
   * @param what is tried, the beginning of a sentence
   * @param giveUpAt by {@link System#nanoTime}
   */
  Patience patience(String what, long giveUpAt) {
    return new Patience(what, giveUpAt, closing, outages);
  }

  /** When someone whose patience begins now gives up. */
  long giveUpAt() {
    return System.nanoTime() + settings.patience().toNanos();
  }

  /** Reads, each statement by itself, as often as it takes. */
  <T> T read(String what, Work<T> work) {
    return patiently(what, () -> once(work));
  }

  /**
   * Does it in one transaction, as often as it takes. A commit whose answer was lost may have
   * happened: the work must bear being done twice.
   */
  <T> T transact(String what, Work<T> work) {
    return patiently(what, () -> transactOnce(work));
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private <T> T patiently(String what, Attempt<T> attempt) {
    Patience patience = patience(what, giveUpAt());
    while (true) {
      try {
        T result = attempt.run();
        patience.succeeded();
        return result;
      } catch (SQLException e) {
        patience.await(e);
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = connection()) {
      return work.run(connection);
    }
  }

  /** One try in one transaction, durable when it returns. */
  <T> T transactOnce(Work<T> work) throws SQLException {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.run(connection);
        connection.commit();
        committed = true;
        dialect.force(connection);
        return result;
      } finally {
        if (!committed) {
          rollback(connection);
        }
      }
    }
  }

  private Connection connection() throws SQLException {
    if (closing.getCount() == 0) {
      throw new StoreException("the store is closed");
    }
    return pool.getConnection();
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("a transaction did not roll back; the database does so when it misses us", e);
    }
  }

  /** Tells those who wait that there is no more to wait for. */
  void startClosing() {
    closing.countDown();
  }

  @Override
  public void close() {
    startClosing();
    pool.close();
  }
}
