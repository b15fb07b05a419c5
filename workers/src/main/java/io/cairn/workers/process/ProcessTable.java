package io.cairn.workers.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine as Linux's {@code /proc} shows them. The JDK's {@link
 * ProcessHandle} knows parents, but neither sessions nor environments nor zombies.
 *
 * <p>Source: proc(5), sections {@code /proc/pid/stat} and {@code /proc/pid/environ}.
 */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  /**
   * One process that is neither a zombie nor dead.
   *
   * @param session id of its session: the process id of the session's leader
   */
  record Entry(long pid, long parent, long session) {}

  private ProcessTable() {}

  /** Whether this machine has such a table. */
  static boolean exists() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  static List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        entry(folder).ifPresent(entries::add);
      }
    } catch (IOException e) {
      // The folder of a machine's processes cannot vanish; without it nothing can be found.
      return entries;
    }
    return entries;
  }

  private static Optional<Entry> entry(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      // pid (name) state parent group session ...; the name may hold spaces and parentheses.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      String state = fields[0];
      if (state.equals("Z") || state.equals("X") || state.equals("x")) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              Long.parseLong(stat.substring(0, stat.indexOf(' '))),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[3])));
    } catch (IOException | RuntimeException e) {
      // It ended while it was read.
      return Optional.empty();
    }
  }

  /** Whether a process was started with {@code text} somewhere in its environment. */
  static boolean environmentHolds(long pid, String text) {
    try {
      byte[] environment = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      // Another user's, or ended meanwhile.
      return false;
    }
  }
}
