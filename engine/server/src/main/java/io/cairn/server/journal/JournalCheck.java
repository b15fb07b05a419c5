package io.cairn.server.journal;

import io.cairn.server.journal.JournalState.Absent;
import io.cairn.server.journal.JournalState.Loss;
import io.cairn.server.journal.JournalState.Sound;
import io.cairn.server.journal.JournalState.Torn;
import io.cairn.server.journal.JournalState.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Verifies a journal before it is recovered: every record, and that the last acknowledged one is
 * there. H2 alone would not do: it takes a damaged file back to an older state that is whole,
 * without a word.
 *
 * <p>The check only reads, and may be run beside a writer. A process that was killed leaves a sound
 * journal: the mark is written after the commit that it marks, so it never runs ahead.
 */
public final class JournalCheck {

  private JournalCheck() {}

  /**
   * What state a journal is in. Reads all of it: about 100,000 records a second.
   *
   * @throws CairnJournalException if the file system does not let us read
   */
  public static JournalState open(StudyFolder folder) {
    // First the mark: a writer that is at work may move on while the journal is read, never back.
    MarkFile.Reading reading = MarkFile.read(folder.mark());
    if (!Files.exists(folder.journal())) {
      return missing(folder, reading);
    }
    try {
      return CarefulAccess.run(() -> examine(folder, reading));
    } catch (SQLException e) {
      return damaged(folder, reading, JournalDatabase.reason(e));
    }
  }

  /**
   * The state of a journal that can be read to its end.
   *
   * @throws SQLException with what is wrong, if it cannot
   */
  private static JournalState examine(StudyFolder folder, MarkFile.Reading reading)
      throws SQLException {
    try (Connection connection = JournalDatabase.read(folder.database())) {
      int version = JournalSchema.of(connection);
      if (version > JournalSchema.current()) {
        return later(folder, version);
      }
      JournalWalk walk = new JournalWalk(connection);
      JournalMark mark = mark(reading);
      boolean acknowledged = mark.sequence() == 0;
      while (walk.next().isPresent()) {
        if (walk.end().sequence() == mark.sequence()) {
          acknowledged = walk.end().seal() == mark.seal();
        }
      }
      if (walk.damage().isPresent()) {
        throw new SQLException(walk.damage().get());
      }
      return judge(folder, walk.end(), reading, acknowledged);
    }
  }

  /**
   * Makes a torn or unreadable journal usable up to its last good record, and keeps what it takes
   * away; see {@link Salvage}. The caller holds the study's lock.
   *
   * @throws CairnJournalException if the file system does not let us
   */
  public static Salvage salvage(StudyFolder folder) {
    return JournalSalvage.of(folder);
  }

  private static JournalMark mark(MarkFile.Reading reading) {
    return reading instanceof MarkFile.Found found ? found.mark() : JournalMark.NONE;
  }

  /** The records are good as far as they go: is that far enough? */
  private static JournalState judge(
      StudyFolder folder, JournalMark end, MarkFile.Reading reading, boolean acknowledged) {
    if (reading instanceof MarkFile.Found found) {
      JournalMark mark = found.mark();
      if (acknowledged) {
        return new Sound(end.sequence());
      }
      if (end.sequence() < mark.sequence()) {
        String what = "it ends at record " + end.sequence();
        return torn(folder, end, what, lossUpTo(mark, end));
      }
      // A whole chain, but another one: which records are old and which are new cannot be told.
      String what = "record " + mark.sequence() + " is not the one that was acknowledged";
      return torn(folder, end, what, new Loss.Unknown());
    }
    if (end.sequence() == 0 && reading instanceof MarkFile.Missing) {
      return new Sound(0);
    }
    return torn(folder, end, markless(folder, reading), new Loss.Unknown());
  }

  /** Something is broken: how far can it be read all the same? */
  private static JournalState damaged(StudyFolder folder, MarkFile.Reading reading, String damage) {
    Optional<JournalSource> best;
    try {
      best = JournalSource.best(folder.database(), folder.journal());
    } catch (IOException e) {
      throw new CairnJournalException(
          "study " + folder.id() + ": the journal cannot be read: " + e, e);
    }
    JournalMark end = JournalMark.NONE;
    if (best.isPresent()) {
      try (JournalSource source = best.get()) {
        end = source.end();
      }
    }
    if (end.sequence() == 0) {
      return unreadable(folder, damage);
    }
    return reading instanceof MarkFile.Found found
        ? torn(folder, end, damage, lossUpTo(found.mark(), end))
        : torn(folder, end, damage + ", and " + markless(folder, reading), new Loss.Unknown());
  }

  private static Loss lossUpTo(JournalMark mark, JournalMark end) {
    return new Loss.Counted(Math.max(0, mark.sequence() - end.sequence()));
  }

  private static String markless(StudyFolder folder, MarkFile.Reading reading) {
    return "the mark "
        + folder.mark().getFileName()
        + (reading instanceof MarkFile.Missing ? " is missing" : " is damaged");
  }

  private static Unreadable later(StudyFolder folder, int version) {
    return new Unreadable(
        "study "
            + folder.id()
            + ": the journal has schema version "
            + version
            + "; this version of Cairn knows "
            + JournalSchema.current()
            + " and earlier ones; use the version that wrote it");
  }

  private static Torn torn(StudyFolder folder, JournalMark end, String what, Loss loss) {
    long kept = end.sequence();
    StringBuilder sentence = new StringBuilder();
    sentence.append("study ").append(folder.id()).append(": the journal is damaged: ").append(what);
    sentence.append(". Kept: ").append(records(kept));
    if (kept > 0) {
      sentence.append(", the last of ").append(Instant.ofEpochMilli(end.writtenAt()));
    }
    sentence.append(". Lost: ");
    if (loss instanceof Loss.Counted counted) {
      sentence.append(
          counted.records() == 0
              ? "nothing that was acknowledged"
              : records(counted.records()) + " that had been acknowledged");
    } else {
      sentence.append("unknown, for without the mark nobody can tell whether there were more");
    }
    sentence.append(". Nothing was changed. ").append(wayOut(folder));
    return new Torn(kept, loss, sentence.toString());
  }

  private static JournalState missing(StudyFolder folder, MarkFile.Reading reading) {
    if (reading instanceof MarkFile.Missing
        || (reading instanceof MarkFile.Found found && found.mark().sequence() == 0)) {
      return new Absent();
    }
    String records =
        reading instanceof MarkFile.Found found
            ? records(found.mark().sequence()) + " had been acknowledged"
            : "its mark is damaged";
    return new Unreadable(
        "study "
            + folder.id()
            + ": the journal "
            + folder.journal()
            + " is missing, and "
            + records
            + ". Put the file back from a copy; "
            + wayOut(folder));
  }

  private static Unreadable unreadable(StudyFolder folder, String reason) {
    return new Unreadable(
        "study "
            + folder.id()
            + ": the journal "
            + folder.journal()
            + " cannot be read: "
            + reason
            + ". Nothing was changed. "
            + wayOut(folder));
  }

  private static String wayOut(StudyFolder folder) {
    return "`cairn resume "
        + folder.id()
        + " --salvage` goes on from the last good record and keeps the damaged file beside it.";
  }

  static String records(long count) {
    return count == 1 ? "1 record" : count + " records";
  }
}
