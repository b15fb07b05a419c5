package io.cairn.server.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings under {@code cairn.journal}; reference.conf says what each is for.
 *
 * @param sync whether a commit is forced onto the disk before it counts
 * @param rewriteMinimum journals up to this size, in bytes, are not rewritten when they are opened
 * @param rewriteFactor larger ones are, if they are this many times as long as their records
 */
public record JournalSettings(boolean sync, long rewriteMinimum, double rewriteFactor) {

  private static final String PATH = "cairn.journal";
  private static final String FOLDER = PATH + ".folder";

  /** Reads them. */
  public static JournalSettings from(Config config) {
    Config journal = config.getConfig(PATH);
    return new JournalSettings(
        journal.getBoolean("sync"),
        journal.getBytes("rewrite.minimum"),
        journal.getDouble("rewrite.factor"));
  }

  /** What the actor system of a study needs, over the settings of this program. */
  public static Config config(StudyFolder folder) {
    return config(folder, ConfigFactory.load());
  }

  /**
   * What the actor system of a study needs: journal, snapshots and read journal in its folder.
   * Makes the journal if there is none. The caller holds the study's lock and has checked the
   * journal.
   *
   * @param application the settings to build on; goes beneath the result
   * @throws CairnJournalException if the journal cannot be made
   */
  public static Config config(StudyFolder folder, Config application) {
    JournalUpkeep.prepare(folder, from(application));
    String url = JournalDatabase.url(folder.database());
    Map<String, Object> connection =
        Map.of(
            "url", url,
            "driver", JournalDatabase.DRIVER,
            "user", JournalDatabase.USER,
            "password", JournalDatabase.PASSWORD);
    return ConfigFactory.parseMap(
            Map.of(
                FOLDER,
                folder.path().toString(),
                "jdbc-journal.slick.db",
                connection,
                "jdbc-read-journal.slick.db",
                connection,
                "pekko.persistence.snapshot-store.local.dir",
                folder.snapshots().toString()),
            "journal of study " + folder.id())
        .withFallback(application.getConfig(PATH + ".local"))
        .withFallback(application);
  }

  /** Folder of the study that an actor system runs. */
  static StudyFolder folder(Config config) {
    return new StudyFolder(Path.of(config.getString(FOLDER)));
  }
}
