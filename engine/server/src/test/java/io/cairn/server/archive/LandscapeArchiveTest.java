package io.cairn.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.proto.landscape.LandscapeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapeArchiveTest {

  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path home;

  private LandscapeArchive archive;

  @BeforeEach
  void open() throws IOException {
    archive = LandscapeArchive.open(home);
  }

  static ArchivedLandscape landscape(String name, Instant created, double... losses) {
    SearchSpace space =
        new SearchSpace(
            List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of());
    LandscapeBuilder builder =
        new LandscapeBuilder(space, new Measure("loss", false, "epoch"), new double[] {1, 3});
    for (int i = 0; i < losses.length; i++) {
      builder.add(space.configuration(Map.of("x", i / 10.0)), 3, losses[i], 0.5);
    }
    return ArchivedLandscape.of(
        builder.build(new Provenance("s1", name, created, "a test", Map.of("seed", "1"))));
  }

  @Test
  void generatedLandscapes_comeBackAsTheyWere() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      ArchivedLandscape given = new GeneratedLandscapes(new SplittableRandom(seed)).landscape();
      String id = archive.put(given);
      ArchivedLandscape found = archive.find(id).archived();
      assertThat(GeneratedLandscapes.dump(found))
          .as("seed %d", seed)
          .isEqualTo(GeneratedLandscapes.dump(given));
      assertThat(found.landscape().space()).isEqualTo(given.landscape().space());
      assertThat(found.landscape().provenance()).isEqualTo(given.landscape().provenance());
      assertThat(archive.put(found)).as("seed %d", seed).isEqualTo(id);
    }
  }

  @Test
  void sameContent_isKeptOnce_whereverItComesFrom() throws IOException {
    String first = archive.put(landscape("wine", THEN, 3, 1, 2));
    String again = archive.put(landscape("wine", THEN.plusSeconds(60), 3, 1, 2));
    String other = archive.put(landscape("wine", THEN, 3, 1, 2.5));
    assertThat(again).isEqualTo(first).isNotEqualTo(other).matches("[0-9a-f]{16}");
    assertThat(archive.list().landscapes()).hasSize(2);
    try (Stream<Path> files = Files.list(home.resolve("archive"))) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".landscape"));
    }
  }

  @Test
  void damagedFile_isReplacedByTheSameLandscape() throws Exception {
    String id = archive.put(landscape("wine", THEN, 3, 1, 2));
    Files.writeString(home.resolve("archive").resolve(id + ".landscape"), "rubbish");
    assertThat(archive.put(landscape("wine", THEN, 3, 1, 2))).isEqualTo(id);
    assertThat(archive.find(id).archived().landscape().size()).isEqualTo(3);
  }

  @Test
  void list_isNewestFirst_andSaysTheBest() throws IOException {
    archive.put(landscape("old", THEN.minusSeconds(9), 3, 1, Double.NaN));
    archive.put(landscape("new", THEN, Double.NaN));
    LandscapeArchive.Listing listing = archive.list();
    assertThat(listing.landscapes().stream().map(LandscapeSummary::name))
        .containsExactly("new", "old");
    LandscapeSummary old = listing.landscapes().get(1);
    assertThat(old.best()).hasValue(1);
    assertThat(old.configurations()).isEqualTo(3);
    assertThat(old.levels()).isEqualTo(2);
    assertThat(old.parameters()).containsExactly("x");
    assertThat(old.metric()).isEqualTo("loss");
    assertThat(listing.landscapes().get(0).best()).isEmpty();
    assertThat(listing.warnings()).isEmpty();
  }

  @Test
  void find_takesNameIdPrefixAndFile() throws Exception {
    String older = archive.put(landscape("wine", THEN.minusSeconds(9), 1));
    String newer = archive.put(landscape("wine", THEN, 2));
    assertThat(archive.find("wine").id()).isEqualTo(newer);
    assertThat(archive.find(older).id()).isEqualTo(older);
    assertThat(archive.find(older.substring(0, 6)).id()).isEqualTo(older);
    Path copy = home.resolve("copy.landscape");
    Files.copy(home.resolve("archive").resolve(older + ".landscape"), copy);
    assertThat(archive.find(copy.toString()).id()).isEqualTo(older);
  }

  @Test
  void find_saysWhatThereIs_whenNothingFits() throws Exception {
    assertThatThrownBy(() -> archive.find("wine"))
        .isInstanceOf(UnknownLandscapeException.class)
        .hasMessageContaining("the archive is empty");
    archive.put(landscape("wine", THEN, 1));
    assertThatThrownBy(() -> archive.find("wien"))
        .isInstanceOf(UnknownLandscapeException.class)
        .hasMessageContaining("did you mean wine?");
    assertThatThrownBy(() -> archive.find("../../etc/passwd"))
        .isInstanceOf(UnknownLandscapeException.class);
  }

  @Test
  void ambiguousPrefix_isRefused() throws Exception {
    Path folder = home.resolve("archive");
    String id = archive.put(landscape("wine", THEN, 1));
    String twin = id.substring(0, 8) + "00000000";
    Files.copy(folder.resolve(id + ".landscape"), folder.resolve(twin + ".landscape"));
    // The copy has the id of its content, whatever its name is; both are listed under one id.
    assertThatThrownBy(() -> archive.find(id.substring(0, 8)))
        .isInstanceOf(UnknownLandscapeException.class)
        .hasMessageContaining("2 landscapes begin with");
  }

  @Test
  void remove_takesAWholeIdOnly() throws IOException {
    String id = archive.put(landscape("wine", THEN, 1));
    assertThat(archive.remove(id.substring(0, 8))).isFalse();
    assertThat(archive.remove("../archive/" + id)).isFalse();
    assertThat(archive.remove(id)).isTrue();
    assertThat(archive.remove(id)).isFalse();
    assertThat(archive.list().landscapes()).isEmpty();
  }

  @Test
  void truncatedFile_isDamagedAtEveryLength() throws IOException {
    String id = archive.put(landscape("wine", THEN, 3, 1, 2));
    Path file = home.resolve("archive").resolve(id + ".landscape");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> LandscapeCodec.decode(part, file))
          .as("length %d", length)
          .isInstanceOf(DamagedLandscapeException.class)
          .hasMessageContaining(id);
    }
  }

  @Test
  void garbledFile_isDamagedOrUnchanged_neverSomethingElse() throws Exception {
    ArchivedLandscape given = landscape("wine", THEN, 3, 1, 2);
    String id = archive.put(given);
    Path file = home.resolve("archive").resolve(id + ".landscape");
    byte[] whole = Files.readAllBytes(file);
    int damaged = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] garbled = whole.clone();
      garbled[at] ^= 0x10;
      try {
        Landscape read = LandscapeCodec.decode(garbled, file).landscape().landscape();
        assertThat(GeneratedLandscapes.dump(ArchivedLandscape.of(read)))
            .as("byte %d", at)
            .isEqualTo(GeneratedLandscapes.dump(given));
      } catch (DamagedLandscapeException e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(whole.length - 12); // gzip's header has bytes without meaning
  }

  @Test
  void garbledContent_failsItsChecksum() throws Exception {
    String id = archive.put(landscape("wine", THEN, 3, 1, 2));
    Path file = home.resolve("archive").resolve(id + ".landscape");
    LandscapeFile message = LandscapeFile.parseFrom(unpack(file));
    byte[] content = message.getContent().toByteArray();
    content[content.length - 3] ^= 1;
    LandscapeFile changed = message.toBuilder().setContent(ByteString.copyFrom(content)).build();
    assertThatThrownBy(() -> LandscapeCodec.decode(pack(changed), file))
        .isInstanceOf(DamagedLandscapeException.class)
        .hasMessageContaining("checksum");
    LandscapeFile newer = message.toBuilder().setSchemaVersion(2).build();
    assertThatThrownBy(() -> LandscapeCodec.decode(pack(newer), file))
        .isInstanceOf(DamagedLandscapeException.class)
        .hasMessageContaining("use a newer Cairn");
  }

  private static byte[] unpack(Path file) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(file))) {
      return gzip.readAllBytes();
    }
  }

  private static byte[] pack(LandscapeFile message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      message.writeTo(gzip);
    }
    return bytes.toByteArray();
  }

  @Test
  void damagedFile_isSkippedInTheListWithAWarning() throws Exception {
    archive.put(landscape("wine", THEN, 1));
    Path bad =
        Files.writeString(home.resolve("archive").resolve("abcdef0123456789.landscape"), "rubbish");
    Files.writeString(home.resolve("archive").resolve("notes.txt"), "not a landscape");
    LandscapeArchive.Listing listing = archive.list();
    assertThat(listing.landscapes()).hasSize(1);
    assertThat(listing.warnings()).hasSize(1);
    assertThat(listing.warnings().get(0)).contains("abcdef0123456789.landscape is damaged");
    assertThatThrownBy(() -> archive.find("abcdef0123456789"))
        .isInstanceOfSatisfying(
            DamagedLandscapeException.class, e -> assertThat(e.file()).isEqualTo(bad));
  }
}
