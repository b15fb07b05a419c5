package io.cairn.server.archive;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, and stay there when the power goes. */
final class DurableFile {

  private DurableFile() {}

  /**
   * Writes a file under another name and moves it into place, over what may be there. It is on the
   * disk when this returns.
   *
   * @param folder must exist
   */
  static void write(Path folder, String name, ByteBuffer content) throws IOException {
    write(folder, name, content, true);
    force(folder);
  }

  /**
   * As {@link #write}, but when the power goes what is there may be torn: for files that are
   * checked when they are read and can be made again.
   */
  static void replace(Path folder, String name, ByteBuffer content) throws IOException {
    write(folder, name, content, false);
  }

  private static void write(Path folder, String name, ByteBuffer content, boolean forced)
      throws IOException {
    Path temporary = Files.createTempFile(folder, ".", ".tmp");
    try {
      fill(temporary, content, forced);
      move(temporary, folder.resolve(name));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void fill(Path file, ByteBuffer buffer, boolean forced) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (forced) {
        channel.force(true);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes new names durable; where folders cannot be opened (Windows), names are so anyway. */
  private static void force(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
