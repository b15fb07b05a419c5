package io.cairn.workers.s3;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder of this machine that is made to hold what a manifest says. */
final class LocalFolder {

  private LocalFolder() {}

  /** Fetches what a file consists of into a new file. */
  interface Source {
    void fetch(Manifest.Kept file, Path to) throws IOException;
  }

  /**
   * Makes a folder hold what a manifest says and nothing else; what it has already is not fetched.
   *
   * @param aside a name for files that are not whole yet, on the same file system
   * @throws DamagedException if something that was fetched is not what it should be
   */
  static void make(Path folder, Manifest manifest, Source source, Path aside) throws IOException {
    Files.createDirectories(folder);
    Map<String, Manifest.Kept> wanted = new HashMap<>();
    Set<String> folders = new HashSet<>(manifest.folders());
    for (Manifest.Kept file : manifest.files()) {
      wanted.put(file.path(), file);
      folders.addAll(Names.parents(file.path()));
    }
    manifest.links().forEach(link -> folders.addAll(Names.parents(link.path())));
    manifest.folders().forEach(name -> folders.addAll(Names.parents(name)));
    Set<String> there = keepOnly(folder, wanted, folders);
    for (String name : folders) {
      Files.createDirectories(folder.resolve(name));
    }
    for (Manifest.Kept file : manifest.files()) {
      if (!there.contains(file.path())) {
        fetch(folder.resolve(file.path()), file, source, aside);
      }
    }
    // Last, and after every link that was there before is gone: nothing is written through one.
    for (Manifest.Link link : manifest.links()) {
      Files.createSymbolicLink(folder.resolve(link.path()), Path.of(link.target()));
    }
  }

  private static void fetch(Path to, Manifest.Kept file, Source source, Path aside)
      throws IOException {
    try {
      source.fetch(file, aside);
      if (Files.size(aside) != file.size() || !Hash.of(aside).equals(file.sha256())) {
        throw new DamagedException("the content of " + file.path() + " is not what was kept");
      }
      Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Removes what is not wanted, links always; returns the names of the files that stay. */
  private static Set<String> keepOnly(
      Path root, Map<String, Manifest.Kept> wanted, Set<String> folders) throws IOException {
    Set<String> stay = new HashSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(file).toString();
            Manifest.Kept same = wanted.get(name);
            if (same != null
                && attributes.isRegularFile()
                && attributes.size() == same.size()
                && Hash.of(file).equals(same.sha256())) {
              stay.add(name);
            } else {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            super.postVisitDirectory(folder, e);
            if (!folder.equals(root) && !folders.contains(root.relativize(folder).toString())) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return stay;
  }
}
