package io.cairn.server.journal;

import io.cairn.server.journal.Salvage.Hopeless;
import io.cairn.server.journal.Salvage.Salvaged;
import io.cairn.server.journal.Salvage.Unneeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a damaged journal back to its last good record. The damaged file stays, under another name;
 * records after the last good one that can be read go into quarantine; snapshots of what is lost
 * are set aside, since a snapshot ahead of its journal would bring back a state that the journal
 * does not know.
 */
final class JournalSalvage {

  private static final Pattern SNAPSHOT = Pattern.compile("snapshot-.+-(\\d+)-\\d+");

  private final StudyFolder folder;
  private final int number;
  private long setAside;
  private long snapshots;

  private JournalSalvage(StudyFolder folder, int number) {
    this.folder = folder;
    this.number = number;
  }

  static Salvage of(StudyFolder folder) {
    if (!StudyLock.heldHere(folder)) {
      throw new IllegalStateException("take the lock of study " + folder.id() + " first");
    }
    JournalState state = JournalCheck.open(folder);
    if (state instanceof JournalState.Sound sound) {
      return new Unneeded(
          "study "
              + folder.id()
              + ": the journal is sound; "
              + JournalCheck.records(sound.records())
              + ", nothing was changed");
    }
    if (state instanceof JournalState.Absent) {
      return new Unneeded("study " + folder.id() + " has no journal; there is nothing to salvage");
    }
    try {
      return new JournalSalvage(folder, numberFor(folder)).run();
    } catch (IOException e) {
      throw new CairnJournalException("study " + folder.id() + " cannot be salvaged: " + e, e);
    }
  }

  /**
   * The first free number, or the last one used if an earlier salvage was interrupted after its
   * copy.
   */
  private static int numberFor(StudyFolder folder) {
    int number = 1;
    while (Files.exists(folder.damagedJournal(number))) {
      number++;
    }
    return Files.exists(folder.journal()) ? number : number - 1;
  }

  private Salvage run() throws IOException {
    if (number == 0) {
      return hopeless("the journal is missing and no damaged copy of it is there");
    }
    Path damaged = folder.damagedJournal(number);
    if (Files.exists(folder.journal())) {
      DurableFiles.copy(folder.journal(), damaged);
    }
    Optional<JournalSource> best = JournalSource.best(folder.damagedDatabase(number), damaged);
    if (best.isEmpty()) {
      return hopeless("not one record of the journal can be read");
    }
    long acknowledged =
        MarkFile.read(folder.mark()) instanceof MarkFile.Found found ? found.mark().sequence() : 0;
    JournalMark kept;
    try (JournalSource source = best.get()) {
      if (source.end().sequence() == 0) {
        return hopeless("not one record of the journal can be read");
      }
      if (source.version() > JournalSchema.current()) {
        return hopeless("a later version of Cairn wrote it");
      }
      kept =
          JournalRewrite.run(
              folder,
              source.incarnation() + 1,
              rewrite -> {
                rewrite.copy(new JournalWalk(source.connection()));
                quarantine(rewrite, source.end().sequence() + 1, acknowledged);
              });
    }
    setSnapshotsAside(kept.sequence());
    return new Salvaged(kept.sequence(), setAside, damaged, sentence(kept, acknowledged, damaged));
  }

  /** What the newest state has beyond the last good record. */
  private void quarantine(JournalRewrite rewrite, long first, long acknowledged)
      throws SQLException {
    Optional<JournalSource> newest = JournalSource.newest(folder.damagedDatabase(number));
    if (newest.isEmpty()) {
      return;
    }
    try (JournalSource source = newest.get()) {
      String reason = source.damage().orElse("a record before it is lost");
      quarantine(source.connection(), rewrite, first, acknowledged, reason);
    }
  }

  /** One by one: what cannot be read must not hide what can. */
  private void quarantine(
      Connection from, JournalRewrite rewrite, long first, long acknowledged, String reason)
      throws SQLException {
    long last = Math.max(acknowledged, lastReadable(from));
    for (long sequence = first; sequence <= last; sequence++) {
      Optional<JournalRow> row = read(from, sequence);
      if (row.isPresent()) {
        rewrite.setAside(row.get(), reason);
        setAside++;
      }
    }
  }

  private static long lastReadable(Connection from) {
    try {
      return CarefulAccess.run(() -> JournalTable.last(from)).map(JournalRow::sequence).orElse(0L);
    } catch (SQLException e) {
      return 0;
    }
  }

  private static Optional<JournalRow> read(Connection from, long sequence) {
    try {
      return CarefulAccess.run(() -> JournalTable.page(from, sequence, 1)).stream()
          .filter(row -> row.sequence() == sequence)
          .findFirst();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private void setSnapshotsAside(long kept) throws IOException {
    if (!Files.isDirectory(folder.snapshots())) {
      return;
    }
    Path aside = folder.damagedSnapshots(number);
    try (Stream<Path> files = Files.list(folder.snapshots())) {
      for (Path file : files.toList()) {
        Matcher name = SNAPSHOT.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && Long.parseLong(name.group(1)) > kept) {
          Files.createDirectories(aside);
          Files.move(file, aside.resolve(file.getFileName()));
          snapshots++;
        }
      }
    }
  }

  private String sentence(JournalMark kept, long acknowledged, Path damaged) {
    long lost = Math.max(0, acknowledged - kept.sequence());
    StringBuilder sentence = new StringBuilder();
    sentence
        .append("study ")
        .append(folder.id())
        .append(": salvaged ")
        .append(JournalCheck.records(kept.sequence()))
        .append(", the last of ")
        .append(Instant.ofEpochMilli(kept.writtenAt()))
        .append("; lost ")
        .append(JournalCheck.records(lost));
    if (setAside > 0) {
      sentence
          .append("; ")
          .append(JournalCheck.records(setAside))
          .append(" after a lost one are set aside in table journal_quarantine");
    }
    if (snapshots > 0) {
      sentence
          .append("; snapshots of lost records are in ")
          .append(folder.damagedSnapshots(number));
    }
    return sentence.append(". The damaged file is ").append(damaged).toString();
  }

  private Hopeless hopeless(String why) throws IOException {
    if (number > 0 && Files.exists(folder.journal())) {
      Files.deleteIfExists(folder.damagedJournal(number));
    }
    return new Hopeless(
        "study "
            + folder.id()
            + " cannot be salvaged: "
            + why
            + ". Nothing was changed. Put "
            + folder.journal()
            + " back from a copy, or remove the study with `cairn rm "
            + folder.id()
            + "`");
  }
}
