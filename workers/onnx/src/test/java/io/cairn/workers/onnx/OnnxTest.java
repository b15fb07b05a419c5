package io.cairn.workers.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.cairn.workers.contract.RecordingProgress;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTest {

  private static final Evaluation.Resource EPOCHS = new Evaluation.Resource("epoch", 1, 81, true);

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private final Map<String, Object> values = new LinkedHashMap<>();

  @BeforeEach
  void write() throws IOException {
    SmallNetwork.write(folder.resolve("model.onnx"));
    Files.writeString(
        folder.resolve("encoding.json"),
        "{\"task\": {\"#na#\": 0, \"3945\": 5}, \"kind\": {\"#na#\": 0, \"a\": 1, \"b.c\": 2}}");
    values.put("model", "model.onnx");
    values.put("inputs", Map.of("x_cat", List.of("kind"), "x_cont", List.of("epoch", "rate")));
    values.put("encoding", "encoding.json");
    values.put("outputs", List.of("seconds", "loss"));
    values.put("cost", "seconds");
  }

  private Outcome run(Map<String, Object> configuration, double from, double to) throws Exception {
    WorkerSettings settings =
        new WorkerSettings(
            values,
            folder,
            List.of("kind", "rate"),
            "loss",
            false,
            Optional.of(EPOCHS),
            Duration.ofSeconds(1));
    try (Evaluator evaluator = new OnnxProvider().create(settings)) {
      return evaluator.evaluate(
          new Evaluation(
              "study",
              "e",
              1,
              1,
              configuration,
              EPOCHS,
              from,
              to,
              1,
              Optional.empty(),
              folder,
              Optional.empty()),
          progress);
    }
  }

  private double loss(int report) {
    return progress.reports().get(report).metrics().get("loss");
  }

  @Test
  void prediction_isThatOfTheNetworkForTheConfiguration() throws Exception {
    Outcome outcome = run(Map.of("kind", "b.c", "rate", 0.5), 0, 9);

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).costSeconds().getAsDouble()).isCloseTo(18, within(1e-6));
    assertThat(progress.levels()).containsExactly(9.0);
    assertThat(loss(0)).isCloseTo(2 + 0.5 - 0.09, within(1e-6));
    assertThat(progress.reports().get(0).metrics()).doesNotContainKey("seconds");
  }

  @Test
  void costOfAPromotedTrial_isWhatComesOnTop() throws Exception {
    Outcome outcome = run(Map.of("kind", "a", "rate", 0.5), 9, 27);

    assertThat(((Completed) outcome).costSeconds().getAsDouble()).isCloseTo(36, within(1e-6));
    assertThat(progress.levels()).containsExactly(27.0);
  }

  @Test
  void reportsOnTheWay_areAtWholeSteps() throws Exception {
    values.put("report-every", 3L);
    run(Map.of("kind", "a", "rate", 0.5), 4, 11);

    assertThat(progress.levels()).containsExactly(6.0, 9.0, 11.0);
    assertThat(loss(1)).isCloseTo(1 + 0.5 - 0.09, within(1e-6));
  }

  @Test
  void inactiveParameter_andConstants_haveTheirCodes() throws Exception {
    values.put("inputs", Map.of("x_cat", List.of("task"), "x_cont", List.of("epoch", "rate")));
    values.put("constants", Map.of("task", 3945L));
    run(Map.of("kind", "a"), 0, 1);

    assertThat(loss(0)).isCloseTo(5 + 0 - 0.01, within(1e-6));
  }

  @Test
  void valueWithoutACode_failsTheEvaluation() throws Exception {
    Outcome outcome = run(Map.of("kind", "z", "rate", 0.5), 0, 9);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Kind.ERROR);
              assertThat(failed.message()).contains("no code for kind = z");
            });
  }

  @Test
  void inputsThatTheNetworkDoesNotHave_areToldWithThoseThatItHas() {
    values.put("inputs", Map.of("x", List.of("kind"), "x_cont", List.of("rate")));
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> run(Map.of(), 0, 9));
    assertThat(refused.getMessage())
        .contains("the network has the inputs [x_cat, x_cont]")
        .contains("has 1 usable columns, and the network takes 2");
  }

  @Test
  void fileThatIsNoNetwork_isToldAsSuch() {
    values.put("model", "encoding.json");
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> run(Map.of(), 0, 9));
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .containsExactly("model");
  }

  @Test
  void outputsThatAreTooMany_areABadResult() throws Exception {
    values.put("outputs", List.of("seconds", "loss", "more"));
    assertThat(run(Map.of("kind", "a", "rate", 0.5), 0, 9))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.message()).contains("gives 2 numbers").contains("names 3"));
  }
}
