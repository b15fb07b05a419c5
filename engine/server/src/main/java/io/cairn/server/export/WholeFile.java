package io.cairn.server.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files that appear complete or not at all. */
public final class WholeFile {

  private WholeFile() {}

  /** What to write. */
  public interface Body {
    /** Writes all of it; need not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, and the folders that it lies in. An older file of that name stays until the new
   * one is done; when writing fails, it stays for good.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Body body) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file name; name a file inside a folder");
    }
    Files.createDirectories(folder);
    // Not createTempFile: its files are for their owner alone, and so would the finished one be.
    Path unfinished = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        body.writeTo(out);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
