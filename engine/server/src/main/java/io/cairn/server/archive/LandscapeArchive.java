package io.cairn.server.archive;

import io.cairn.server.archive.LandscapeCodec.Decoded;
import io.cairn.server.archive.LandscapeCodec.Encoded;
import io.cairn.server.sweep.DidYouMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Landscapes, one file each, below {@code <home>/archive} or on another {@link Shelf}.
 *
 * <p>A landscape's id is the hash of its content, so keeping the same landscape twice keeps it
 * once. A file appears whole or not at all; several processes may use one archive at once.
 */
public final class LandscapeArchive {

  /** Ending of the files. */
  public static final String EXTENSION = ".landscape";

  private static final int SHORTEST_PREFIX = 4;

  private final Shelf shelf;

  private LandscapeArchive(Shelf shelf) {
    this.shelf = shelf;
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
    return of(FolderShelf.open(home.resolve("archive")));
  }

  /** The archive on a shelf. */
  public static LandscapeArchive of(Shelf shelf) {
    return new LandscapeArchive(shelf);
  }

  /**
   * Keeps a landscape. It is on the disk when this returns.
   *
   * @return its id; that of the one already there if its content is the same
   * @throws IOException if it cannot be written
   */
  public String put(ArchivedLandscape landscape) throws IOException {
    Encoded encoded = LandscapeCodec.encode(landscape);
    if (!isSound(encoded.id())) {
      shelf.put(Shelf.ROOT, file(encoded.id()), encoded.bytes());
    }
    return encoded.id();
  }

  private boolean isSound(String id) throws IOException {
    try {
      return kept(file(id)).isPresent();
    } catch (DamagedLandscapeException e) {
      return false; // What is kept now replaces it.
    }
  }

  private static String file(String id) {
    return id + EXTENSION;
  }

  private Optional<Entry> kept(String file) throws DamagedLandscapeException, IOException {
    Optional<byte[]> bytes = shelf.get(Shelf.ROOT, file);
    return bytes.isPresent()
        ? Optional.of(entry(bytes.get(), shelf.place(Shelf.ROOT, file)))
        : Optional.empty();
  }

  /**
   * Everything there is.
   *
   * @throws IOException if the folder cannot be read
   */
  public Contents contents() throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<DamagedLandscapeException> damaged = new ArrayList<>();
    for (String file : files()) {
      try {
        // Empty if another process has removed it since the files were listed.
        kept(file).ifPresent(entries::add);
      } catch (DamagedLandscapeException e) {
        damaged.add(e);
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

  private List<String> files() throws IOException {
    return shelf.names(Shelf.ROOT).stream()
        .filter(name -> name.endsWith(EXTENSION))
        .sorted()
        .toList();
  }

  /**
   * Reads a landscape file, in the archive or elsewhere.
   *
   * @throws DamagedLandscapeException if it is none
   * @throws IOException if it cannot be read
   */
  public static Entry read(Path file) throws DamagedLandscapeException, IOException {
    return entry(Files.readAllBytes(file), file);
  }

  private static Entry entry(byte[] bytes, Path file) throws DamagedLandscapeException {
    Decoded decoded = LandscapeCodec.decode(bytes, file);
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
    Optional<Entry> exact = exactly(wanted);
    if (exact.isPresent()) {
      return exact.get();
    }
    Contents contents = contents();
    for (Entry entry : contents.entries()) {
      if (entry.archived().name().equals(wanted)) {
        return entry;
      }
    }
    return byPrefix(wanted, contents);
  }

  private Optional<Entry> exactly(String wanted) throws DamagedLandscapeException, IOException {
    if (isId(wanted)) {
      return kept(file(wanted));
    }
    try {
      Path file = Path.of(wanted);
      return wanted.endsWith(EXTENSION) && Files.isRegularFile(file)
          ? Optional.of(read(file))
          : Optional.empty();
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]+");
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
    return isId(id) ? kept(file(id)) : Optional.empty();
  }

  /** Whether there is a file of a landscape with an id. */
  boolean contains(String id) throws IOException {
    return isId(id) && shelf.contains(Shelf.ROOT, file(id));
  }

  /**
   * Removes a landscape and what was fitted to it.
   *
   * @param id its whole id
   * @return whether it was there
   * @throws IOException if it cannot be removed
   */
  public boolean remove(String id) throws IOException {
    if (!isId(id)) {
      return false;
    }
    fits().remove(id);
    return shelf.delete(Shelf.ROOT, file(id));
  }

  /** Fits of its landscapes. */
  KeptFits fits() {
    return new KeptFits(shelf);
  }
}
