package io.cairn.workers.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.function.Faults.Fault;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FunctionEvaluatorTest {

  private static final Evaluation.Resource EPOCHS = new Evaluation.Resource("epoch", 1, 9, true);

  private final RecordingProgress progress = new RecordingProgress();
  private boolean maximize;
  private Optional<Duration> limit = Optional.empty();
  private String id = "e";

  private Evaluator evaluator(Object... pairs) throws InvalidSettingsException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("function", "sphere");
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return new FunctionProvider()
        .create(
            new WorkerSettings(
                values,
                Path.of("."),
                List.of("a", "b", "c"),
                "loss",
                maximize,
                Optional.of(EPOCHS),
                Duration.ofSeconds(5)));
  }

  private Outcome run(Evaluator evaluator, Evaluation.Resource resource, double from, long seed)
      throws Exception {
    return evaluator.evaluate(
        new Evaluation(
            "s",
            id,
            0,
            1,
            Map.of("a", 1.0, "b", 2L, "c", 2.0),
            resource,
            from,
            resource.max(),
            seed,
            Optional.empty(),
            Path.of("."),
            limit),
        progress);
  }

  @Test
  void everyUnit_isReported_andTheEndIsTheFunctionItself() throws Exception {
    assertThat(run(evaluator(), EPOCHS, 3, 1)).isEqualTo(Completed.at(9, Map.of()));
    assertThat(progress.levels()).containsExactly(4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    assertThat(progress.reports().get(5).metrics()).isEqualTo(Map.of("loss", 9.0));
    assertThat(progress.reports().get(0).metrics()).isNotEqualTo(Map.of("loss", 9.0));
  }

  @Test
  void fractions_areReportedInStepsOfTheLowestRung() throws Exception {
    run(evaluator(), new Evaluation.Resource("share", 1.0 / 3, 1, false), 0, 1);
    assertThat(progress.levels()).hasSize(3).last().isEqualTo(1.0);
    assertThat(progress.levels().get(0)).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void hugeResources_areReportedInBoundedNumber() throws Exception {
    run(evaluator(), new Evaluation.Resource("row", 1, 1e9, true), 0, 1);
    assertThat(progress.levels()).hasSizeBetween(1000, 10_001).last().isEqualTo(1e9);
  }

  @Test
  void maximisedSweep_getsTheNegative() throws Exception {
    maximize = true;
    run(evaluator(), EPOCHS, 8, 1);
    assertThat(progress.reports().get(0).metrics()).isEqualTo(Map.of("loss", -9.0));
  }

  @Test
  void inputs_chooseTheCoordinates() throws Exception {
    run(evaluator("inputs", List.of("c", "a")), EPOCHS, 8, 1);
    assertThat(progress.reports().get(0).metrics()).isEqualTo(Map.of("loss", 5.0));
  }

  @Test
  void noise_isAFunctionOfSeedAndLevel() throws Exception {
    run(evaluator("noise", 0.5), EPOCHS, 0, 7);
    run(evaluator("noise", 0.5), EPOCHS, 6, 7);
    run(evaluator("noise", 0.5), EPOCHS, 8, 8);
    List<RecordingProgress.Report> reports = progress.reports();
    assertThat(reports.subList(9, 12)).isEqualTo(reports.subList(6, 9));
    assertThat(reports.get(12)).isNotEqualTo(reports.get(8));
  }

  @Test
  void noise_hasTheStandardDeviationThatWasSet() throws Exception {
    Evaluator evaluator = evaluator("noise", 0.5);
    int n = 4_000;
    for (int seed = 0; seed < n; seed++) {
      run(evaluator, EPOCHS, 8, seed);
    }
    double sum = 0;
    double squares = 0;
    for (RecordingProgress.Report report : progress.reports()) {
      double noise = report.metrics().get("loss") - 9;
      sum += noise;
      squares += noise * noise;
    }
    assertThat(sum / n).isCloseTo(0, within(0.04));
    assertThat(Math.sqrt(squares / n)).isCloseTo(0.5, within(0.03));
  }

  @Test
  void inactiveOrTextInput_isAnError() throws Exception {
    Evaluator evaluator = evaluator();
    for (Map<String, Object> configuration :
        List.<Map<String, Object>>of(
            Map.of("a", 1.0, "b", 1.0), Map.of("a", 1.0, "b", "x", "c", 1.0))) {
      Outcome outcome =
          evaluator.evaluate(
              new Evaluation(
                  "s",
                  "e",
                  0,
                  1,
                  configuration,
                  EPOCHS,
                  0,
                  9,
                  1,
                  Optional.empty(),
                  Path.of("."),
                  limit),
              progress);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.message()).contains("input \""));
    }
  }

  @Test
  void inputOutsideOfTheDomain_isLogged() throws Exception {
    run(evaluator("function", "learning-curve"), EPOCHS, 0, 1);
    assertThat(progress.log()).contains("b = 2.0 is outside of the function's domain [0, 1]");
  }

  @Test
  void wrongNumberOfInputs_showsTheDomain() {
    assertThat(
            catchThrowableOfType(
                InvalidSettingsException.class, () -> evaluator("function", "branin")))
        .hasMessageContaining(
            "inputs are 3 (a, b, c), but branin takes 2 inputs: [-5, 10], [0, 15]");
    assertThat(
            catchThrowableOfType(
                InvalidSettingsException.class,
                () -> evaluator("function", "rosenbrok", "inputs", List.of("d"))))
        .hasMessageContaining("did you mean \"rosenbrock\"?")
        .hasMessageContaining(
            "inputs[0] = \"d\" is not a parameter of the sweep; there are: a, b, c");
  }

  @Test
  void crash_isThrown() throws Exception {
    Evaluator evaluator = evaluator("faults", Map.of("crash", 1L));
    assertThatThrownBy(() -> run(evaluator, EPOCHS, 0, 1)).hasMessageContaining("injected crash");
    assertThat(progress.levels()).containsExactly(1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void nan_isReportedFromHalfWayOn() throws Exception {
    assertThat(run(evaluator("faults", Map.of("nan", 1L)), EPOCHS, 0, 1))
        .isInstanceOf(Completed.class);
    assertThat(progress.reports().get(3).metrics().get("loss")).isFinite();
    assertThat(progress.reports().get(4).metrics().get("loss")).isNaN();
  }

  @Test
  void hang_endsAtTheTimeLimit() throws Exception {
    limit = Optional.of(Duration.ofMillis(100));
    assertThat(run(evaluator("faults", Map.of("hang", 1L)), EPOCHS, 0, 1))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.TIME_LIMIT));
  }

  @Test
  void faults_comeAsOftenAsSet_andAnewForEachAttempt() {
    Faults faults = new Faults(0.1, 0.2, 0.3);
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Fault first = faults.draw("evaluation-" + i, 1);
      assertThat(faults.draw("evaluation-" + i, 1)).isEqualTo(first);
      counts.merge(first, 1, Integer::sum);
      if (first != faults.draw("evaluation-" + i, 2)) {
        changed.add(i);
      }
    }
    assertThat(counts.get(Fault.CRASH) / 20_000.0).isCloseTo(0.1, within(0.02));
    assertThat(counts.get(Fault.HANG) / 20_000.0).isCloseTo(0.2, within(0.02));
    assertThat(counts.get(Fault.NAN) / 20_000.0).isCloseTo(0.3, within(0.02));
    assertThat(changed).hasSizeGreaterThan(10_000);
  }

  @Test
  void faultsThatAddUpToMoreThanOne_areAMistake() {
    assertThat(
            catchThrowableOfType(
                InvalidSettingsException.class,
                () -> evaluator("faults", Map.of("crash", 0.6, "nan", 0.6))))
        .hasMessageContaining("add up to more than 1");
  }
}
