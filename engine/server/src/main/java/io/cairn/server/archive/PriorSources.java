package io.cairn.server.archive;

import io.cairn.server.archive.LandscapeArchive.Entry;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Problem;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The landscapes that {@code priors.from} brings: files, or all landscape files and tables of a
 * folder.
 *
 * <p>A table says nothing of the space that it was measured in. That is the space of {@code
 * space.conf} in its folder, a sweep file of objective, space and fidelity; without one, the
 * sweep's own. A table in a named folder that does not fit is left out, one that is named itself is
 * a mistake.
 */
final class PriorSources {

  /** The sweep file that declares the space of the tables beside it. */
  static final String SPACE_FILE = "space.conf";

  private static final String TABLE = ".*\\.csv(\\.gz)?";

  private final Sweep sweep;
  private final Instant now;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<Path, Sweep> spaces = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<PriorChoice.LeftOut> leftOut = new ArrayList<>();

  PriorSources(Sweep sweep, Instant now) {
    this.sweep = sweep;
    this.now = now;
  }

  /** What was read, in the order of the sweep; in a folder by name. */
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  List<Problem> problems() {
    return problems;
  }

  List<PriorChoice.LeftOut> leftOut() {
    return leftOut;
  }

  /** The file that a word of {@code priors.use} means, if it means one. */
  static Optional<Path> file(Path folder, String word) {
    if (!word.endsWith(LandscapeArchive.EXTENSION) && !word.matches(TABLE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(word)).filter(Files::isRegularFile);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  /** Reads everything that {@code priors.from} names. */
  void read() throws IOException {
    for (int i = 0; i < sweep.priors().sources().size(); i++) {
      Path source = sweep.priors().sources().get(i);
      if (Files.isDirectory(source)) {
        folder(source);
      } else {
        file(source, i);
      }
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    for (Path file : files) {
      boolean kind = isLandscape(file) || isTable(file);
      if (kind && Files.isRegularFile(file)) {
        try {
          read(file);
        } catch (DamagedLandscapeException | InvalidTableException | InvalidSweepException e) {
          leftOut.add(
              new PriorChoice.LeftOut(file.toString(), LandscapeCsv.baseName(file), firstLine(e)));
        }
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static boolean isLandscape(Path file) {
    return file.toString().endsWith(LandscapeArchive.EXTENSION);
  }

  private static boolean isTable(Path file) {
    return String.valueOf(file.getFileName()).matches(TABLE);
  }

  private void file(Path file, int index) throws IOException {
    if (!Files.exists(file)) {
      report(file, index, "does not exist; check the path, which is relative to the sweep file");
    } else if (!isLandscape(file) && !isTable(file)) {
      report(file, index, "must be a folder, a .landscape file or a table (.csv, .csv.gz)");
    } else {
      try {
        read(file);
      } catch (DamagedLandscapeException | InvalidTableException e) {
        report(file, index, "cannot be used: " + e.getMessage());
      } catch (InvalidSweepException e) {
        problems.addAll(e.problems());
      }
    }
  }

  private void report(Path file, int index, String message) {
    problems.add(
        new Problem(
            sweep.study().name(),
            OptionalInt.empty(),
            "priors.from[" + index + "]",
            Optional.of(file.toString()),
            message));
  }

  /** Reads a landscape file or a table. */
  Entry read(Path file)
      throws DamagedLandscapeException, InvalidTableException, InvalidSweepException, IOException {
    Entry entry = isLandscape(file) ? LandscapeArchive.read(file) : table(file);
    entries.putIfAbsent(entry.id(), entry);
    return entry;
  }

  private Entry table(Path file) throws InvalidTableException, InvalidSweepException, IOException {
    ArchivedLandscape table =
        LandscapeCsv.read(file, spaceOf(file), LandscapeCsv.baseName(file), now);
    return new Entry(LandscapeCodec.encode(table).id(), table);
  }

  private Sweep spaceOf(Path file) throws InvalidSweepException {
    Path declared = file.resolveSibling(SPACE_FILE);
    if (!Files.isRegularFile(declared)) {
      return sweep;
    }
    Sweep known = spaces.get(declared);
    if (known == null) {
      known = SweepReader.read(declared, Purpose.SPACE);
      spaces.put(declared, known);
    }
    return known;
  }
}
