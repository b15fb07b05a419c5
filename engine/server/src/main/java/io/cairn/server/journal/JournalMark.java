package io.cairn.server.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Up to where the journal was acknowledged.
 *
 * @param sequence number of the last acknowledged record; 0 is none
 * @param writtenAt when it was written, milliseconds since 1970
 * @param seal its seal, so that another journal of the same length is not taken for this one
 */
record JournalMark(long sequence, long writtenAt, int seal) {

  /** Of a journal without records. */
  static final JournalMark NONE = new JournalMark(0, 0, JournalRow.NO_SEAL);

  static final int BYTES = 28;

  private static final int MAGIC = 0x4341_4d31;

  /** Its bytes: magic, sequence, time, seal, CRC-32C of these. */
  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(MAGIC).putLong(sequence).putLong(writtenAt).putInt(seal);
    return bytes.putInt(checksum(bytes)).flip();
  }

  /** The mark in these bytes, if they are one. */
  static Optional<JournalMark> fromBytes(ByteBuffer bytes) {
    if (bytes.remaining() != BYTES || bytes.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    JournalMark mark = new JournalMark(bytes.getLong(4), bytes.getLong(12), bytes.getInt(20));
    return bytes.getInt(24) == checksum(bytes) ? Optional.of(mark) : Optional.empty();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(24));
    return (int) crc.getValue();
  }
}
