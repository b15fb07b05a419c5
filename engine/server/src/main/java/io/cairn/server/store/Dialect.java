package io.cairn.server.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** What the databases do not have in common. */
enum Dialect {
  POSTGRESQL("jdbc:postgresql:", "BYTEA") {
    @Override
    void configure(HikariConfig pool, StoreSettings settings) {
      pool.setJdbcUrl(settings.url());
      if (!settings.user().isEmpty()) {
        pool.setUsername(settings.user());
      }
      long seconds = Math.max(1, settings.networkTimeout().toSeconds());
      // A connection that is cut without a word is noticed after so long.
      pool.addDataSourceProperty("socketTimeout", String.valueOf(seconds));
      pool.addDataSourceProperty("connectTimeout", String.valueOf(Math.min(10, seconds)));
      pool.addDataSourceProperty("loginTimeout", String.valueOf(Math.min(10, seconds)));
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      // A batch of rows becomes one statement.
      pool.addDataSourceProperty("reWriteBatchedInserts", "true");
      pool.addDataSourceProperty("ApplicationName", "cairn");
      pool.setConnectionInitSql(sessionSettings(settings.networkTimeout()));
    }

    /*
     * synchronous_commit: what is stricter than "on" is the database's business; "off" would lose what was
     * acknowledged. The others have the server notice a client that is gone without a word, or suspended, as
     * soon as we would: until then its open transaction keeps everybody else from the rows that it wrote.
     */
    private String sessionSettings(Duration networkTimeout) {
      long idle = Math.max(1, networkTimeout.toSeconds() / 2);
      return "SELECT set_config('idle_in_transaction_session_timeout', '"
          + networkTimeout.toMillis()
          + "', false), set_config('tcp_keepalives_idle', '"
          + idle
          + "', false), set_config('tcp_keepalives_interval', '"
          + Math.max(1, idle / 3)
          + "', false), set_config('tcp_keepalives_count', '3', false),"
          + " CASE current_setting('synchronous_commit') WHEN 'off'"
          + " THEN set_config('synchronous_commit', 'on', false) END";
    }

    @Override
    void force(Connection connection) {
      // A commit that returned is on the disk: synchronous_commit is on.
    }

    @Override
    void lockSchema(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
      }
    }
  },

  H2("jdbc:h2:file:", "BLOB") {
    @Override
    void configure(HikariConfig pool, StoreSettings settings) {
      pool.setJdbcUrl(settings.url() + H2_OPTIONS);
      pool.setUsername(settings.user().isEmpty() ? "sa" : settings.user());
      // Connections within our own process do not age.
      pool.setMaxLifetime(0);
      // For FileUpkeep.
      pool.setAllowPoolSuspension(true);
    }

    @Override
    void force(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }

    @Override
    void lockSchema(Connection connection) {
      // One process has the file, and Schema lets one of its threads through.
    }
  };

  /** "cairn" in ASCII; a number that nobody else in the database locks. */
  private static final long SCHEMA_LOCK = 0x63_61_69_72_6eL;

  /* Why each: package journal, JournalDatabase, which found out what H2 loses without them. */
  private static final String H2_OPTIONS =
      ";WRITE_DELAY=0"
          + ";REUSE_SPACE=FALSE"
          + ";MAX_COMPACT_TIME=0"
          + ";RETENTION_TIME=1000"
          + ";PAGE_SIZE=4096"
          + ";DB_CLOSE_ON_EXIT=FALSE"
          + ";LOCK_TIMEOUT=10000"
          + ";TRACE_LEVEL_FILE=0";

  private final String prefix;
  private final String binary;

  Dialect(String prefix, String binary) {
    this.prefix = prefix;
    this.binary = binary;
  }

  /**
   * That of an address.
   *
   * @throws StoreException if there is none
   */
  static Dialect of(String url) {
    for (Dialect dialect : values()) {
      if (url.startsWith(dialect.prefix)) {
        return dialect;
      }
    }
    throw new StoreException(
        "cairn.store.url = \""
            + url
            + "\" must begin with jdbc:postgresql: or jdbc:h2:file:, such as"
            + " jdbc:postgresql://localhost:5432/cairn");
  }

  /** Name of the scripts and, for messages, of the database. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Type of a column of bytes. */
  String binary() {
    return binary;
  }

  /** What an address names, without options. */
  String path(String url) {
    int options = url.indexOf(';');
    return url.substring(prefix.length(), options < 0 ? url.length() : options);
  }

  /** Address, user and properties of connections; the password is the caller's. */
  abstract void configure(HikariConfig pool, StoreSettings settings);

  /** Has the disk confirm what was committed, where the commit did not. */
  abstract void force(Connection connection) throws SQLException;

  /** Keeps other nodes from changing the schema until the transaction ends. */
  abstract void lockSchema(Connection connection) throws SQLException;
}
