package io.cairn.server.journal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cairn.proto.Journal;
import io.cairn.proto.cluster.Cluster;
import java.io.IOException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Carries every message of Cairn's protobuf files, to disk and between nodes, in a checked {@link
 * RecordFrame}. The manifest is the message's protobuf name and the version of the rules by which
 * it is meant: {@code cairn.journal.Commit#1}.
 *
 * <p>Files other than the journal's that travel are added to {@link #MESSAGES}.
 */
public final class ProtobufSerializer extends SerializerWithStringManifest {

  /** Stands in every record; never changes. */
  static final int IDENTIFIER = 20_261;

  /** Version of the manifests written; read are this one and those before it. */
  static final int SCHEMA_VERSION = 1;

  static final ProtobufRegistry MESSAGES =
      ProtobufRegistry.of(Journal.getDescriptor(), Cluster.getDescriptor());

  /** Longer fields than protobuf's default of 64 MiB: a snapshot may be large. */
  private static final int SIZE_LIMIT = Integer.MAX_VALUE;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return ((Message) message).getDescriptorForType().getFullName() + "#" + SCHEMA_VERSION;
  }

  /**
   * @throws IllegalArgumentException if a reader would not know the message
   */
  @Override
  public byte[] toBinary(Object object) {
    Message message = (Message) object;
    String name = message.getDescriptorForType().getFullName();
    if (!MESSAGES.knows(name)) {
      throw new IllegalArgumentException(
          name + " is in none of the files that ProtobufSerializer reads; add its file there");
    }
    return RecordFrame.wrap(message);
  }

  /**
   * @throws CorruptRecordException if the bytes are damaged or of a later version
   */
  @Override
  public Object fromBinary(byte[] record, String manifest) {
    Message type = type(manifest);
    try {
      CodedInputStream payload = RecordFrame.unwrap(record);
      payload.setSizeLimit(SIZE_LIMIT);
      Message message = type.getParserForType().parseFrom(payload);
      payload.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new CorruptRecordException(
          "a record is whole but not a " + manifest + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static Message type(String manifest) {
    int hash = manifest.lastIndexOf('#');
    if (hash < 0) {
      throw new CorruptRecordException(
          "a record's manifest \"" + manifest + "\" is not of the form name#version");
    }
    int version;
    try {
      version = Integer.parseInt(manifest.substring(hash + 1));
    } catch (NumberFormatException e) {
      throw new CorruptRecordException(
          "a record's manifest \"" + manifest + "\" does not end in a version", e);
    }
    if (version < 1 || version > SCHEMA_VERSION) {
      throw new CorruptRecordException(
          "a record has schema version "
              + version
              + "; this version of Cairn reads 1 to "
              + SCHEMA_VERSION);
    }
    return MESSAGES.defaultInstance(manifest.substring(0, hash));
  }
}
