package io.cairn.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record as it lies in the journal's table.
 *
 * @param sequence from 1, without gaps
 * @param persistenceId of the one entity that writes here
 * @param writer incarnation of the entity that wrote it, by which Pekko tells two writers apart
 * @param writtenAt milliseconds since 1970
 * @param serializer identifier of the serializer
 * @param manifest what the payload is, to the serializer
 * @param payload the bytes of the serializer, in their frame
 * @param seal chains it to the record before it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record JournalRow(
    long sequence,
    String persistenceId,
    String writer,
    long writtenAt,
    int serializer,
    String manifest,
    byte[] payload,
    int seal) {

  /** Seal of the record before the first. */
  public static final int NO_SEAL = 0;

  /** The same with the seal that it has after a record with seal {@code previous}. */
  public JournalRow sealedAfter(int previous) {
    return new JournalRow(
        sequence,
        persistenceId,
        writer,
        writtenAt,
        serializer,
        manifest,
        payload,
        sealAfter(previous));
  }

  /**
   * CRC-32C of the seal before and of all that the record says. A record that was swapped, doubled,
   * taken from an older state of the file or damaged outside its payload does not fit into the
   * chain.
   */
  public int sealAfter(int previous) {
    byte[] id = persistenceId.getBytes(UTF_8);
    byte[] type = manifest.getBytes(UTF_8);
    ByteBuffer head =
        ByteBuffer.allocate(4 + 8 + 8 + 4 + 4 + id.length + type.length)
            .putInt(previous)
            .putLong(sequence)
            .putLong(writtenAt)
            .putInt(serializer)
            .putInt(id.length)
            .put(id)
            .put(type)
            .flip();
    CRC32C crc = new CRC32C();
    crc.update(head);
    crc.update(payload);
    return (int) crc.getValue();
  }
}
