package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtobufSerializerTest {

  private final ProtobufSerializer serializer = new ProtobufSerializer();

  @TempDir Path home;

  @Test
  void roundTrip_anyMessage_isEqual() {
    for (int seed = 0; seed < 50; seed++) {
      Commit commit = Commits.random(seed, 20, new Random(seed));
      assertThat(serializer.fromBinary(serializer.toBinary(commit), serializer.manifest(commit)))
          .as("seed %d", seed)
          .isEqualTo(commit);
    }
    Event event = Event.newBuilder().setNote("alone").build();
    assertThat(serializer.fromBinary(serializer.toBinary(event), serializer.manifest(event)))
        .isEqualTo(event);
    Commit empty = Commit.getDefaultInstance();
    assertThat(serializer.fromBinary(serializer.toBinary(empty), serializer.manifest(empty)))
        .isEqualTo(empty);
  }

  @Test
  void roundTrip_messageBeyondProtobufsDefaultLimit_isEqual() {
    Commit large =
        Commit.newBuilder().addEvents(Event.newBuilder().setNote("x".repeat(70 << 20))).build();
    assertThat(serializer.fromBinary(serializer.toBinary(large), serializer.manifest(large)))
        .isEqualTo(large);
  }

  @Test
  void manifest_isProtobufNameAndVersion() {
    assertThat(serializer.manifest(Commit.getDefaultInstance()))
        .isEqualTo("cairn.journal.Commit#1");
  }

  @Test
  void frame_ofVersionOne_keepsItsBytes() {
    Commit commit = Commit.newBuilder().setSchemaVersion(1).build();
    assertThat(serializer.toBinary(commit))
        .containsExactly(0xC5, 1, 0, 0, 0, 2, 0x9e, 0x1e, 0x37, 0x69, 8, 1);
  }

  @Test
  void decode_anyChangedByte_isRefused() {
    Commit commit = Commits.random(1, 3, new Random(1));
    byte[] record = serializer.toBinary(commit);
    for (int at = 0; at < record.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = record.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> serializer.fromBinary(changed, "cairn.journal.Commit#1"))
            .as("bit %d of byte %d", bit, at)
            .isInstanceOf(CorruptRecordException.class)
            .hasMessageContaining("record");
      }
    }
  }

  @Test
  void decode_anyOtherLength_isRefused() {
    byte[] record = serializer.toBinary(Commits.random(1, 2, new Random(2)));
    for (int length = 0; length < record.length + 9; length++) {
      if (length != record.length) {
        byte[] cut = Arrays.copyOf(record, length);
        assertThatThrownBy(() -> serializer.fromBinary(cut, "cairn.journal.Commit#1"))
            .as("%d of %d bytes", length, record.length)
            .isInstanceOf(CorruptRecordException.class);
      }
    }
  }

  @Test
  void decode_foreignManifest_isRefusedWithoutLookingForAClass() {
    byte[] record = serializer.toBinary(Commit.getDefaultInstance());
    for (String manifest :
        new String[] {
          "java.lang.Runtime#1",
          "cairn.journal.Nothing#1",
          "cairn.journal.Commit",
          "cairn.journal.Commit#",
          "cairn.journal.Commit#0",
          "cairn.journal.Commit#2",
          "#1",
          ""
        }) {
      assertThatThrownBy(() -> serializer.fromBinary(record, manifest))
          .as(manifest)
          .isInstanceOf(CorruptRecordException.class);
    }
  }

  @Test
  void encode_messageThatNobodyWouldKnow_isRefused() {
    assertThatThrownBy(() -> serializer.toBinary(StringValue.of("foreign")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("google.protobuf.StringValue");
  }

  @Test
  void actorSystem_usesItForEveryMessage() throws NotSerializableException {
    try (ProbeNode node = ProbeNode.start(StudyFolder.of(home, "s1"))) {
      ActorSystem<?> system = node.system();
      Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
      assertThat((Object) serialization.serializerFor(Commit.class))
          .isInstanceOf(ProtobufSerializer.class);
      assertThat((Object) serialization.serializerFor(Event.class))
          .isInstanceOf(ProtobufSerializer.class);
      assertThat(system.settings().config().getBoolean("pekko.actor.allow-java-serialization"))
          .isFalse();
    }
  }
}
