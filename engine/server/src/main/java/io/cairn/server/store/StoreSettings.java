package io.cairn.server.store;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Settings under {@code cairn.store}; reference.conf says what each is for.
 *
 * @param url a JDBC address, {@code jdbc:postgresql://HOST:PORT/DATABASE} or {@code
 *     jdbc:h2:file:PATH}
 * @param user whom the database knows us as; empty for the driver's default
 * @param password his password
 * @param poolSize connections at most
 * @param patience how long a database that is away is waited for
 * @param networkTimeout after which silence a connection counts as lost
 */
public record StoreSettings(
    String url,
    String user,
    Password password,
    int poolSize,
    Duration patience,
    Duration networkTimeout) {

  private static final String PATH = "cairn.store";

  /** Not one: the writer would wait for a long replay. */
  private static final int LEAST_CONNECTIONS = 2;

  private static final Pattern SECRET_IN_URL =
      Pattern.compile("[?&;](ssl)?password=|://[^/@]*:[^/@]*@", Pattern.CASE_INSENSITIVE);

  /**
   * @throws StoreException if one of them cannot be used
   */
  public StoreSettings {
    if (SECRET_IN_URL.matcher(url).find()) {
      // The address is shown and logged, so it is not repeated here either.
      throw new StoreException(
          "cairn.store.url holds a password; the address is shown in logs: give the password as"
              + " password-file or password-variable");
    }
    Dialect.of(url);
    if (poolSize < LEAST_CONNECTIONS) {
      throw new StoreException(
          "cairn.store.pool-size = " + poolSize + " must be at least " + LEAST_CONNECTIONS);
    }
    requirePositive("patience", patience);
    requirePositive("network-timeout", networkTimeout);
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new StoreException(
          "cairn.store." + key + " = " + value.toMillis() + " ms must be more than 0");
    }
  }

  /**
   * Reads them.
   *
   * @throws StoreException if one of them cannot be used
   */
  public static StoreSettings from(Config config) {
    return from(config, config.getString(PATH + ".url"));
  }

  /**
   * Reads them; without an address it is a file below a home folder.
   *
   * @throws StoreException if one of them cannot be used
   */
  public static StoreSettings from(Config config, Path home) {
    String url = config.getString(PATH + ".url");
    return from(config, url.isEmpty() ? file(home.resolve("store").resolve("cairn")) : url);
  }

  private static StoreSettings from(Config config, String url) {
    Config store = config.getConfig(PATH);
    return new StoreSettings(
        url,
        store.getString("user"),
        password(store),
        store.getInt("pool-size"),
        store.getDuration("patience"),
        store.getDuration("network-timeout"));
  }

  /** The address of an H2 file. */
  public static String file(Path database) {
    return "jdbc:h2:file:" + database.toAbsolutePath().normalize();
  }

  private static Password password(Config store) {
    String literal = store.getString("password");
    String file = store.getString("password-file");
    String variable = store.getString("password-variable");
    int given =
        (literal.isEmpty() ? 0 : 1) + (file.isEmpty() ? 0 : 1) + (variable.isEmpty() ? 0 : 1);
    if (given > 1) {
      throw new StoreException(
          "cairn.store has more than one of password, password-file and password-variable; keep"
              + " one");
    }
    if (!file.isEmpty()) {
      return new Password.InFile(Path.of(file));
    }
    return variable.isEmpty() ? new Password.Literal(literal) : new Password.InVariable(variable);
  }
}
