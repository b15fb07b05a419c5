package io.cairn.server.journal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a record: magic (1), format version (1), length of the payload (int32), CRC-32C of
 * the payload (int32), payload; numbers big-endian. CRC-32C (Castagnoli, IEEE Trans. Communications
 * 41(6), 1993) finds every change of up to three bits and of any burst of up to 32, and all but one
 * in four billion of the rest.
 */
final class RecordFrame {

  static final int HEADER = 10;

  private static final byte MAGIC = (byte) 0xC5;
  private static final byte VERSION = 1;
  private static final int CHECKSUM_AT = 6;

  private RecordFrame() {}

  /** A message with its frame, written once, straight into place. */
  static byte[] wrap(MessageLite message) {
    int length = message.getSerializedSize();
    byte[] record = new byte[HEADER + length];
    CodedOutputStream out = CodedOutputStream.newInstance(record, HEADER, length);
    try {
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new IllegalStateException("a message is not as long as it says", e);
    }
    ByteBuffer.wrap(record)
        .put(MAGIC)
        .put(VERSION)
        .putInt(length)
        .putInt(checksum(record, HEADER, length));
    return record;
  }

  /**
   * The payload of a record, as a view of its bytes.
   *
   * @throws CorruptRecordException if they are not those that were written
   */
  static CodedInputStream unwrap(byte[] record) {
    verify(record);
    return CodedInputStream.newInstance(record, HEADER, record.length - HEADER);
  }

  /**
   * Verifies without decoding.
   *
   * @throws CorruptRecordException if the bytes are not those that were written
   */
  static void verify(byte[] record) {
    if (record.length < HEADER) {
      throw new CorruptRecordException(
          "a record of " + record.length + " bytes is shorter than the header of " + HEADER);
    }
    if (record[0] != MAGIC) {
      throw new CorruptRecordException(
          String.format("a record starts with 0x%02x instead of 0x%02x", record[0], MAGIC));
    }
    if (record[1] != VERSION) {
      throw new CorruptRecordException(
          "a record has format version "
              + (record[1] & 0xff)
              + "; this version of Cairn reads "
              + VERSION);
    }
    ByteBuffer header = ByteBuffer.wrap(record);
    int length = header.getInt(2);
    if (length != record.length - HEADER) {
      throw new CorruptRecordException(
          "a record says that it holds " + length + " bytes and holds " + (record.length - HEADER));
    }
    int expected = header.getInt(CHECKSUM_AT);
    int found = checksum(record, HEADER, length);
    if (expected != found) {
      throw new CorruptRecordException(
          String.format("the checksum of a record is %08x instead of %08x", found, expected));
    }
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
