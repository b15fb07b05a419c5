package io.cairn.workers.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Process ids that scripts leave in files. */
final class Pids {

  private Pids() {}

  /** The process id in a file, once it is there. */
  static long in(Path file) {
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file) && !read(file).isEmpty());
    return Long.parseLong(read(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a process runs; zombies do not. */
  static boolean isAlive(long pid) {
    return ProcessTable.exists()
        ? ProcessTable.read().stream().anyMatch(entry -> entry.pid() == pid)
        : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
