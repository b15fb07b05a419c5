package io.cairn.workers.slurm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A file that another machine appends to, as a stream.
 *
 * <p>It is opened anew for every look: on NFS only that makes what others wrote visible ("close to
 * open" consistency, nfs(5)). As long as nothing comes it looks a few times a second only. Not by
 * channels: those throw at an interrupt, which only asks the slot to end its evaluation in order.
 */
final class GrowingFile extends InputStream {

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path file;
  private long position;
  private long looked = System.nanoTime() - BETWEEN_LOOKS;
  private boolean complete;

  GrowingFile(Path file) {
    this.file = file;
  }

  /** Nothing will be appended any more, so that every look counts. */
  void complete() {
    complete = true;
  }

  @Override
  public int available() throws IOException {
    long now = System.nanoTime();
    if (!complete && now - looked < BETWEEN_LOOKS) {
      return 0;
    }
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      long more = Math.max(0, opened.length() - position);
      if (more == 0) {
        looked = now;
      }
      return (int) Math.min(Integer.MAX_VALUE, more);
    } catch (FileNotFoundException e) {
      looked = now;
      return 0;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      opened.seek(position);
      int count = opened.read(bytes, offset, length);
      position += Math.max(0, count);
      return count;
    }
  }
}
