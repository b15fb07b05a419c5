package io.cairn.server.asktell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Remembers whether the last answer of a session got out.
 *
 * <p>The journal knows what was decided, not what the client read. If the process is killed between
 * the two, the client sends its line again, and must get the answer that it missed: not a second
 * evaluation, and not a refusal of a result that was taken. So each line is noted before it is decided
 * and again after its answer was written. The note is one positional write into the page cache: it
 * survives the death of the process, and a loss of power at worst repeats an evaluation.
 */
public final class AnswerMark implements AutoCloseable {

  private static final int SIZE = 64;

  private final FileChannel file;
  private final Optional<Open> left;

  /**
   * A line whose answer may not have got out.
   *
   * @param op its operation
   * @param token for a tell or fail, the evaluation's token; for an ask, the newest token before it
   */
  public record Open(String op, long token) {}

  private AnswerMark(FileChannel file, Optional<Open> left) {
    this.file = file;
    this.left = left;
  }

  /** Opens the note at {@code path}, which need not exist. */
  public static AnswerMark open(Path path) throws IOException {
    Optional<Open> left = Optional.empty();
    if (Files.exists(path)) {
      String[] words = Files.readString(path, StandardCharsets.US_ASCII).trim().split(" ");
      if (words.length == 3 && words[0].equals("open")) {
        left = Optional.of(new Open(words[1], Long.parseLong(words[2])));
      }
    }
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new AnswerMark(file, left);
  }

  /** What an earlier process left open; empty if its last answer got out. */
  public Optional<Open> left() {
    return left;
  }

  /** A line is about to be decided. */
  void begin(String op, long token) throws IOException {
    write("open " + op + " " + token);
  }

  /** Its answer was written. */
  void done() throws IOException {
    write("done");
  }

  private void write(String note) throws IOException {
    byte[] padded = new byte[SIZE];
    java.util.Arrays.fill(padded, (byte) ' ');
    byte[] text = note.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, padded, 0, text.length);
    file.write(ByteBuffer.wrap(padded), 0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
