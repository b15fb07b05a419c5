package io.cairn.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorFitsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final String SWEEP =
      """
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 }, y { type = integer, min = 1, max = 9 } }
      fidelity { name = epoch, min = 1, max = 9 }
      budget { trials = 3 }
      """;

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new IntegerParameter("y", 1, 9, Scale.LINEAR, 1)),
          Map.of(),
          List.of());

  @TempDir Path folder;

  private LandscapeArchive archive;

  @BeforeEach
  void open() throws IOException {
    archive = LandscapeArchive.open(folder.resolve("home"));
  }

  private Sweep sweep(String more) {
    return SweepFiles.read(folder, SWEEP + more, Purpose.PLAN);
  }

  private Sweep sweep(String from, String to) {
    return SweepFiles.read(folder, SWEEP.replace(from, to), Purpose.PLAN);
  }

  /** A landscape of a bowl around a place, with costs, and a diverged evaluation. */
  private static ArchivedLandscape bowl(String name, double at) {
    SplittableRandom random = new SplittableRandom(7);
    LandscapeBuilder builder =
        new LandscapeBuilder(SPACE, new Measure("loss", false, "epoch"), new double[] {1, 3, 9});
    for (int i = 0; i < 60; i++) {
      Configuration configuration = SPACE.sample(random).orElseThrow();
      double x = (Double) configuration.value("x").orElseThrow();
      for (double level : new double[] {1, 3, 9}) {
        double loss = (x - at) * (x - at) + (9 - level) / 90 * random.nextDouble();
        builder.add(configuration, level, i == 5 ? Double.NaN : loss, level * (1 + x));
      }
    }
    return ArchivedLandscape.of(builder.build(Provenance.of("s", name, NOW, "test")));
  }

  private FittedPriors fits(Sweep sweep) throws Exception {
    return PriorFits.of(archive, sweep, PriorSelector.select(archive, sweep, NOW));
  }

  private static byte[] bits(FittedPrior prior) {
    return FitMessages.content(prior).toByteArray();
  }

  private List<Path> kept() throws IOException {
    Path fits = folder.resolve("home/archive/fits");
    if (!Files.isDirectory(fits)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(fits)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void secondTime_givesTheSameFitsBitForBit() throws Exception {
    archive.put(bowl("a", 0.2));
    archive.put(bowl("b", 0.7));
    FittedPriors first = fits(sweep(""));
    assertThat(first.known()).isZero();
    assertThat(first.warnings()).isEmpty();
    assertThat(kept()).hasSize(2);
    FittedPriors second = fits(sweep("method.seed = 99\nbudget.evaluations = 7"));
    assertThat(second.known()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      FittedPrior fitted = first.all().get(i).prior();
      FittedPrior again = second.all().get(i).prior();
      assertThat(bits(again)).isEqualTo(bits(fitted));
      assertThat(again.best()).isEqualTo(fitted.best());
      assertThat(again.use()).isEqualTo(fitted.use());
      assertThat(again.isSound()).isTrue();
    }
    assertThat(second.sound()).hasSize(2);
  }

  @Test
  void whateverAFitDependsOn_isPartOfItsKey() throws Exception {
    archive.put(bowl("a", 0.2));
    fits(sweep(""));
    List<Sweep> others =
        List.of(
            sweep("max = 9 } }", "max = 8 } }"),
            sweep("max = 9 }\nbudget", "max = 27 }\nbudget"),
            sweep("name = epoch", "name = row"),
            sweep("minimize", "maximize"),
            sweep("priors { defaults { y = 2 } }"),
            sweep("priors { rename { y = x } }"));
    List<String> keys = new ArrayList<>(List.of(fits(sweep("")).all().get(0).key()));
    for (Sweep other : others) {
      FittedPriors fitted = fits(other);
      assertThat(fitted.known()).isZero();
      keys.add(fitted.all().get(0).key());
    }
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(kept()).hasSize(1 + others.size());
  }

  @Test
  void keptFits_areBoundedAndGoWithTheirLandscape() throws Exception {
    String id = archive.put(bowl("a", 0.2));
    for (int i = 0; i < KeptFits.MOST + 3; i++) {
      fits(sweep("max = 9 }\nbudget", "max = " + (10 + i) + " }\nbudget"));
    }
    assertThat(kept()).hasSize(KeptFits.MOST);
    String other = archive.put(bowl("b", 0.7));
    fits(sweep(""));
    archive.remove(id);
    assertThat(kept()).hasSize(1);
    // A landscape that was taken away by hand leaves nothing either, once something is kept.
    Files.delete(folder.resolve("home/archive/" + other + ".landscape"));
    archive.put(bowl("c", 0.5));
    fits(sweep(""));
    assertThat(kept()).hasSize(1);
  }

  @Test
  void damagedFit_isMadeAgain() throws Exception {
    archive.put(bowl("a", 0.2));
    byte[] sound = bits(fits(sweep("")).all().get(0).prior());
    Path file = kept().get(0);
    byte[] bytes = Files.readAllBytes(file);
    for (int place : new int[] {0, 3, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 0x10;
      Files.write(file, damaged);
      FittedPriors again = fits(sweep(""));
      assertThat(again.known()).as("byte " + place).isZero();
      assertThat(bits(again.all().get(0).prior())).isEqualTo(sound);
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
    Files.write(file, new byte[0]);
    assertThat(fits(sweep("")).known()).isZero();
    assertThat(fits(sweep("")).known()).isEqualTo(1);
  }

  @Test
  void preview_usesWhatIsKeptAndKeepsNothing() throws Exception {
    archive.put(bowl("a", 0.2));
    PriorChoice choice = PriorSelector.preview(archive, sweep(""), NOW);
    assertThat(PriorFits.preview(archive, sweep(""), choice).sound()).hasSize(1);
    assertThat(kept()).isEmpty();
    fits(sweep(""));
    assertThat(PriorFits.preview(archive, sweep(""), choice).known()).isEqualTo(1);
  }

  @Test
  void fitsThatCannotBeKept_costAWarningAlone() throws Exception {
    archive.put(bowl("a", 0.2));
    Files.writeString(folder.resolve("home/archive/fits"), "in the way");
    FittedPriors fitted = fits(sweep(""));
    assertThat(fitted.sound()).hasSize(1);
    assertThat(fitted.warnings()).hasSize(1);
    assertThat(fitted.warnings().get(0)).startsWith("the fits of the priors cannot be kept");
  }

  @Test
  void otherDirection_turnsTheSurfaceRound() throws Exception {
    archive.put(bowl("a", 0.2));
    FittedPrior same = fits(sweep("")).sound().get(0);
    FittedPrior turned = fits(sweep("minimize", "maximize")).sound().get(0);
    assertThat((Double) same.best().get(0).value("x").orElseThrow()).isBetween(0.1, 0.3);
    assertThat((Double) turned.best().get(0).value("x").orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void otherUnit_knowsNothingOfLowerRungs() throws Exception {
    archive.put(bowl("a", 0.2));
    assertThat(fits(sweep("")).sound().get(0).reliability()[0]).isFinite();
    FittedPrior full = fits(sweep("name = epoch", "name = row")).sound().get(0);
    assertThat(full.reliability()[0]).isNaN();
    assertThat(full.points()).isEqualTo(60);
  }

  private FittedPriors again(List<PriorFits.Reference> references) {
    return PriorFits.again(archive, sweep(""), references, "the study goes on without it");
  }

  @Test
  void studyTakenUpAgain_goesOnWithWhatIsLeft() throws Exception {
    String a = archive.put(bowl("a", 0.2));
    String b = archive.put(bowl("b", 0.7));
    FittedPriors first = fits(sweep(""));
    List<PriorFits.Reference> references =
        first.all().stream()
            .map(fit -> new PriorFits.Reference(fit.prior().id(), fit.prior().name()))
            .toList();
    assertThat(again(references).known()).isEqualTo(2);

    // The fits are gone, the landscapes are not.
    for (Path file : kept()) {
      Files.delete(file);
    }
    FittedPriors anew = again(references);
    assertThat(anew.known()).isZero();
    assertThat(bits(anew.all().get(0).prior())).isEqualTo(bits(first.all().get(0).prior()));
    assertThat(kept()).hasSize(2);

    archive.remove(b);
    FittedPriors left = again(references);
    assertThat(left.sound()).extracting(FittedPrior::id).containsExactly(a);
    assertThat(left.warnings())
        .containsExactly(
            "prior b ("
                + b
                + ") is gone: the archive does not hold it any more; the study goes on without it");
  }
}
