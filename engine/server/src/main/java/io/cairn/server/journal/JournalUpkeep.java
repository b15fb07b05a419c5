package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes journals, and brings those of earlier versions and those that have grown out of proportion
 * into shape. All of it by writing a new file; the caller holds the study's lock.
 */
public final class JournalUpkeep {

  /** A file of this size or less is left alone. */
  private static final long SMALL = 1L << 20;

  /** A journal just written is at most a fifth longer than its records. */
  private static final double TIGHT = 2.0;

  private JournalUpkeep() {}

  /**
   * Makes a journal if there is none, and rewrites one that needs it.
   *
   * @throws CairnJournalException if the journal is missing although it had records, or cannot be
   *     read
   */
  static void prepare(StudyFolder folder, JournalSettings settings) {
    requireLock(folder);
    if (!Files.exists(folder.journal())) {
      if (JournalCheck.open(folder) instanceof JournalState.Unreadable unreadable) {
        throw new CairnJournalException(unreadable.sentence());
      }
      JournalRewrite.create(folder);
      return;
    }
    boolean grown =
        size(folder) > settings.rewriteMinimum()
            && size(folder) > settings.rewriteFactor() * content(folder);
    if (grown || version(folder) < JournalSchema.current()) {
      rewrite(folder);
    }
  }

  /**
   * Brings the journal of a study that is not run any more down to the size of its records: a
   * journal that only appends takes 8 to 12 KiB for each commit, however small. Takes about as long
   * as reading it.
   *
   * @throws CairnJournalException if the journal is damaged, which leaves it as it is
   */
  public static void shrink(StudyFolder folder) {
    requireLock(folder);
    if (size(folder) > SMALL && size(folder) > TIGHT * content(folder)) {
      rewrite(folder);
    }
  }

  /** Writes a journal anew that nobody has open for writing. */
  static void rewrite(StudyFolder folder) {
    requireLock(folder);
    JournalState state = JournalCheck.open(folder);
    if (!(state instanceof JournalState.Sound sound)) {
      throw new CairnJournalException(
          "study " + folder.id() + ": only a sound journal is rewritten; found " + state);
    }
    try (Connection old = JournalDatabase.read(folder.database())) {
      JournalRewrite.run(
          folder,
          JournalSchema.incarnation(old) + 1,
          rewrite -> {
            JournalWalk walk = new JournalWalk(old);
            rewrite.copy(walk);
            if (walk.damage().isPresent() || walk.end().sequence() != sound.records()) {
              throw new CairnJournalException(
                  "study "
                      + folder.id()
                      + ": the journal changed while it was rewritten; the old one stays");
            }
            rewrite.copyQuarantine(old);
          });
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  private static int version(StudyFolder folder) {
    try (Connection connection = JournalDatabase.read(folder.database())) {
      return JournalSchema.of(connection);
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  /** Bytes of all records. */
  private static long content(StudyFolder folder) {
    try (Connection connection = JournalDatabase.read(folder.database())) {
      return JournalTable.bytes(connection);
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  private static long size(StudyFolder folder) {
    try {
      return Files.exists(folder.journal()) ? Files.size(folder.journal()) : 0;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static void requireLock(StudyFolder folder) {
    if (!StudyLock.heldHere(folder)) {
      throw new IllegalStateException("take the lock of study " + folder.id() + " first");
    }
  }

  private static CairnJournalException unreadable(StudyFolder folder, Exception e) {
    return new CairnJournalException(
        "study " + folder.id() + ": the journal cannot be read: " + JournalDatabase.reason(e), e);
  }
}
