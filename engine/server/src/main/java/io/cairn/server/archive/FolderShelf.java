package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A shelf of files, one a name, {@code <root>/<folder>/<name>}. */
public final class FolderShelf implements Shelf {

  private final Path root;

  private FolderShelf(Path root) {
    this.root = root;
  }

  /**
   * The shelf in a folder; makes the folder if there is none.
   *
   * @throws IOException if the folder cannot be made
   */
  public static FolderShelf open(Path root) throws IOException {
    return new FolderShelf(Files.createDirectories(root));
  }

  @Override
  public void put(String folder, String name, ByteString bytes) throws IOException {
    DurableFile.write(existing(folder), name, bytes.asReadOnlyByteBuffer());
  }

  @Override
  public void putReplaceable(String folder, String name, ByteString bytes) throws IOException {
    DurableFile.replace(existing(folder), name, bytes.asReadOnlyByteBuffer());
  }

  private Path existing(String folder) throws IOException {
    return Files.createDirectories(root.resolve(folder));
  }

  @Override
  public Optional<byte[]> get(String folder, String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(place(folder, name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean contains(String folder, String name) {
    return Files.isRegularFile(place(folder, name));
  }

  @Override
  public List<String> names(String folder) throws IOException {
    record Dated(String name, long written) {}
    List<Dated> dated = new ArrayList<>();
    for (Path file : entries(folder)) {
      try {
        if (!Files.isDirectory(file)) {
          dated.add(new Dated(name(file), Files.getLastModifiedTime(file).toMillis()));
        }
      } catch (NoSuchFileException e) {
        // Taken away by another process since the folder was listed.
      }
    }
    dated.sort(Comparator.comparingLong(Dated::written).thenComparing(Dated::name));
    return dated.stream().map(Dated::name).toList();
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    return entries(folder).stream().filter(Files::isDirectory).map(FolderShelf::name).toList();
  }

  private List<Path> entries(String folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(folder))) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return entries;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public boolean delete(String folder, String name) throws IOException {
    boolean there = Files.deleteIfExists(place(folder, name));
    if (!folder.equals(ROOT)) {
      deleteIfEmpty(root.resolve(folder));
    }
    return there;
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something else is in it.
    }
  }

  @Override
  public Path place(String folder, String name) {
    return root.resolve(folder).resolve(name);
  }
}
