package io.cairn.workers.container;

import java.nio.file.Path;

/**
 * A file or folder of this machine that a container sees.
 *
 * @param source absolute
 * @param target absolute path inside
 * @param writable whether the container may change it
 */
record Mount(Path source, String target, boolean writable) {

  static Mount same(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return new Mount(absolute, absolute.toString(), true);
  }

  /**
   * The value of {@code --mount}, which docker and podman read as one line of CSV. Unlike {@code
   * --volume} it takes paths with colons, and does not make a folder that is missing.
   */
  String option() {
    return "type=bind,"
        + field("source=" + source)
        + ","
        + field("target=" + target)
        + (writable ? "" : ",readonly");
  }

  private static String field(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }
}
