package io.cairn.server.asktell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Remembers whether the last answer of a session got out.
 *
 * <p>The journal knows what was decided, not what the client read. If the process is killed between
 * the two, the client sends its line again, and must get the answer that it missed: not a second
 * evaluation, and not a refusal of a result that was taken. So each line is noted before it is
 * decided and again after its answer was written. The note is one positional write into the page
 * cache: it survives the death of the process, and a loss of power at worst repeats an evaluation.
 *
 * <p>Between the write of an answer and the second note lie a few microseconds in which a kill
 * leaves it open whether the answer got out. A client that wants to be exact there too gives its
 * lines keys.
 */
public final class AnswerMark implements AutoCloseable {

  private static final int SIZE = 256;

  /** Longest key of a line, in characters. */
  static final int MAX_KEY = 64;

  private final FileChannel file;
  private final Optional<Last> left;
  private String current = "";

  /**
   * The last line of an earlier process.
   *
   * @param answered whether its answer is known to have got out
   * @param op its operation
   * @param token for a tell or fail, the evaluation's token; for an ask, the newest token before it
   * @param key its key; empty if it had none
   */
  public record Last(boolean answered, String op, long token, String key) {}

  private AnswerMark(FileChannel file, Optional<Last> left) {
    this.file = file;
    this.left = left;
  }

  /** Opens the note at {@code path}, which need not exist. */
  public static AnswerMark open(Path path) throws IOException {
    Optional<Last> left = Optional.empty();
    if (Files.exists(path)) {
      String[] words = Files.readString(path, StandardCharsets.UTF_8).strip().split(" ", 4);
      if (words.length >= 3) {
        left =
            Optional.of(
                new Last(
                    words[0].equals("done"),
                    words[1],
                    Long.parseLong(words[2]),
                    words.length > 3 ? words[3] : ""));
      }
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new AnswerMark(file, left);
  }

  /** What an earlier process did last; empty before the first line. */
  public Optional<Last> left() {
    return left;
  }

  /** A line is about to be decided. */
  void begin(String op, long token, String key) throws IOException {
    current = op + " " + token + " " + key;
    write("open " + current);
  }

  /** Its answer was written. */
  void done() throws IOException {
    if (!current.isEmpty()) {
      write("done " + current);
      current = "";
    }
  }

  private void write(String note) throws IOException {
    byte[] padded = new byte[SIZE];
    Arrays.fill(padded, (byte) ' ');
    byte[] text = note.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, padded, 0, Math.min(SIZE, text.length));
    file.write(ByteBuffer.wrap(padded), 0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
