package io.cairn.workers.smile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The checkpoint of an ensemble: the scores of its folds after some stage, as plain numbers.
 *
 * <p>No object is ever read from it (Java serialisation of a file that anyone may have written runs
 * code): a magic number, the length of a text that names model, values, seed, data and split, that
 * text, the stage, the scores, and a checksum (CRC-32) of it all. A file that does not check out,
 * or is of something else, is as good as none: training starts from the beginning and ends the
 * same. Written beside and renamed, so that a crash leaves the old file or the new one.
 */
final class ScoreFile {

  /**
   * What a file holds.
   *
   * @param stage the stage after which it was written
   * @param folds the scores, fold by fold
   */
  record Saved(int stage, List<double[]> folds) {
    Saved {
      folds = List.copyOf(folds);
    }
  }

  private static final int MAGIC = 0x43534631; // CSF1
  private static final String NAME = "smile-scores";

  private final Path folder;
  private final String identity;

  /**
   * @param folder the trial's checkpoint folder
   * @param identity equal for equal training, different for different
   */
  ScoreFile(Path folder, String identity) {
    this.folder = folder;
    this.identity = identity;
  }

  /** Writes, replacing what was there. */
  void write(Saved saved) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      byte[] text = identity.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      out.writeInt(saved.stage());
      out.writeInt(saved.folds().size());
      for (double[] fold : saved.folds()) {
        out.writeInt(fold.length);
        for (double score : fold) {
          out.writeDouble(score);
        }
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes.toByteArray());
      out.writeLong(checksum.getValue());
    }
    Path fresh = folder.resolve(NAME + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was written last; absent if there is nothing, or nothing that can be used. */
  Optional<Saved> read() {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(NAME));
      return valid(bytes) ? parse(bytes) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean valid(byte[] bytes) {
    if (bytes.length < 2 * Long.BYTES) {
      return false;
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, bytes.length - Long.BYTES);
    return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) == checksum.getValue();
  }

  private Optional<Saved> parse(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte[] text = identity.getBytes(StandardCharsets.UTF_8);
    if (in.readInt() != MAGIC
        || in.readInt() != text.length
        || !Arrays.equals(in.readNBytes(text.length), text)) {
      return Optional.empty();
    }
    int stage = in.readInt();
    int count = in.readInt();
    List<double[]> folds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > in.available() / Double.BYTES) {
        return Optional.empty();
      }
      double[] fold = new double[length];
      for (int j = 0; j < length; j++) {
        fold[j] = in.readDouble();
      }
      folds.add(fold);
    }
    return Optional.of(new Saved(stage, folds));
  }
}
