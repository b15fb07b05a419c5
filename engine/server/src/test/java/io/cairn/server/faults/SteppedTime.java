package io.cairn.server.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a machine that somebody sets: the system's, with an offset that a file says. */
final class SteppedTime implements InstantSource {

  private final Path file;
  private volatile Duration offset = Duration.ZERO;

  SteppedTime(Path file) {
    this.file = file;
  }

  @Override
  public Instant instant() {
    try {
      String text = Files.readString(file).trim();
      if (!text.isEmpty()) {
        offset = Duration.ofMillis(Long.parseLong(text));
      }
    } catch (IOException e) {
      // It is written just now, or there is none: what it said before counts.
      return InstantSource.system().instant().plus(offset);
    }
    return InstantSource.system().instant().plus(offset);
  }
}
