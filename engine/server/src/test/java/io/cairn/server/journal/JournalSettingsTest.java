package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSettingsTest {

  @TempDir Path home;

  @Test
  void config_overridesWhateverTheLibrariesSay() {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    Config config = config(folder, "jdbc-journal.parallelism = 8");
    String url = config.getString("jdbc-journal.slick.db.url");
    assertThat(url)
        .startsWith("jdbc:h2:file:" + folder.database())
        .contains("WRITE_DELAY=0", "REUSE_SPACE=FALSE", "IFEXISTS=TRUE");
    assertThat(config.getString("jdbc-read-journal.slick.db.url")).isEqualTo(url);
    assertThat(config.getInt("jdbc-journal.parallelism")).isEqualTo(1);
    assertThat(config.getString("jdbc-journal.replay-filter.mode")).isEqualTo("fail");
    assertThat(config.getString("pekko.persistence.snapshot-store.local.dir"))
        .isEqualTo(folder.snapshots().toString());
    // What nobody set is still the libraries'.
    assertThat(config.getInt("jdbc-journal.bufferSize")).isEqualTo(1000);
  }

  @Test
  void config_settingsOfTheUser_count() {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    Config config =
        config(
            folder,
            "cairn.journal { sync = off, local.jdbc-journal.circuit-breaker.call-timeout = 7s }");
    assertThat(JournalSettings.from(config).sync()).isFalse();
    assertThat(config.getString("jdbc-journal.circuit-breaker.call-timeout")).isEqualTo("7s");
    assertThat(JournalSettings.folder(config)).isEqualTo(folder);
  }

  @Test
  void config_eachStall_isWaitedFor() {
    Config config = config(StudyFolder.of(home, "s1").create(), "");
    for (String timeout :
        new String[] {
          "jdbc-journal.circuit-breaker.call-timeout",
          "jdbc-journal.recovery-event-timeout",
          "jdbc-journal.slick.db.connectionTimeout",
          "pekko.persistence.snapshot-store.local.circuit-breaker.call-timeout"
        }) {
      assertThat(config.getDuration(timeout).toSeconds()).as(timeout).isGreaterThanOrEqualTo(60);
    }
  }

  /** A key of ours that nobody reads would be a promise that nobody keeps. */
  @Test
  void reference_hasNoKeyOfOursThatNobodyReads() {
    Config journal = ConfigFactory.parseResources("reference.conf").getConfig("cairn.journal");
    Set<String> keys =
        journal.root().keySet().stream()
            .filter(key -> !key.equals("local"))
            .collect(Collectors.toSet());
    assertThat(keys).containsExactlyInAnyOrder("sync", "rewrite", "writer-dispatcher");
    assertThat(journal.getConfig("rewrite").root().keySet())
        .containsExactlyInAnyOrder("minimum", "factor");
  }

  @Test
  void config_withoutTheLock_isABug() {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    assertThatThrownBy(() -> JournalSettings.config(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("take the lock of study s1 first");
  }

  private static Config config(StudyFolder folder, String settings) {
    try (StudyLock lock = ProbeNode.lock(folder)) {
      return JournalSettings.config(
          folder, ConfigFactory.load(ConfigFactory.parseString(settings)));
    }
  }
}
