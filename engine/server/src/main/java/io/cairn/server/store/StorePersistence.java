package io.cairn.server.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes the store the journal of an actor system. */
public final class StorePersistence {

  private static final String PATH = "cairn.store";

  /** What a write may take beyond patience: the last try, and its way through the actors. */
  private static final Duration LAST_TRY = Duration.ofMinutes(1);

  private StorePersistence() {}

  /** What to lay over the settings of an actor system, with this program's settings beneath. */
  public static Config config(StoreSettings settings) {
    return config(settings, ConfigFactory.load());
  }

  /**
   * What to lay over the settings of an actor system: journal and snapshots in the store, bytes
   * that never choose a class, and Pekko as patient as the store.
   *
   * @param application has the section {@code cairn.store} that is laid over; not part of the
   *     result
   */
  public static Config config(StoreSettings settings, Config application) {
    Map<String, Object> values = new HashMap<>();
    values.put(PATH + ".url", settings.url());
    values.put(PATH + ".user", settings.user());
    values.put(PATH + ".pool-size", settings.poolSize());
    values.put(PATH + ".patience", settings.patience());
    values.put(PATH + ".network-timeout", settings.networkTimeout());
    values.put(PATH + ".password", "");
    values.put(PATH + ".password-file", "");
    values.put(PATH + ".password-variable", "");
    if (settings.password() instanceof Password.InFile in) {
      values.put(PATH + ".password-file", in.file().toString());
    } else if (settings.password() instanceof Password.InVariable in) {
      values.put(PATH + ".password-variable", in.name());
    } else {
      values.put(PATH + ".password", settings.password().reveal());
    }
    ConfigValue longest =
        ConfigValueFactory.fromAnyRef(
            settings.patience().plus(settings.networkTimeout().multipliedBy(2)).plus(LAST_TRY));
    Config persistence = application.getConfig(PATH + ".persistence");
    for (String plugin : new String[] {"journal", "snapshot-store"}) {
      String path = persistence.getString("pekko.persistence." + plugin + ".plugin");
      persistence = persistence.withValue(path + ".circuit-breaker.call-timeout", longest);
    }
    return ConfigFactory.parseMap(values, "settings of the store")
        .withFallback(
            persistence.withValue(
                persistence.getString("pekko.persistence.journal.plugin")
                    + ".recovery-event-timeout",
                longest));
  }

  /**
   * The store of an actor system that was made with {@link #config}: the one pool that its journal
   * uses too. Closed when the system ends.
   *
   * @throws StoreException if it cannot be opened
   */
  public static Store store(ActorSystem<?> system) {
    return StoreAccess.of(system).store();
  }
}
