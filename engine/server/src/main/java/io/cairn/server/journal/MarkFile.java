package io.cairn.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file of the {@link JournalMark}, written after every durable commit. One small positional
 * write: it is in the page cache when the call returns, so it outlives the process, and costs
 * microseconds. Two slots in different sectors are written in turn, so that a power cut in the
 * middle of one leaves the other.
 */
final class MarkFile implements AutoCloseable {

  /** What a mark file says. */
  sealed interface Reading {}

  /** A mark. */
  record Found(JournalMark mark) implements Reading {}

  /** There is no such file. */
  record Missing() implements Reading {}

  /** The file holds no mark. */
  record Damaged() implements Reading {}

  private static final int SLOTS = 2;
  private static final int SLOT_BYTES = 4096;

  private final FileChannel channel;
  private int slot;

  private MarkFile(FileChannel channel, int slot) {
    this.channel = channel;
    this.slot = slot;
  }

  /** Opens the file for writing; makes it if it is not there. */
  static MarkFile open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new MarkFile(channel, newestSlot(channel));
  }

  /** Puts a mark into a new or existing file, down to the disk. */
  static void put(Path file, JournalMark mark) throws IOException {
    try (MarkFile marks = open(file)) {
      for (int i = 0; i < SLOTS; i++) {
        marks.write(mark);
      }
      marks.force();
    }
  }

  /** Writes a mark over the older of the two. */
  void write(JournalMark mark) throws IOException {
    slot = (slot + 1) % SLOTS;
    ByteBuffer bytes = mark.toBytes();
    long at = (long) slot * SLOT_BYTES;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Hands what was written to the disk. */
  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The highest mark in a file. */
  static Reading read(Path file) {
    if (!Files.exists(file)) {
      return new Missing();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<JournalMark> highest = Optional.empty();
      for (int i = 0; i < SLOTS; i++) {
        Optional<JournalMark> mark = read(channel, i);
        if (mark.isPresent()
            && (highest.isEmpty() || mark.get().sequence() > highest.get().sequence())) {
          highest = mark;
        }
      }
      return highest.<Reading>map(Found::new).orElseGet(Damaged::new);
    } catch (IOException e) {
      throw new CairnJournalException("the mark " + file + " cannot be read: " + e, e);
    }
  }

  private static int newestSlot(FileChannel channel) throws IOException {
    int newest = 0;
    long highest = -1;
    for (int i = 0; i < SLOTS; i++) {
      long sequence = read(channel, i).map(JournalMark::sequence).orElse(-1L);
      if (sequence > highest) {
        highest = sequence;
        newest = i;
      }
    }
    return newest;
  }

  private static Optional<JournalMark> read(FileChannel channel, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(JournalMark.BYTES);
    long at = (long) slot * SLOT_BYTES;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at + bytes.position());
      if (read < 0) {
        return Optional.empty();
      }
    }
    return JournalMark.fromBytes(bytes.flip());
  }
}
