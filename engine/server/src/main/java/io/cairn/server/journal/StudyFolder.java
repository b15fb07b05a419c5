package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The folder of a study, {@code HOME/studies/ID}, and the names of what is in it. Each study has
 * its own files, so that studies of one home neither block nor damage each other.
 *
 * @param path the folder, made absolute
 */
public record StudyFolder(Path path) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Makes the path absolute. */
  public StudyFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * The folder of a study below a home.
   *
   * @throws IllegalArgumentException if the id could name anything but a folder right below
   */
  public static StudyFolder of(Path home, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "study id \""
              + id
              + "\" must be 1 to 128 letters, digits, dots, dashes or underscores, the first a letter"
              + " or a digit");
    }
    return new StudyFolder(home.resolve("studies").resolve(id));
  }

  /** Makes the folder, if it is not there. */
  public StudyFolder create() {
    try {
      Files.createDirectories(path);
      return this;
    } catch (IOException e) {
      throw new CairnJournalException("the folder " + path + " cannot be made: " + e, e);
    }
  }

  /** Id of the study. */
  public String id() {
    return String.valueOf(path.getFileName());
  }

  /** The H2 database as H2 names it: the journal's file without its suffix. */
  public Path database() {
    return path.resolve("journal");
  }

  /** The journal's file. */
  public Path journal() {
    return path.resolve("journal.mv.db");
  }

  /** Where a new journal grows until it is whole, as H2 names it. */
  Path nextDatabase() {
    return path.resolve("journal-next");
  }

  /** The file of that database. */
  Path nextJournal() {
    return path.resolve("journal-next.mv.db");
  }

  /** The file that says up to which record the journal was acknowledged. */
  public Path mark() {
    return path.resolve("journal.mark");
  }

  /** A damaged journal that salvage keeps, as H2 names it. */
  Path damagedDatabase(int number) {
    return path.resolve("journal.damaged-" + number);
  }

  /** The file of that database. */
  Path damagedJournal(int number) {
    return path.resolve("journal.damaged-" + number + ".mv.db");
  }

  /** Where salvage puts snapshots of what is not in the journal any more. */
  Path damagedSnapshots(int number) {
    return path.resolve("snapshots.damaged-" + number);
  }

  /** The file that the running process holds. */
  public Path lock() {
    return path.resolve("lock");
  }

  /** Snapshots of the study's state, at any time replaceable by a longer replay. */
  public Path snapshots() {
    return path.resolve("snapshots");
  }

  /** Checkpoints of evaluations, written by the user's code. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The report. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Status for lists; the journal counts. */
  public Path status() {
    return path.resolve("status.json");
  }

  /** The sweep file as it was when the study was created. */
  public Path sweep() {
    return path.resolve("sweep.conf");
  }
}
