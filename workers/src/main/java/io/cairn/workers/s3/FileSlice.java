package io.cairn.workers.s3;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A piece of a file as the body of a request, read as it is sent and again for each attempt. */
final class FileSlice implements ContentStreamProvider, AutoCloseable {

  private final Path file;
  private final long from;
  private final long length;
  private @Nullable InputStream open;

  FileSlice(Path file, long from, long length) {
    this.file = file;
    this.from = from;
    this.length = length;
  }

  @Override
  public InputStream newStream() {
    close();
    try {
      FileInputStream stream = new FileInputStream(file.toFile());
      open = stream;
      stream.getChannel().position(from);
      return new Bounded(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (InputStream old = open) {
      open = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Bounded extends FilterInputStream {

    private long left = length;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = super.read(into, offset, (int) Math.min(most, left));
      if (count < 0) {
        // Unchecked: to send it again would not make it longer.
        throw new UncheckedIOException(new IOException(file + " became shorter while it was kept"));
      }
      left -= count;
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
