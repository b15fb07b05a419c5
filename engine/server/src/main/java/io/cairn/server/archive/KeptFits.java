package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.proto.landscape.FitContent;
import io.cairn.proto.landscape.FitFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Fits of the archive's landscapes, {@code <home>/archive/fits/<landscape>/<key>.fit}, so that a
 * study on priors that were fitted before starts at once. What is damaged or of another version
 * counts as missing. Of one landscape the newest {@value #MOST} are kept.
 */
final class KeptFits {

  static final int SCHEMA = 1;

  /** Fits of one landscape, each for another sweep. */
  static final int MOST = 8;

  private static final String EXTENSION = ".fit";

  private final Path folder;

  KeptFits(Path archive) {
    this.folder = archive.resolve("fits");
  }

  /**
   * The fit that was kept under a key, if it can be used.
   *
   * @param space of the study that it was fitted for
   */
  Optional<FittedPrior> find(String landscape, String key, SearchSpace space) {
    try {
      FitFile file = FitFile.parseFrom(Files.readAllBytes(file(landscape, key)));
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
    } catch (IOException notThere) {
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
    Path of = Files.createDirectories(folder.resolve(fit.id()));
    DurableFile.replace(of, key + EXTENSION, file.toByteString().asReadOnlyByteBuffer());
    List<Path> kept = files(of);
    for (Path old : kept.subList(0, Math.max(0, kept.size() - MOST))) {
      Files.deleteIfExists(old);
    }
  }

  /** Oldest first. */
  private static List<Path> files(Path of) throws IOException {
    record Dated(Path file, long written) {}
    List<Dated> dated = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(of, "*" + EXTENSION)) {
      for (Path file : files) {
        dated.add(new Dated(file, Files.getLastModifiedTime(file).toMillis()));
      }
    } catch (NoSuchFileException gone) {
      return List.of(); // Another process removed one; the next fit that is kept tidies up.
    }
    dated.sort(Comparator.comparingLong(Dated::written).thenComparing(Dated::file));
    return dated.stream().map(Dated::file).toList();
  }

  /** Removes the fits of a landscape. */
  void remove(String landscape) throws IOException {
    Path of = folder.resolve(landscape);
    if (Files.isDirectory(of)) {
      for (Path file : files(of)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(of);
    }
  }

  /** The landscapes that fits are kept of. */
  List<String> landscapes() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      folders.forEach(of -> ids.add(String.valueOf(of.getFileName())));
    }
    return ids;
  }

  private Path file(String landscape, String key) {
    return folder.resolve(landscape).resolve(key + EXTENSION);
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
