package io.cairn.server.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Wakes suspended children when this JVM is gone, kill -9 included: awake, they notice it and end.
 * A shell that reads their numbers until its input ends. It only ever continues a process, so a
 * number that meanwhile belongs to somebody else does no harm.
 */
final class PauseGuard implements AutoCloseable {

  private static final String SCRIPT =
      "while read pid; do pids=\"$pids $pid\"; done; kill -CONT $pids";

  private final OutputStream numbers;

  PauseGuard() {
    try {
      numbers =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void started(long pid) {
    try {
      numbers.write((pid + "\n").getBytes(StandardCharsets.UTF_8));
      numbers.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      numbers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
