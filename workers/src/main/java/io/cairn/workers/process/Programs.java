package io.cairn.workers.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell would: by path, or by name on PATH. */
public final class Programs {

  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private Programs() {}

  /**
   * The file of a program.
   *
   * @param environment variables that override those of this process
   * @param directory against which relative paths are resolved
   */
  public static Optional<Path> find(
      String program, Map<String, String> environment, Path directory) {
    try {
      if (program.contains("/") || program.contains(File.separator)) {
        return Optional.of(directory.resolve(program).normalize()).filter(Programs::canRun);
      }
      for (String folder : path(environment).split(File.pathSeparator, -1)) {
        Path candidate = directory.resolve(folder).resolve(program);
        if (canRun(candidate)) {
          return Optional.of(candidate);
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Why a program cannot be run, to continue a sentence that starts with its key. */
  public static String notFound(String program, Map<String, String> environment, Path directory) {
    if (!program.contains("/")) {
      return "= \"%s\" is not a program on PATH (%s); install it or give its path"
          .formatted(program, path(environment));
    }
    Path file = directory.resolve(program).normalize();
    return Files.isRegularFile(file)
        ? "= \"%s\" is not executable; run chmod +x %s or put its interpreter first"
            .formatted(program, file)
        : "= \"%s\" is not a file: %s".formatted(program, file);
  }

  private static String path(Map<String, String> environment) {
    String inherited = System.getenv("PATH");
    return environment.getOrDefault("PATH", inherited == null ? DEFAULT_PATH : inherited);
  }

  private static boolean canRun(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
