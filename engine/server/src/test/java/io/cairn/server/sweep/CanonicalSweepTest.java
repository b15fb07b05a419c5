package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Belief;
import io.cairn.core.study.Share;
import io.cairn.core.study.StudySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalSweepTest {

  private static final int SWEEPS = 400;

  @TempDir Path folder;

  @Test
  void generatedSweeps_areReadBackEqual() {
    for (int seed = 0; seed < SWEEPS; seed++) {
      StudySpec study = new GeneratedSweeps(new SplittableRandom(seed)).study();
      String json =
          new CanonicalSweep(
                  study,
                  new WorkersSection(
                      3,
                      study.lease(),
                      study.grace(),
                      DurationText.LONGEST,
                      study.workers(),
                      new Share(0.5 + seed, seed % 201 - 100)),
                  new PriorsSection(
                      new PriorSelection.Listed(List.of("a", "b c")),
                      List.of("x"),
                      PriorMap.SAME,
                      new Belief(Map.of()),
                      List.of()),
                  new WorkerSection.None())
              .toJson();
      Sweep back = parse(json, seed);
      assertThat(back.study()).as("seed %d: %s", seed, json).isEqualTo(study);
      assertThat(back.canonicalJson()).as("seed %d", seed).isEqualTo(json);
      assertThat(back.share())
          .as("seed %d", seed)
          .isEqualTo(new Share(0.5 + seed, seed % 201 - 100));
    }
  }

  private Sweep parse(String json, int seed) {
    try {
      return SweepReader.parse(json, folder, Purpose.PLAN);
    } catch (InvalidSweepException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + json, e);
    }
  }

  @Test
  void canonicalForm_keepsWorkerAndBothLeases() throws InvalidSweepException {
    String text = SweepReaderTest.FULL + "workers.lease = 7s\nask-tell.lease = 8s";
    Sweep sweep = SweepFiles.read(folder, text, Purpose.RUN);
    Sweep run = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.RUN);
    assertThat(run).isEqualTo(sweep);
    Sweep asked = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.ASK_TELL);
    assertThat(asked.study().lease()).hasSeconds(8);
  }

  @Test
  void canonicalForm_doesNotDependOnHowTheFileIsLaidOut() {
    String spread =
        """
        budget.trials = 3
        space.x.max = 1.0
        space.x.type = real
        space.x.min = 0
        method = landscape
        objective.direction = minimize, objective.metric = loss
        """;
    assertThat(SweepFiles.read(folder, spread, Purpose.PLAN).canonicalJson())
        .isEqualTo(SweepFiles.read(folder, SweepReaderTest.SMALL, Purpose.PLAN).canonicalJson());
  }

  @Test
  void textOfANewerVersion_isRefused() {
    String json =
        SweepFiles.read(folder, SweepReaderTest.SMALL, Purpose.PLAN)
            .canonicalJson()
            .replace("\"schema\":1", "\"schema\":2");
    assertThat(SweepFiles.mistakes(folder, "stored.json", json, Purpose.PLAN))
        .contains("schema = 2 is not the version 1");
  }
}
