package io.cairn.server.studies;

import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.journal.StudyFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a person's studies, landscapes and plug-ins are kept: {@code studies/ID/}, {@code archive/}
 * and {@code plugins/} below one folder.
 *
 * @param root absolute
 */
public record Home(Path root) {

  /** The environment variable CAIRN_HOME, else {@code .cairn} in the current folder. */
  public static Home usual() {
    String variable = System.getenv("CAIRN_HOME");
    boolean given = variable != null && !variable.isBlank();
    return new Home(Path.of(given ? variable : ".cairn").toAbsolutePath().normalize());
  }

  /** One folder a study. */
  public Path studies() {
    return root.resolve("studies");
  }

  /** Kinds of worker that a person added; need not exist. */
  public Path plugIns() {
    return root.resolve("plugins");
  }

  public LandscapeArchive archive() {
    try {
      return LandscapeArchive.open(root);
    } catch (IOException e) {
      throw CairnException.refused(
          "the archive in " + root + " cannot be opened: " + e.getMessage());
    }
  }

  /**
   * Makes the folder of a new study.
   *
   * @param wanted the id that the person chose; empty makes one of name and time
   */
  public StudyFolder create(String wanted, String name, Instant now) {
    Traces.check(); // A mistake told later would leave a study behind that never began.
    String base = wanted.isEmpty() ? StudyIds.of(name, now) : StudyIds.checked(wanted);
    try {
      Files.createDirectories(studies());
      for (int attempt = 1; ; attempt++) {
        String id = attempt == 1 ? base : base + "-" + attempt;
        try {
          Files.createDirectory(studies().resolve(id));
          return new StudyFolder(studies().resolve(id));
        } catch (FileAlreadyExistsException e) {
          if (!wanted.isEmpty()) {
            throw CairnException.refused(
                "there is a study "
                    + wanted
                    + " already; resume it with `cairn resume "
                    + wanted
                    + "`, remove it with `cairn rm "
                    + wanted
                    + "`, or choose another --id");
          }
        }
      }
    } catch (IOException e) {
      throw CairnException.refused(
          "the study's folder cannot be made in " + studies() + ": " + e.getMessage());
    }
  }

  /**
   * The study that a person means: an id, or the unique beginning of one, or {@code last} for the
   * newest.
   */
  public StudyFolder find(String wanted) {
    List<String> ids = ids();
    if (wanted.equals("last") && !ids.isEmpty()) {
      return new StudyFolder(studies().resolve(ids.get(ids.size() - 1)));
    }
    if (ids.contains(wanted)) {
      return new StudyFolder(studies().resolve(wanted));
    }
    List<String> matches = ids.stream().filter(id -> id.startsWith(wanted)).toList();
    if (matches.size() == 1) {
      return new StudyFolder(studies().resolve(matches.get(0)));
    }
    if (matches.isEmpty()) {
      throw CairnException.refused(
          "there is no study "
              + wanted
              + " in "
              + root
              + (ids.isEmpty() ? ", which holds none at all" : "; there are " + ids)
              + "; see `cairn ls`");
    }
    throw CairnException.refused(wanted + " could be any of " + matches + "; give more of the id");
  }

  /** Ids of all studies, oldest first. */
  public List<String> ids() {
    if (!Files.isDirectory(studies())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(studies())) {
      List<Path> found = new ArrayList<>(folders.filter(Files::isDirectory).toList());
      found.sort(
          (a, b) -> {
            int byAge = created(a).compareTo(created(b));
            return byAge != 0 ? byAge : a.compareTo(b);
          });
      return found.stream().map(folder -> String.valueOf(folder.getFileName())).toList();
    } catch (IOException e) {
      throw CairnException.refused(studies() + " cannot be read: " + e.getMessage());
    }
  }

  private static Instant created(Path folder) {
    try {
      return (Instant)
          Files.readAttributes(folder, java.nio.file.attribute.BasicFileAttributes.class)
              .creationTime()
              .toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }
}
