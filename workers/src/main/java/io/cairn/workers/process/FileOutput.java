package io.cairn.workers.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that a command appends lines to. A file that gets shorter was written anew and is read
 * from its start.
 */
final class FileOutput implements Output {

  private final Path file;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private LineSplitter lines = new LineSplitter();
  private long position;

  FileOutput(Path file) {
    this.file = file;
  }

  @Override
  public boolean read(LineSplitter.Sink sink) throws IOException {
    // Not Files.exists first: the command may remove the file in between.
    try {
      // Nor through a link: a command in a container cannot read what it might point to.
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      long size = found.size();
      if (size == position || !found.isRegularFile()) {
        return false;
      }
      if (size < position) {
        position = 0;
        lines = new LineSplitter();
      }
      return readFrom(sink);
    } catch (NoSuchFileException e) {
      return false;
    } catch (ClosedByInterruptException e) {
      // The interrupt is still pending and asks for the evaluation's end, which is in order.
      return false;
    }
  }

  private boolean readFrom(LineSplitter.Sink sink) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      channel.position(position);
      buffer.clear();
      int count = channel.read(buffer);
      if (count <= 0) {
        return false;
      }
      position += count;
      lines.feed(buffer.array(), count, sink);
      return true;
    }
  }

  @Override
  public void end(LineSplitter.Sink sink) {
    lines.end(sink);
  }
}
