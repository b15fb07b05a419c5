package io.cairn.server.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The single path that most stores are. */
public final class OneFile {

  private OneFile() {}

  /**
   * The file.
   *
   * @param what it should be, for messages
   * @throws UnreadableStoreException if there is none, it is a folder, or there are several
   */
  public static Path of(List<Path> paths, String what) throws UnreadableStoreException {
    Path path = one(paths, what);
    if (Files.isDirectory(path)) {
      throw new UnreadableStoreException(path + " is a folder; name " + what);
    }
    return path;
  }

  /**
   * The file or folder.
   *
   * @throws UnreadableStoreException if there is none, or there are several
   */
  public static Path one(List<Path> paths, String what) throws UnreadableStoreException {
    if (paths.size() != 1) {
      throw new UnreadableStoreException(
          paths.size() + " paths were given, but one store is read at a time; name " + what);
    }
    Path path = paths.get(0);
    if (!Files.exists(path)) {
      throw new UnreadableStoreException(
          path
              + " does not exist (looked for "
              + path.toAbsolutePath().normalize()
              + "); check the path");
    }
    return path;
  }
}
