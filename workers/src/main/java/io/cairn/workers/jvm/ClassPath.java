package io.cairn.workers.jvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Jars and folders with classes.
 *
 * @param entries existing, absolute
 */
record ClassPath(List<Path> entries) {

  ClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * Finds the entries that a sweep names: jars, folders, and {@code folder/*} for the jars in it.
   *
   * @param folder against which relative ones are resolved
   * @param problem takes the index of an entry and what is wrong with it
   */
  static ClassPath of(List<String> names, Path folder, BiConsumer<Integer, String> problem) {
    List<Path> entries = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean jars = name.equals("*") || name.endsWith("/*");
      try {
        Path path = folder.resolve(jars ? name.substring(0, name.length() - 1) : name).normalize();
        List<Path> found = jars ? jars(path) : Files.exists(path) ? List.of(path) : List.of();
        if (found.isEmpty()) {
          problem.accept(
              i,
              jars
                  ? "= \"%s\": there are no jars in %s".formatted(name, path)
                  : "= \"%s\" does not exist: %s".formatted(name, path));
        }
        entries.addAll(found);
      } catch (InvalidPathException e) {
        problem.accept(i, "= \"%s\" cannot be a path: %s".formatted(name, e.getReason()));
      }
    }
    return new ClassPath(entries);
  }

  private static List<Path> jars(Path folder) {
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
        files.forEach(jars::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    jars.sort(null);
    return jars;
  }

  /**
   * A loader of these classes.
   *
   * @param parent whose classes come first
   */
  URLClassLoader loader(ClassLoader parent) {
    URL[] urls = new URL[entries.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = entries.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException("paths of files are URLs: " + entries.get(i), e);
      }
    }
    return new URLClassLoader("cairn-jvm-worker", urls, parent);
  }

  /** As the option {@code -cp} takes it. */
  String text() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
