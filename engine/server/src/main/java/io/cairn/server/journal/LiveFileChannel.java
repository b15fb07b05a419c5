package io.cairn.server.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FileBaseDefault;

/**
 * Reads the beginning of a file that another process may hold the lock of; see {@link
 * LiveFilePath}.
 */
final class LiveFileChannel extends FileBaseDefault {

  /** Length of H2's header: two copies of one block. */
  static final int HEADER = 8192;

  private static final int BLOCK = 4096;

  private final FileChannel file;
  private final long length;
  private final boolean blankHeader;

  LiveFileChannel(FileChannel file, long length, boolean blankHeader) {
    this.file = file;
    this.length = length;
    this.blankHeader = blankHeader;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    CarefulAccess.continueIfWithinLimit();
    if (position >= length) {
      return -1;
    }
    if (blankHeader && position < HEADER) {
      ByteBuffer header = ByteBuffer.wrap(blankHeader()).position((int) position);
      int count = Math.min(header.remaining(), target.remaining());
      target.put(header.limit(header.position() + count));
      return count;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + length - position));
    try {
      return file.read(target, position);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public long size() throws IOException {
    return Math.min(file.size(), length);
  }

  /** What H2 writes into a new file: its formats, and no chunk. */
  private static byte[] blankHeader() {
    StringBuilder text = new StringBuilder("H:2,blockSize:1000,created:0,format:3");
    byte[] checked = text.toString().getBytes(ISO_8859_1);
    DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(checked, 0, checked.length));
    byte[] block = text.append('\n').toString().getBytes(ISO_8859_1);
    return ByteBuffer.allocate(HEADER).put(block).position(BLOCK).put(block).array();
  }

  /** A lock in name only. */
  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    return new FileLock(this, position, size, shared) {
      @Override
      public boolean isValid() {
        return isOpen();
      }

      @Override
      public void release() {}
    };
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new NonWritableChannelException();
  }

  @Override
  protected void implTruncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
