package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.proto.landscape.FitContent;
import io.cairn.proto.landscape.FitFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Fits of the archive's landscapes, {@code fits/<landscape>/<key>.fit} on its shelf, so that a
 * study on priors that were fitted before starts at once. What is damaged or of another version
 * counts as missing. Of one landscape the newest {@value #MOST} are kept.
 */
final class KeptFits {

  static final int SCHEMA = 1;

  /** Fits of one landscape, each for another sweep. */
  static final int MOST = 8;

  private static final String EXTENSION = ".fit";

  private static final String FOLDER = "fits";

  private final Shelf shelf;

  KeptFits(Shelf shelf) {
    this.shelf = shelf;
  }

  /**
   * The fit that was kept under a key, if it can be used.
   *
   * @param space of the study that it was fitted for
   */
  Optional<FittedPrior> find(String landscape, String key, SearchSpace space) {
    try {
      Optional<byte[]> bytes = shelf.get(folder(landscape), key + EXTENSION);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      FitFile file = FitFile.parseFrom(bytes.get());
      byte[] content = file.getContent().toByteArray();
      boolean sound =
          file.getSchemaVersion() == SCHEMA
              && file.getKey().equals(key)
              && file.getContentCrc32C() == checksum(content);
      return sound
          ? Optional.of(FitMessages.fit(FitContent.parseFrom(content), space))
          : Optional.empty();
    } catch (InvalidProtocolBufferException | IllegalArgumentException damaged) {
      return Optional.empty(); // Fitted again, and replaced.
    } catch (IOException notToBeHad) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a fit. It need not survive the power going: it is checked when it is read.
   *
   * @throws IOException if it cannot be written
   */
  void keep(String key, FittedPrior fit) throws IOException {
    byte[] content = FitMessages.content(fit).toByteArray();
    FitFile file =
        FitFile.newBuilder()
            .setSchemaVersion(SCHEMA)
            .setKey(key)
            .setContent(ByteString.copyFrom(content))
            .setContentCrc32C(checksum(content))
            .build();
    String of = folder(fit.id());
    shelf.putReplaceable(of, key + EXTENSION, file.toByteString());
    List<String> kept = shelf.names(of).stream().filter(name -> name.endsWith(EXTENSION)).toList();
    for (String old : kept.subList(0, Math.max(0, kept.size() - MOST))) {
      shelf.delete(of, old);
    }
  }

  /** Removes the fits of a landscape. */
  void remove(String landscape) throws IOException {
    String of = folder(landscape);
    for (String file : shelf.names(of)) {
      shelf.delete(of, file);
    }
  }

  /** The landscapes that fits are kept of. */
  List<String> landscapes() throws IOException {
    return shelf.folders(FOLDER);
  }

  private static String folder(String landscape) {
    return FOLDER + "/" + landscape;
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
