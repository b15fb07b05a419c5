package io.cairn.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.PriorMap;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorSelectorTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final String SPACE =
      """
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 }, y { type = integer, min = 1, max = 9 } }
      fidelity { name = epoch, min = 1, max = 9 }
      budget { trials = 3 }
      """;

  private static final String WINE = "x,y,epoch,loss\n0.5,3,1,0.25\n0.5,3,9,0.125\n0.25,2,1,0.5\n";

  @TempDir Path folder;

  private LandscapeArchive archive;

  @BeforeEach
  void open() throws IOException {
    archive = LandscapeArchive.open(folder.resolve("home"));
  }

  private Sweep sweep(String priors) {
    return SweepFiles.read(
        folder.resolve("sweeps"), SPACE + "priors { " + priors + " }", Purpose.PLAN);
  }

  private Sweep sweep(String priors, String from, String to) {
    return SweepFiles.read(
        folder.resolve("sweeps"),
        SPACE.replace(from, to) + "priors { " + priors + " }",
        Purpose.PLAN);
  }

  private static List<String> names(PriorChoice choice) {
    return choice.landscapes().stream().map(prior -> prior.name()).toList();
  }

  private static Map<String, String> leftOut(PriorChoice choice) {
    return choice.leftOut().stream()
        .collect(Collectors.toMap(PriorChoice.LeftOut::name, PriorChoice.LeftOut::reason));
  }

  @Test
  void all_takesWhatSharesMetricDirectionAndAParameter() throws Exception {
    archive.put(LandscapeArchiveTest.landscape("half", NOW, 1, 2));
    PriorChoice choice = PriorSelector.select(archive, sweep("use = all"), NOW);
    assertThat(names(choice)).containsExactly("half");
    assertThat(choice.used().get(0).reason()).isEqualTo("has 1 of 2 parameters (not y)");
    assertThat(leftOut(PriorSelector.select(archive, sweep("", "= loss", "= auc"), NOW)))
        .containsExactly(Map.entry("half", "its metric is loss, the sweep's is auc"));
    assertThat(leftOut(PriorSelector.select(archive, sweep("", "x {", "z {"), NOW)))
        .containsExactly(Map.entry("half", "it has no parameter of the sweep"));
    assertThat(PriorSelector.select(archive, sweep("use = none"), NOW).used()).isEmpty();
  }

  @Test
  void landscapeOfTheOtherDirection_isReadTheOtherWayRound() throws Exception {
    SweepFiles.write(folder, "landscapes/wine.csv", WINE);
    PriorSelector.select(archive, sweep("from = [ \"../landscapes\" ]"), NOW);
    PriorChoice choice = PriorSelector.select(archive, sweep("", "minimize", "maximize"), NOW);
    assertThat(choice.used().get(0).reason())
        .isEqualTo("has all 2 parameters; loss was minimized there, so its order is turned round");
    Landscape turned = choice.landscapes().get(0).landscape();
    assertThat(turned.maximize()).isTrue();
    assertThat(turned.value(0, 0)).isEqualTo(0.25);
    assertThat(turned.loss(0, 1)).isLessThan(turned.loss(0, 0));
  }

  @Test
  void landscapeOfAnotherUnit_saysThatOnlyItsFullLossesCount() throws Exception {
    SweepFiles.write(folder, "landscapes/wine.csv", WINE);
    PriorSelector.select(archive, sweep("from = [ \"../landscapes\" ]"), NOW);
    PriorChoice choice =
        PriorSelector.select(archive, sweep("", "name = epoch", "name = row"), NOW);
    assertThat(choice.used().get(0).fullAlone()).isTrue();
    assertThat(choice.used().get(0).reason())
        .isEqualTo(
            "has all 2 parameters; its resource is epoch, not row: only its full losses are used");
    // What is declared up to epoch 9 and measured up to 3 has no full evaluation.
    assertThat(
            PriorFit.of(
                    new LandscapeBuilder(
                            line(), new Measure("loss", false, "epoch"), new double[] {1, 9})
                        .add(line().configuration(Map.of("x", 0.5)), 1, 0.5, 1)
                        .build(Provenance.of("s", "n", NOW, "test")),
                    sweep("", "name = epoch", "name = row").study(),
                    PriorMap.SAME)
                .reason())
        .isEqualTo("its resource is epoch, the sweep's is row, and it holds no full evaluation");
  }

  private static SearchSpace line() {
    return new SearchSpace(
        List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
        Map.of(),
        List.of());
  }

  @Test
  void renamedParameter_countsAsShared() throws Exception {
    SweepFiles.write(folder, "landscapes/wine.csv", WINE);
    PriorSelector.select(archive, sweep("from = [ \"../landscapes\" ]"), NOW);
    Sweep renamed = sweep("rename { x = z }", "x {", "z {");
    assertThat(PriorSelector.select(archive, renamed, NOW).used().get(0).reason())
        .isEqualTo("has all 2 parameters");
    assertThat(PriorSelector.select(archive, sweep("", "x {", "z {"), NOW).used().get(0).reason())
        .isEqualTo("has 1 of 2 parameters (not z)");
  }

  @Test
  void from_importsOnce_andPreviewWritesNothing() throws Exception {
    SweepFiles.write(folder, "landscapes/wine.csv", WINE);
    SweepFiles.write(folder, "landscapes/other.csv", "a,b\n1,2\n");
    SweepFiles.write(folder, "landscapes/readme.md", "text");
    Sweep sweep = sweep("from = [ \"../landscapes\" ]");
    PriorChoice preview = PriorSelector.preview(archive, sweep, NOW);
    assertThat(names(preview)).containsExactly("wine");
    assertThat(leftOut(preview).get("other")).contains("names no column x");
    assertThat(archive.list().landscapes()).isEmpty();

    PriorChoice first = PriorSelector.select(archive, sweep, NOW);
    assertThat(archive.list().landscapes()).hasSize(1);
    PriorChoice second = PriorSelector.select(archive, sweep, NOW.plusSeconds(99));
    assertThat(archive.list().landscapes()).hasSize(1);
    assertThat(second.landscapes().get(0).id()).isEqualTo(first.landscapes().get(0).id());
    assertThat(preview.landscapes().get(0).id()).isEqualTo(first.landscapes().get(0).id());
    assertThat(names(PriorSelector.select(archive, sweep("use = [wine]"), NOW)))
        .containsExactly("wine");
  }

  @Test
  void tablesOfAFolder_areReadInItsOwnSpace() throws Exception {
    SweepFiles.write(folder, "landscapes/wine.csv", WINE);
    SweepFiles.write(folder, "landscapes/space.conf", SPACE.replace("budget { trials = 3 }", ""));
    // The sweep's own range would refuse y = 3.
    Sweep narrower = sweep("from = [ \"../landscapes\" ]", "max = 9 } }", "max = 2 } }");
    PriorChoice choice = PriorSelector.select(archive, narrower, NOW);
    assertThat(names(choice)).containsExactly("wine");
    Files.delete(folder.resolve("landscapes/space.conf"));
    assertThat(
            leftOut(
                    PriorSelector.preview(
                        LandscapeArchive.open(folder.resolve("fresh")), narrower, NOW))
                .get("wine"))
        .contains("row 2: y = 3 must be an integer in [1, 2]");
  }

  @Test
  void listed_findsNamesIdsAndFiles_eachOnce() throws Exception {
    String id = archive.put(LandscapeArchiveTest.landscape("half", NOW, 1, 2));
    SweepFiles.write(folder, "sweeps/wine.csv", WINE);
    PriorChoice choice =
        PriorSelector.select(archive, sweep("use = [ wine.csv, half, \"" + id + "\" ]"), NOW);
    assertThat(names(choice)).containsExactly("wine", "half");
    assertThat(archive.list().landscapes()).hasSize(2);
  }

  @Test
  void whatTheSweepNames_mustBeThereAndOfUse() throws Exception {
    archive.put(LandscapeArchiveTest.landscape("half", NOW, 1, 2));
    Files.writeString(folder.resolve("sweeps.txt"), "");
    SweepFiles.write(folder, "sweeps/bad.csv", "x,y\n");
    SweepFiles.write(folder, "sweeps/bad.landscape", "rubbish");
    assertThatThrownBy(
            () ->
                PriorSelector.select(
                    archive,
                    sweep(
                        "use = [ haff, bad.landscape ], from = [ nowhere, ../sweeps.txt, bad.csv ]"),
                    NOW))
        .isInstanceOfSatisfying(
            InvalidSweepException.class,
            e -> {
              assertThat(e.problems()).hasSize(5);
              assertThat(e.getMessage())
                  .contains(
                      "priors.from[0] = " + folder.resolve("sweeps/nowhere") + " does not exist")
                  .contains("priors.from[1]")
                  .contains("must be a folder, a .landscape file or a table")
                  .contains("names no column epoch")
                  .contains("priors.use[0] = haff is unknown")
                  .contains("did you mean half?")
                  .contains(
                      "priors.use[1] = bad.landscape cannot be used: bad.landscape is damaged");
            });
    assertThatThrownBy(
            () -> PriorSelector.select(archive, sweep("use = [half]", "= loss", "= auc"), NOW))
        .hasMessageContaining("is of no use here: its metric is loss");
  }

  @Test
  void damagedFileOfTheArchive_isAWarning() throws Exception {
    Files.writeString(folder.resolve("home/archive/0000000000000000.landscape"), "rubbish");
    PriorChoice choice = PriorSelector.select(archive, sweep("use = all"), NOW);
    assertThat(choice.used()).isEmpty();
    assertThat(choice.warnings()).hasSize(1);
  }
}
