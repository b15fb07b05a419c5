package io.cairn.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.NumberText;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapeCsvTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final String SWEEP =
      """
      objective { metric = val_acc, direction = maximize }
      space {
        booster   { type = categorical, values = [gbtree, dart] }
        drop-rate { type = real, min = 0, max = 1, when { booster = dart } }
        depth     { type = integer, min = 1, max = 9 }
        fixed     { type = constant, value = 3 }
      }
      constraints = [ "not (booster = dart and depth = 9)" ]
      fidelity { name = share, min = "1/27", max = 1 }
      """;

  @TempDir Path folder;

  private ArchivedLandscape read(String table) throws Exception {
    Sweep sweep = SweepFiles.read(folder, SWEEP, Purpose.SPACE);
    Path file = SweepFiles.write(folder, "table.csv", table);
    return LandscapeCsv.read(file, sweep, "wine", NOW);
  }

  @Test
  void table_isReadWithLevelsCostsAndFurtherMetrics() throws Exception {
    ArchivedLandscape archived =
        read(
            """
            depth,booster,drop-rate,share,val_acc,cost,rmse
            3,gbtree,,0.037037,0.5,1.5,9
            3,gbtree,,1,0.75,,8.5
            2,dart,0.25,1,NaN,40,
            4,gbtree,,0.5,-inf,1,
            """);
    Landscape landscape = archived.landscape();
    assertThat(landscape.levels()).containsExactly(1.0 / 27, 0.5, 1);
    assertThat(landscape.size()).isEqualTo(3);
    assertThat(landscape.maximize()).isTrue();
    assertThat(landscape.value(0, 0)).isEqualTo(0.5);
    assertThat(landscape.value(2, 0)).isEqualTo(0.75);
    assertThat(landscape.value(1, 0)).isNaN();
    assertThat(landscape.cost(0, 0)).isEqualTo(1.5);
    assertThat(landscape.cost(2, 0)).isNaN();
    assertThat(landscape.value(2, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(landscape.value(1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(landscape.configurations().get(1).values())
        .containsEntry("drop-rate", 0.25)
        .containsEntry("fixed", 3L);
    assertThat(archived.further()).hasSize(1);
    assertThat(archived.further().get(0).metric()).isEqualTo("rmse");
    assertThat(archived.further().get(0).value(2, 0)).isEqualTo(8.5);
    assertThat(archived.further().get(0).value(2, 1)).isNaN();
    assertThat(landscape.provenance().name()).isEqualTo("wine");
    assertThat(landscape.provenance().source()).isEqualTo("imported from table.csv");
  }

  @Test
  void numberedRepeats_areAveragedWithTheirSpread() throws Exception {
    ArchivedLandscape archived =
        read(
            """
            depth,booster,drop-rate,share,val_acc,cost,rmse,seed
            3,gbtree,,1,0.5,1,9,0
            3,gbtree,,1,0.7,3,11,1
            3,gbtree,,1,0.9,5,,2
            4,gbtree,,1,0.4,1,9,0
            4,gbtree,,1,NaN,1,9,1
            4,gbtree,,1,nan,1,9,2
            2,gbtree,,1,0.4,1,9,0
            """);
    Landscape landscape = archived.landscape();
    assertThat(landscape.value(0, 0)).isCloseTo(0.7, within(1e-12));
    assertThat(landscape.repeats(0, 0)).isEqualTo(3);
    assertThat(landscape.spread(0, 0)).isCloseTo(0.2, within(1e-12));
    assertThat(landscape.cost(0, 0)).isCloseTo(3, within(1e-12));
    assertThat(archived.further().get(0).value(0, 0)).isEqualTo(10);
    assertThat(landscape.value(0, 1)).as("most diverged").isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(landscape.repeats(0, 2)).isEqualTo(1);
    assertThat(landscape.spread(0, 2)).isNaN();
  }

  @Test
  void everyBadRow_isReported() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    depth,booster,drop-rate,share,val_acc,cost
                    3,gbtree,,1,0.5,1
                    12,gbtree,,1,0.5,1
                    3,gbtee,,one,0.5,1
                    3,gbtree,0.5,1,0.5,1
                    3,dart,,1,0.5,1
                    9,dart,0.5,1,0.5,1
                    4,gbtree,,1,,1
                    4,gbtree,,1,good,-1
                    3,gbtree,,1,0.75,1
                    3,gbtree,,1,0.5,2
                    4,gbtree,,1
                    """))
        .isInstanceOf(InvalidTableException.class)
        .hasMessage(
            """
            table.csv: row 3: depth = 12 must be an integer in [1, 9]
            table.csv: row 4: booster = gbtee must be one of [gbtree, dart]
            table.csv: row 4: share = one must be a number above 0: the resource that was spent
            table.csv: row 5: drop-rate is given but inactive for these values; remove it or change its parents
            table.csv: row 6: drop-rate is missing; give a real in [0.0, 1.0]
            table.csv: row 7: violates not (booster = dart and depth = 9); change one of its values
            table.csv: row 8: val_acc = (empty) must be a number, or NaN if it diverged
            table.csv: row 9: val_acc = good must be a number, or NaN if it diverged
            table.csv: row 9: cost = -1 must be seconds of at least 0, or empty if not known
            table.csv: row 10: repeats the configuration and level of row 2 with another val_acc (0.75, not 0.5); keep one of them, or number repeats in a column named repeat
            table.csv: row 12: has 4 cells, but the header names 6 columns""");
  }

  @Test
  void badHeader_isReportedWithItsWayOut() {
    assertThatThrownBy(() -> read("depth,bootser,drop-rate,shares,acc,depth\n"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessage(
            """
            table.csv: row 1: names the column depth twice; remove one
            table.csv: row 1: names no column booster, the parameter of the sweep; is it bootser?
            table.csv: row 1: names no column share, the fidelity of the sweep; is it shares?
            table.csv: row 1: names no column val_acc, the metric of the sweep""");
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("depth,booster,drop-rate,share,val_acc\n\n"))
        .hasMessageContaining("has no rows below the header");
  }

  @Test
  void brokenQuotes_areAMistakeOfTheirRow() {
    assertThatThrownBy(() -> read("depth,booster,drop-rate,share,val_acc\n3,\"gbtree,,1,0.5\n"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void fileThatIsNoWholeGzip_isAMistakeAtEveryLength() throws IOException {
    Path whole = folder.resolve("whole.csv.gz");
    Sweep sweep = SweepFiles.read(folder, SWEEP, Purpose.SPACE);
    ArchivedLandscape landscape =
        new GeneratedLandscapes(new SplittableRandom(1)).landscape(sweep.study().space());
    LandscapeCsv.write(landscape, whole);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> LandscapeCsv.read(cut, sweep, "cut", NOW))
          .as("length %d", length)
          .isInstanceOf(InvalidTableException.class);
    }
    Path text = Files.writeString(folder.resolve("text.csv.gz"), "depth,booster\n");
    assertThatThrownBy(() -> LandscapeCsv.read(text, sweep, "text", NOW))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("text.csv.gz: is no whole gzip file");
  }

  @Test
  void generatedLandscapes_comeBackFromTheirTables() throws Exception {
    for (int seed = 0; seed < 150; seed++) {
      ArchivedLandscape given = new GeneratedLandscapes(new SplittableRandom(seed)).landscape();
      Sweep sweep = GeneratedTables.sweep(folder, given);
      Path file = folder.resolve(seed % 2 == 0 ? "table.csv" : "table.csv.gz");
      LandscapeCsv.write(given, file);
      ArchivedLandscape back = LandscapeCsv.read(file, sweep, given.name(), NOW);
      assertThat(GeneratedTables.rows(back))
          .as("seed %d:\n%s", seed, seed % 2 == 0 ? Files.readString(file) : "")
          .isEqualTo(GeneratedTables.rows(given));
      assertThat(NumberText.of(back.landscape().levels()[0])).isNotEmpty();
    }
  }
}
