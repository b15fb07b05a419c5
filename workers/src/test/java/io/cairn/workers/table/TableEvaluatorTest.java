package io.cairn.workers.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.contract.RecordingProgress.Report;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableEvaluatorTest {

  private static final String[] TABLE = {
    "rate,booster,epoch,loss,cost,acc",
    "0.001,tree,1,0.9,1,0.1",
    "0.001,tree,3,0.7,3,0.3",
    "0.001,tree,9,0.5,9,0.5",
    "0.1,,9,0.2,20,0.8",
    "0.1,,1,0.8,2,0.2",
    "1,dart,1,NaN,1,0",
    "1,dart,3,inf,4,0",
    "1,dart,9,0.4,3.5,0"
  };

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private final Map<String, Object> values = new LinkedHashMap<>(Map.of("landscape", "t.csv"));
  private Optional<Evaluation.Resource> resource =
      Optional.of(new Evaluation.Resource("epoch", 1, 9, true));
  private List<String> parameters = List.of("rate", "booster");
  private double from;
  private double to = 9;

  private void table(String... rows) throws IOException {
    Files.write(folder.resolve("t.csv"), List.of(rows));
  }

  private Outcome run(Object... configuration) throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < configuration.length; i += 2) {
      map.put((String) configuration[i], configuration[i + 1]);
    }
    return evaluator()
        .evaluate(
            new Evaluation(
                "s",
                "e",
                0,
                1,
                map,
                resource.orElse(new Evaluation.Resource("run", 1, 1, true)),
                from,
                resource.isPresent() ? to : 1,
                1,
                Optional.empty(),
                folder,
                Optional.empty()),
            progress);
  }

  private TableEvaluator evaluator() throws InvalidSettingsException {
    return TableSettings.read(
        new WorkerSettings(
            values, folder, parameters, "loss", false, resource, Duration.ofSeconds(5)));
  }

  private static Completed completed(double level, double cost) {
    return new Completed(level, Map.of(), OptionalDouble.of(cost));
  }

  private static Report report(double level, double loss) {
    return new Report(level, Map.of("loss", loss));
  }

  @Test
  void recordedConfiguration_replaysEveryLevelWithItsCost() throws Exception {
    table(TABLE);
    assertThat(run("rate", 1e-3, "booster", "tree")).isEqualTo(completed(9, 9));
    assertThat(progress.reports()).containsExactly(report(1, 0.9), report(3, 0.7), report(9, 0.5));
    assertThat(progress.log()).isEmpty();
  }

  @Test
  void resumedEvaluation_replaysAndCostsWhatIsLeft() throws Exception {
    table(TABLE);
    from = 3;
    assertThat(run("rate", 1e-3, "booster", "tree")).isEqualTo(completed(9, 6));
    assertThat(progress.reports()).containsExactly(report(9, 0.5));
  }

  @Test
  void levelBetweenRecordedOnes_hasTheLowerOnesValue() throws Exception {
    table(TABLE);
    from = 2;
    to = 5;
    assertThat(run("rate", 1e-3, "booster", "tree")).isEqualTo(completed(5, 2));
    assertThat(progress.reports()).containsExactly(report(3, 0.7), report(5, 0.7));
  }

  @Test
  void inactiveParameter_isAnEmptyCell_andRowsMayBeInAnyOrder() throws Exception {
    table(TABLE);
    assertThat(run("rate", 0.1)).isEqualTo(completed(9, 20));
    assertThat(progress.reports()).containsExactly(report(1, 0.8), report(9, 0.2));
  }

  @Test
  void divergedRuns_areReplayed_andCostNeverFalls() throws Exception {
    table(TABLE);
    assertThat(run("rate", 1L, "booster", "dart")).isEqualTo(completed(9, 4));
    assertThat(progress.reports())
        .containsExactly(
            report(1, Double.NaN), report(3, Double.POSITIVE_INFINITY), report(9, 0.4));
  }

  @Test
  void furtherMetrics_areReported() throws Exception {
    table(TABLE);
    values.put("metrics", List.of("acc"));
    to = 1;
    run("rate", 0.1);
    assertThat(progress.reports()).containsExactly(new Report(1, Map.of("loss", 0.8, "acc", 0.2)));
  }

  @Test
  void unknownConfiguration_takesTheNearest_andSaysSoOnce() throws Exception {
    table(TABLE);
    assertThat(run("rate", 0.002, "booster", "tree")).isEqualTo(completed(9, 9));
    assertThat(progress.log()).hasSize(1);
    assertThat(progress.log().get(0))
        .contains("not recorded up to epoch 9.0; the nearest one that is, at distance 0.07")
        .endsWith("is: rate = 0.001, booster = tree");
  }

  @Test
  void distance_isLogarithmicOnWideColumns() throws Exception {
    // 0.02 is nearer to 0.1 than to 0.001 by logarithm, and nearer to 0.001 without.
    table("rate,booster,epoch,loss", "0.001,a,9,1", "0.1,a,9,2", "1,a,9,3");
    resource = Optional.of(new Evaluation.Resource("epoch", 9, 9, true));
    run("rate", 0.02, "booster", "a");
    assertThat(progress.reports()).containsExactly(report(9, 2));
  }

  @Test
  void nearest_turnedOff_failsWithTheNearestNamed() throws Exception {
    table(TABLE);
    values.put("nearest", false);
    assertThat(run("rate", 0.002, "booster", "tree"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.ERROR);
              assertThat(failed.message()).contains("rate = 0.001").contains("nearest = true");
            });
    assertThat(progress.reports()).isEmpty();
  }

  @Test
  void configurationThatStoppedEarly_isNotExtrapolated() throws Exception {
    table("rate,booster,epoch,loss", "1,a,1,0.1", "1,a,3,0.1", "2,a,1,0.5", "2,a,9,0.4");
    run("rate", 1L, "booster", "a");
    assertThat(progress.reports()).containsExactly(report(1, 0.5), report(9, 0.4));
    assertThat(progress.log()).hasSize(1);
    to = 3;
    run("rate", 1L, "booster", "a");
    assertThat(progress.reports()).hasSize(4).endsWith(report(1, 0.1), report(3, 0.1));
  }

  @Test
  void valuesOfOtherForms_areRecognised() throws Exception {
    parameters = List.of("flag", "size", "mixed");
    table("flag,size,mixed,epoch,loss", "True,16,auto,9,1", "False,1e2,5.0,9,2", "True,16,7,9,3");
    values.put("nearest", false);
    resource = Optional.of(new Evaluation.Resource("epoch", 9, 9, true));
    run("flag", false, "size", "100", "mixed", 5L);
    run("flag", true, "size", 16.0, "mixed", "auto");
    assertThat(progress.reports()).containsExactly(report(9, 2), report(9, 1));
  }

  @Test
  void textInANumericColumn_isAnUnknownConfiguration() throws Exception {
    table(TABLE);
    run("rate", "fast", "booster", "tree");
    assertThat(progress.log()).hasSize(1);
  }

  @Test
  void sweepWithoutAFidelity_needsNoLevels() throws Exception {
    table("rate,booster,loss,cost", "1,a,0.5,7", "2,a,0.4,8");
    resource = Optional.empty();
    assertThat(run("rate", 2L, "booster", "a")).isEqualTo(completed(1, 8));
    assertThat(progress.reports()).containsExactly(report(1, 0.4));
  }

  @Test
  void gzippedTableWithByteOrderMarkAndQuotes_isRead() throws Exception {
    values.put("landscape", "t.csv.gz");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("t.csv.gz")))) {
      out.write(
          "\uFEFF\"rate\",booster,epoch,loss\r\n1,\"a, \"\"b\"\"\",1,0.5\r\n\r\n1,\"a, \"\"b\"\"\",9,0.4\r\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    values.put("nearest", false);
    assertThat(run("rate", 1L, "booster", "a, \"b\"")).isEqualTo(Completed.at(9, Map.of()));
  }

  @Test
  void speed_waitsForTheRecordedTime() throws Exception {
    table("rate,booster,epoch,loss,cost", "1,a,1,1,3600", "1,a,9,1,7200");
    values.put("speed", 36_000L);
    long start = System.nanoTime();
    assertThat(run("rate", 1L, "booster", "a")).isEqualTo(completed(9, 7200));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void stoppedReplay_costsWhatItHasSpent() throws Exception {
    table(TABLE);
    RecordingProgress refusing = new RecordingProgress(report -> false);
    Outcome outcome =
        evaluator()
            .evaluate(
                new Evaluation(
                    "s",
                    "e",
                    0,
                    1,
                    Map.of("rate", 0.1),
                    resource.orElseThrow(),
                    0,
                    9,
                    1,
                    Optional.empty(),
                    folder,
                    Optional.empty()),
                refusing);
    assertThat(outcome).isEqualTo(completed(1, 2));
  }
}
