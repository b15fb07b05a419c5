package io.cairn.server.archive;

import io.cairn.server.archive.LandscapeCodec.Decoded;
import io.cairn.server.archive.LandscapeCodec.Encoded;
import io.cairn.server.sweep.DidYouMean;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The landscapes below {@code <home>/archive}, one file each.
 *
 * <p>A landscape's id is the hash of its content, so keeping the same landscape twice keeps it
 * once. A file appears whole or not at all; several processes may use one archive at once.
 */
public final class LandscapeArchive {

  /** Ending of the files. */
  public static final String EXTENSION = ".landscape";

  private static final int SHORTEST_PREFIX = 4;

  private final Path folder;

  private LandscapeArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * A landscape of the archive.
   *
   * @param id its content hash
   * @param archived what was measured
   */
  public record Entry(String id, ArchivedLandscape archived) {
    /** The landscape in a few words. */
    public LandscapeSummary summary() {
      return LandscapeSummary.of(id, archived.landscape());
    }
  }

  /**
   * What the archive holds.
   *
   * @param entries newest first; of the same age by id
   * @param damaged files that cannot be used, by name
   */
  public record Contents(List<Entry> entries, List<DamagedLandscapeException> damaged) {
    public Contents {
      entries = List.copyOf(entries);
      damaged = List.copyOf(damaged);
    }
  }

  /**
   * What the archive holds, in a few words each.
   *
   * @param landscapes newest first; of the same age by id
   * @param warnings a sentence for each file that cannot be used
   */
  public record Listing(List<LandscapeSummary> landscapes, List<String> warnings) {
    public Listing {
      landscapes = List.copyOf(landscapes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The archive of a home folder; makes the folder if there is none.
   *
   * @throws IOException if the folder cannot be made
   */
  public static LandscapeArchive open(Path home) throws IOException {
    return new LandscapeArchive(Files.createDirectories(home.resolve("archive")));
  }

  /**
   * Keeps a landscape. It is on the disk when this returns.
   *
   * @return its id; that of the one already there if its content is the same
   * @throws IOException if it cannot be written
   */
  public String put(ArchivedLandscape landscape) throws IOException {
    Encoded encoded = LandscapeCodec.encode(landscape);
    Path target = file(encoded.id());
    if (isSound(target)) {
      return encoded.id();
    }
    DurableFile.write(folder, encoded.id() + EXTENSION, encoded.bytes().asReadOnlyByteBuffer());
    return encoded.id();
  }

  private static boolean isSound(Path file) throws IOException {
    try {
      return Files.exists(file) && !read(file).id().isEmpty();
    } catch (DamagedLandscapeException e) {
      return false; // What is kept now replaces it.
    }
  }

  private Path file(String id) {
    return folder.resolve(id + EXTENSION);
  }

  /**
   * Everything there is.
   *
   * @throws IOException if the folder cannot be read
   */
  public Contents contents() throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<DamagedLandscapeException> damaged = new ArrayList<>();
    for (Path file : files()) {
      try {
        entries.add(read(file));
      } catch (DamagedLandscapeException e) {
        damaged.add(e);
      } catch (NoSuchFileException e) {
        // Removed by another process since the folder was listed.
      }
    }
    entries.sort(
        Comparator.comparing((Entry e) -> e.archived().landscape().provenance().created())
            .reversed()
            .thenComparing(Entry::id));
    return new Contents(entries, damaged);
  }

  /**
   * Everything there is, in a few words.
   *
   * @throws IOException if the folder cannot be read
   */
  public Listing list() throws IOException {
    Contents contents = contents();
    return new Listing(
        contents.entries().stream().map(Entry::summary).toList(),
        contents.damaged().stream().map(Throwable::getMessage).map(String::valueOf).toList());
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /**
   * Reads a landscape file, in the archive or elsewhere.
   *
   * @throws DamagedLandscapeException if it is none
   * @throws IOException if it cannot be read
   */
  public static Entry read(Path file) throws DamagedLandscapeException, IOException {
    Decoded decoded = LandscapeCodec.decode(Files.readAllBytes(file), file);
    return new Entry(decoded.id(), decoded.landscape());
  }

  /**
   * Finds a landscape.
   *
   * @param wanted an id, the path of a landscape file, a name (of several landscapes of a name the
   *     newest is found), or the beginning of an id that no other id has
   * @throws UnknownLandscapeException if there is none, or several ids begin like this
   * @throws DamagedLandscapeException if its file cannot be used
   * @throws IOException if the archive cannot be read
   */
  public Entry find(String wanted)
      throws UnknownLandscapeException, DamagedLandscapeException, IOException {
    Optional<Path> exact = path(wanted);
    if (exact.isPresent()) {
      return read(exact.get());
    }
    Contents contents = contents();
    for (Entry entry : contents.entries()) {
      if (entry.archived().name().equals(wanted)) {
        return entry;
      }
    }
    return byPrefix(wanted, contents);
  }

  private Optional<Path> path(String wanted) {
    try {
      boolean isId = wanted.matches("[0-9a-f]+");
      Path file = isId ? file(wanted) : Path.of(wanted);
      boolean usable = isId || wanted.endsWith(EXTENSION);
      return usable && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Entry byPrefix(String wanted, Contents contents) throws UnknownLandscapeException {
    List<Entry> matches =
        wanted.length() < SHORTEST_PREFIX
            ? List.of()
            : contents.entries().stream().filter(e -> e.id().startsWith(wanted)).toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    if (!matches.isEmpty()) {
      throw new UnknownLandscapeException(
          "the ids of "
              + matches.size()
              + " landscapes begin with "
              + wanted
              + ": "
              + String.join(", ", matches.stream().map(Entry::id).toList())
              + "; write more of it");
    }
    List<String> names =
        contents.entries().stream().map(e -> e.archived().name()).distinct().toList();
    throw new UnknownLandscapeException(
        "no landscape has the name or id "
            + wanted
            + (names.isEmpty() ? "; the archive is empty" : DidYouMean.hint(wanted, names)));
  }

  /**
   * The landscape with an id.
   *
   * @return empty if it is not there
   * @throws DamagedLandscapeException if its file cannot be used
   * @throws IOException if it cannot be read
   */
  public Optional<Entry> get(String id) throws DamagedLandscapeException, IOException {
    return contains(id) ? Optional.of(read(file(id))) : Optional.empty();
  }

  /** Whether there is a file of a landscape with an id. */
  boolean contains(String id) {
    return id.matches("[0-9a-f]+") && Files.isRegularFile(file(id));
  }

  /**
   * Removes a landscape and what was fitted to it.
   *
   * @param id its whole id
   * @return whether it was there
   * @throws IOException if it cannot be removed
   */
  public boolean remove(String id) throws IOException {
    if (!id.matches("[0-9a-f]+")) {
      return false;
    }
    fits().remove(id);
    return Files.deleteIfExists(file(id));
  }

  /** Fits of its landscapes. */
  KeptFits fits() {
    return new KeptFits(folder);
  }
}
