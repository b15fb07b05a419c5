package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSettingsTest {

  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  @Test
  void defaults_areAFileBelowHome() {
    StoreSettings settings = StoreSettings.from(config(""), folder);
    assertThat(settings.url()).isEqualTo("jdbc:h2:file:" + folder.resolve("store/cairn"));
    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.poolSize()).isEqualTo(8);
    assertThat(settings.password().reveal()).isEmpty();
  }

  @Test
  void password_isNeverShown() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), SECRET + "\n");
    for (String way : new String[] {"password = " + SECRET, "password-file = \"" + file + "\""}) {
      StoreSettings settings =
          StoreSettings.from(config("url = \"jdbc:postgresql://db/cairn\", user = ada, " + way));
      assertThat(settings.password().reveal()).isEqualTo(SECRET);
      assertThat(settings.toString()).contains("ada").doesNotContain(SECRET);
    }
  }

  @Test
  void passwordInAVariable_isRead() {
    StoreSettings settings =
        StoreSettings.from(
            config("url = \"jdbc:postgresql://db/cairn\", password-variable = PATH"));
    assertThat(settings.password().reveal()).isEqualTo(System.getenv("PATH"));
    assertThatThrownBy(() -> new Password.InVariable("CAIRN_NO_SUCH_VARIABLE").reveal())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("password-variable = CAIRN_NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> new Password.InFile(folder.resolve("none")).reveal())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must be a file that this user may read");
  }

  @Test
  void whatCannotBeUsed_isRefusedWithASentence() {
    refused("url = \"jdbc:mysql://db/cairn\"", "must begin with jdbc:postgresql: or jdbc:h2:file:");
    refused("url = \"\"", "must begin with jdbc:postgresql: or jdbc:h2:file:");
    refused("pool-size = 1", "cairn.store.pool-size = 1 must be at least 2");
    refused("patience = 0 s", "cairn.store.patience = 0 ms must be more than 0");
    refused("network-timeout = -1 s", "cairn.store.network-timeout = -1000 ms must be more than 0");
    refused("password = a, password-file = b", "more than one of password, password-file");
  }

  @Test
  void passwordInTheAddress_isRefusedAndNotRepeated() {
    for (String url :
        new String[] {
          "jdbc:postgresql://db/cairn?user=ada&password=" + SECRET,
          "jdbc:postgresql://ada:" + SECRET + "@db/cairn",
          "jdbc:h2:file:/x;PASSWORD=" + SECRET
        }) {
      assertThatThrownBy(() -> StoreSettings.from(config("url = \"" + url + "\"")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cairn.store.url holds a password")
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void persistence_carriesTheSettingsAndMorePatienceThanTheStore() {
    StoreSettings settings =
        new StoreSettings(
            "jdbc:postgresql://db/cairn",
            "ada",
            new Password.InVariable("SECRET"),
            5,
            Duration.ofMinutes(3),
            Duration.ofSeconds(7));
    Config config = StorePersistence.config(settings).withFallback(ConfigFactory.load()).resolve();
    assertThat(StoreSettings.from(config)).isEqualTo(settings);
    assertThat(config.getString("pekko.persistence.journal.plugin"))
        .isEqualTo("cairn.store.journal");
    assertThat(config.getString("pekko.persistence.snapshot-store.plugin"))
        .isEqualTo("cairn.store.snapshots");
    assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
    for (String timeout :
        new String[] {
          "cairn.store.journal.circuit-breaker.call-timeout",
          "cairn.store.journal.recovery-event-timeout",
          "cairn.store.snapshots.circuit-breaker.call-timeout"
        }) {
      assertThat(config.getDuration(timeout)).as(timeout).isGreaterThan(Duration.ofMinutes(4));
    }
  }

  /** A key of ours that nobody reads would be a promise that nobody keeps. */
  @Test
  void reference_hasNoKeyOfOursThatNobodyReads() {
    assertThat(
            ConfigFactory.parseResources("reference.conf").getConfig("cairn.store").root().keySet())
        .containsExactlyInAnyOrder(
            "url",
            "user",
            "password",
            "password-file",
            "password-variable",
            "pool-size",
            "patience",
            "network-timeout",
            "dispatcher",
            "persistence");
  }

  private static void refused(String settings, String sentence) {
    assertThatThrownBy(
            () -> StoreSettings.from(config("url = \"jdbc:postgresql://db/cairn\"\n" + settings)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(sentence);
  }

  private static Config config(String settings) {
    return ConfigFactory.load(ConfigFactory.parseString("cairn.store {" + settings + "}"));
  }
}
