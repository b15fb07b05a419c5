package io.cairn.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.exchange.optuna.OptunaReader;
import io.cairn.server.export.ExportFormat;
import io.cairn.server.export.ExportOptions;
import io.cairn.server.export.LandscapeFiles;
import io.cairn.server.export.StudyExport;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.sweep.ImportMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptunaJournalWriterTest {

  private static final String SPACE =
      """
      objective { metric = score, direction = maximize }
      fidelity { name = share, min = "1/27", max = 1 }
      space {
        lr { type = real, min = 1e-4, max = 0.1, scale = log }
        drop { type = real, min = 0, max = 0.5, step = 0.1 }
        depth { type = integer, min = 1, max = 12 }
        batch { type = ordinal, values = [16, 32, 64] }
        opt { type = categorical, values = [sgd, adam, "1"] }
        momentum { type = real, min = 0, max = 1, when { opt = sgd } }
        norm { type = boolean }
        seed { type = constant, value = 7 }
      }
      """;

  @TempDir Path folder;

  private static Landscape landscape(StudySpec spec, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] levels = {1 / 27.0, 1 / 9.0, 1 / 3.0, 1};
    LandscapeBuilder builder =
        new LandscapeBuilder(spec.space(), new Measure("score", true, "share"), levels);
    for (int i = 0; i < 50; i++) {
      Configuration configuration = spec.space().sample(random).orElseThrow();
      int reached = 1 + random.nextInt(4);
      for (int level = 0; level < reached; level++) {
        double value = i == 5 ? Double.NaN : random.nextDouble();
        builder.add(configuration, levels[level], value, i == 6 ? Double.NaN : levels[level] * i);
      }
    }
    return builder.build(Provenance.of("x", "made", Instant.ofEpochSecond(1_700_000_000), "test"));
  }

  /** All that a landscape says of measurements must come back. */
  private static void assertSame(Landscape back, Landscape whole) {
    assertThat(back.levels()).isEqualTo(whole.levels());
    assertThat(back.maximize()).isEqualTo(whole.maximize());
    assertThat(back.size()).isEqualTo(whole.size());
    for (int i = 0; i < whole.size(); i++) {
      int there = back.indexOf(whole.configurations().get(i)).orElseThrow();
      for (int level = 0; level <= whole.top(); level++) {
        // Boxed, so that nothing measured equals nothing measured.
        assertThat(Double.valueOf(back.value(level, there)))
            .isEqualTo(Double.valueOf(whole.value(level, i)));
        assertThat(Double.valueOf(back.cost(level, there)))
            .isEqualTo(Double.valueOf(whole.cost(level, i)));
      }
    }
  }

  private static Landscape imported(Path journal, StudySpec spec) throws Exception {
    OptunaReader reader = new OptunaReader();
    ForeignStudy study = reader.read(List.of(journal), reader.list(List.of(journal)).get(0).name());
    TrialProjection.Outcome outcome =
        new TrialProjection(study, study.metrics().get(0), spec, ImportMap.SAME)
            .project("back", Instant.EPOCH);
    assertThat(outcome.report().projected()).isZero();
    return outcome.landscape().orElseThrow().landscape();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void landscapeWrittenAndRead_isTheSame(long seed) throws Exception {
    StudySpec spec = Stores.spec(folder, SPACE);
    Landscape whole = landscape(spec, seed);
    Path journal = folder.resolve("made.journal");
    LandscapeFiles.write(ArchivedLandscape.of(whole), ExportFormat.OPTUNA, journal);
    assertSame(imported(journal, spec), whole);
  }

  @Test
  void studyWrittenAndRead_isItsLandscape() throws Exception {
    StudySpec spec = Specs.asha(60);
    StudyHistory history =
        StudyHistory.of(
            spec,
            "s7",
            new SimulatedSweep(spec, SimulatedSweep::booster).errors(0.3).seed(5).run().stream());
    Path journal = folder.resolve("study.journal");
    StudyExport.write(history, ExportFormat.OPTUNA, ExportOptions.DEFAULT, journal);
    Landscape whole = history.landscape();
    Landscape back = imported(journal, spec);
    assertThat(back.size()).isEqualTo(whole.size());
    assertSame(back, whole);
  }

  @Test
  void spaceProposedFromTheJournal_hasTheSameParametersAndConditions() throws Exception {
    StudySpec spec = Stores.spec(folder, SPACE);
    Path journal = folder.resolve("made.journal");
    LandscapeFiles.write(ArchivedLandscape.of(landscape(spec, 4)), ExportFormat.OPTUNA, journal);
    ForeignStudy study = new OptunaReader().read(List.of(journal), "made");
    StudySpec proposed =
        Stores.spec(folder, new SpaceProposal(study, study.metrics().get(0)).text());
    for (String name : List.of("lr", "drop", "depth", "batch", "opt", "momentum", "norm")) {
      int here = spec.space().indexOf(name).orElseThrow();
      int there = proposed.space().indexOf(name).orElseThrow();
      assertThat(proposed.space().parameter(there)).isEqualTo(spec.space().parameter(here));
      assertThat(proposed.space().condition(there)).isEqualTo(spec.space().condition(here));
    }
    assertThat(proposed.objective()).isEqualTo(spec.objective());
    assertThat(proposed.ladder().name()).isEqualTo("share");
  }
}
