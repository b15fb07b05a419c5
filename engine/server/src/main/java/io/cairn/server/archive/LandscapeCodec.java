package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cairn.proto.landscape.LandscapeContent;
import io.cairn.proto.landscape.LandscapeFile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** The bytes of a landscape file. */
final class LandscapeCodec {

  static final int SCHEMA = 1;

  /** 64 bits: two of a million landscapes meet with a probability of 3e-8. */
  private static final int ID_LENGTH = 16;

  /**
   * Far above any landscape that fits the memory otherwise; a bound against damaged or hostile
   * files.
   */
  private static final int MAX_BYTES = 1 << 29;

  /**
   * A landscape ready to be written.
   *
   * @param id its content hash
   * @param bytes of the file
   */
  record Encoded(String id, ByteString bytes) {}

  /** A landscape that was read. */
  record Decoded(String id, ArchivedLandscape landscape) {}

  private LandscapeCodec() {}

  static Encoded encode(ArchivedLandscape landscape) {
    byte[] content = deterministic(LandscapeMessages.content(landscape));
    LandscapeFile file =
        LandscapeFile.newBuilder()
            .setSchemaVersion(SCHEMA)
            .setContent(ByteString.copyFrom(content))
            .setContentCrc32C(checksum(content))
            .setProvenance(LandscapeMessages.provenance(landscape.landscape().provenance()))
            .build();
    ByteString.Output bytes = ByteString.newOutput();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      file.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
    }
    return new Encoded(id(content), bytes.toByteString());
  }

  private static byte[] deterministic(LandscapeContent content) {
    byte[] bytes = new byte[content.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      content.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
    }
    return bytes;
  }

  /**
   * @param file for messages
   * @throws DamagedLandscapeException if the bytes are not those of a landscape
   */
  static Decoded decode(byte[] bytes, Path file) throws DamagedLandscapeException {
    try {
      LandscapeFile message = LandscapeFile.parseFrom(unpacked(bytes, file));
      if (message.getSchemaVersion() != SCHEMA) {
        throw new DamagedLandscapeException(
            file,
            "has schema version "
                + message.getSchemaVersion()
                + ", but this Cairn reads "
                + SCHEMA
                + "; use a newer Cairn");
      }
      byte[] content = message.getContent().toByteArray();
      if (checksum(content) != message.getContentCrc32C()) {
        throw damaged(file, "its checksum does not match its content");
      }
      return new Decoded(
          id(content),
          LandscapeMessages.landscape(
              LandscapeContent.parseFrom(content), message.getProvenance()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private static DamagedLandscapeException damaged(Path file, String reason) {
    return new DamagedLandscapeException(
        file, "is damaged: " + reason + "; remove it, or bring it back from a copy");
  }

  private static byte[] unpacked(byte[] bytes, Path file) throws DamagedLandscapeException {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] unpacked = gzip.readNBytes(MAX_BYTES);
      if (gzip.read() >= 0) {
        throw damaged(file, "it unpacks to more than " + MAX_BYTES + " bytes");
      }
      return unpacked;
    } catch (EOFException e) {
      throw damaged(file, "its end is missing");
    } catch (ZipException e) {
      throw damaged(
          file, "it is no gzip file, or parts of it are garbled (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static String id(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
