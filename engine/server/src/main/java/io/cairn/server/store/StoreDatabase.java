package io.cairn.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to use the database. Whoever waits for it waits here. */
final class StoreDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreDatabase.class);

  /** Something to do with a connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final StoreSettings settings;
  private final Dialect dialect;
  private final StorePool pool;
  private final Outages outages;
  private final CountDownLatch closing = new CountDownLatch(1);

  StoreDatabase(StoreSettings settings) {
    this.settings = settings;
    this.dialect = Dialect.of(settings.url());
    this.pool = new StorePool(settings, dialect);
    this.outages = new Outages(settings.url());
  }

  StoreSettings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  StorePool pool() {
    return pool;
  }

  /** When someone whose patience begins now gives up. */
  long giveUpAt() {
    return System.nanoTime() + settings.patience().toNanos();
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
    return pool.connection();
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
