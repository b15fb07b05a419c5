package io.cairn.workers.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Folders with all that is below them, while user code may still make and remove files there. Links
 * are not followed.
 */
public final class FolderTree {

  private FolderTree() {}

  /** A visit for which what goes away meanwhile is not there; anything else that fails ends it. */
  public abstract static class Visit extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /** Size of all regular files below a folder in bytes; 0 if it is not there. */
  public static long size(Path root) throws IOException {
    long[] sum = new long[1];
    Files.walkFileTree(
        root,
        new Visit() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  /**
   * Removes a folder with all in it; nothing if it is not there.
   *
   * @throws IOException if something is still there afterwards
   */
  public static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new Visit() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            super.postVisitDirectory(folder, e);
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
