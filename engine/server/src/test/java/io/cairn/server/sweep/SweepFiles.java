package io.cairn.server.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sweep files of tests. */
public final class SweepFiles {

  private SweepFiles() {}

  /** Reads a text as the file {@code sweep.conf} of a folder; the text must be free of mistakes. */
  public static Sweep read(Path folder, String text, Purpose purpose) {
    try {
      return SweepReader.read(write(folder, "sweep.conf", text), purpose);
    } catch (InvalidSweepException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Writes a file. */
  public static Path write(Path folder, String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mistakes of a text, one sentence each. */
  static String mistakes(Path folder, String name, String text, Purpose purpose) {
    try {
      Sweep sweep = SweepReader.read(write(folder, name, text), purpose);
      throw new AssertionError("free of mistakes: " + sweep);
    } catch (InvalidSweepException e) {
      return e.getMessage();
    }
  }
}
