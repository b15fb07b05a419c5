package io.cairn.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The databases that the contract of the store is tested with. */
public enum StoreKind {
  H2 {
    @Override
    String url(Path folder) {
      return StoreSettings.file(folder.resolve("store"));
    }
  },
  POSTGRESQL {
    @Override
    String url(Path folder) {
      return PostgresServer.shared().newDatabase();
    }
  };

  abstract String url(Path folder);

  /**
   * Settings of a new, empty store.
   *
   * @param folder where a file may be
   */
  public StoreSettings settings(Path folder) {
    return settingsOf(url(folder));
  }

  /** Settings of the store at an address. */
  public static StoreSettings settingsOf(String url) {
    return new StoreSettings(
        url,
        url.startsWith("jdbc:postgresql") ? PostgresServer.USER : "",
        Password.none(),
        8,
        Duration.ofMinutes(2),
        Duration.ofSeconds(20));
  }

  /** Changes a store behind its back; rows changed by the last statement. */
  static int sql(Store store, String... statements) {
    try {
      return store
          .database()
          .transactOnce(
              connection -> {
                int changed = 0;
                try (Statement statement = connection.createStatement()) {
                  for (String sql : statements) {
                    changed = statement.executeUpdate(sql);
                  }
                }
                return changed;
              });
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection of the test's own. */
  static Connection connect(StoreSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), "");
  }
}
