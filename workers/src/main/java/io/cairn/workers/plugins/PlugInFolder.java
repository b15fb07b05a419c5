package io.cairn.workers.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of plug-ins: each file {@code NAME.jar} and each folder {@code NAME} is one. Hidden
 * files and files that are no jars are not looked at.
 */
public final class PlugInFolder {

  private static final String JAR = ".jar";

  private PlugInFolder() {}

  /**
   * Loads every plug-in of {@code folder}, in the order of their names; one that cannot be loaded
   * says so and is no trouble to the others.
   *
   * @param folder need not exist
   * @throws IOException if the folder is there and cannot be read
   */
  public static List<LoadedPlugIn> load(Path folder, PlugInBounds bounds) throws IOException {
    List<LoadedPlugIn> loaded = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return loaded;
    }
    for (Path place : sorted(folder)) {
      String file = String.valueOf(place.getFileName());
      if (file.startsWith(".")) {
        continue;
      }
      if (Files.isDirectory(place)) {
        loaded.add(ofFolder(file, place, bounds));
      } else if (file.endsWith(JAR)) {
        String name = file.substring(0, file.length() - JAR.length());
        loaded.add(new PlugInLoader(name, place, bounds).load(List.of(place)));
      }
    }
    return loaded;
  }

  private static LoadedPlugIn ofFolder(String name, Path place, PlugInBounds bounds) {
    List<Path> jars;
    try {
      jars = sorted(place).stream().filter(file -> file.toString().endsWith(JAR)).toList();
    } catch (IOException e) {
      return refused(name, place, "its folder cannot be read: " + e.getMessage());
    }
    return jars.isEmpty()
        ? refused(name, place, "its folder holds no file *.jar")
        : new PlugInLoader(name, place, bounds).load(jars);
  }

  private static LoadedPlugIn refused(String name, Path place, String why) {
    return new LoadedPlugIn(name, place, Optional.empty(), List.of(), List.of(why));
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
