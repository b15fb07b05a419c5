package io.cairn.workers.s3;

import io.cairn.workers.node.FolderTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in a folder, without following links.
 *
 * @param folders empty ones
 */
record FolderContent(List<Found> files, List<Manifest.Link> links, List<String> folders) {

  private static final Logger LOG = LoggerFactory.getLogger(FolderContent.class);

  /** A file, and what shows later that it is no longer what was read. */
  record Found(String name, Path file, long size, FileTime modified, String sha256) {

    /**
     * Checks that the file did not change since.
     *
     * @throws IOException if it did
     */
    void checkUnchanged() throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (now.size() != size || !now.lastModifiedTime().equals(modified)) {
        throw new IOException(
            file + " changed while it was kept; what trains must have written before it ends");
      }
    }
  }

  boolean isEmpty() {
    return files.isEmpty() && links.isEmpty() && folders.isEmpty();
  }

  /**
   * Reads a folder. A file that goes away meanwhile is not there.
   *
   * @throws IOException if something cannot be read
   */
  static FolderContent of(Path root) throws IOException {
    FolderContent content =
        new FolderContent(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Files.walkFileTree(
        root,
        new FolderTree.Visit() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            content.add(root, file, attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(root) && isEmpty(folder)) {
              content.folders().add(name(root, folder));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return content;
  }

  private void add(Path root, Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      addLink(root, file);
    } else if (attributes.isRegularFile()) {
      try {
        // Once more, since the walk may have looked a while ago.
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        files.add(
            new Found(name(root, file), file, now.size(), now.lastModifiedTime(), Hash.of(file)));
      } catch (NoSuchFileException | java.io.FileNotFoundException e) {
        if (Files.exists(file)) {
          throw e;
        }
      }
    } else {
      LOG.warn("{} is neither a file nor a folder, and is not kept", file);
    }
  }

  /** Links within the folder are kept as links; what others point to is not the checkpoint's. */
  private void addLink(Path root, Path file) throws IOException {
    Path target = Files.readSymbolicLink(file);
    Path parent = file.resolveSibling("").normalize();
    if (target.isAbsolute() && target.normalize().startsWith(root)) {
      target = parent.relativize(target.normalize());
    }
    String name = name(root, file);
    if (!target.isAbsolute() && Names.pointsInside(name, target.toString())) {
      links.add(new Manifest.Link(name, target.toString()));
    } else {
      LOG.warn("{} is a link out of the checkpoint's folder, to {}, and is not kept", file, target);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** The name below the root; one that cannot be written as text would come back as another. */
  private static String name(Path root, Path file) throws IOException {
    String name = root.relativize(file).toString();
    if (!root.resolve(name).equals(file) || name.indexOf('\uFFFD') >= 0) {
      throw new IOException(
          "the name of "
              + file
              + " is no text in this machine's encoding and cannot be kept; rename the file, or start"
              + " the worker with LC_ALL=C.UTF-8");
    }
    return name;
  }
}
