package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.process.ResultParser.Line;
import io.cairn.workers.process.ResultParser.Log;
import io.cairn.workers.process.ResultParser.Result;
import io.cairn.workers.process.ResultParser.Unusable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultParserTest {

  private final ResultParser parser = new ResultParser("loss", Optional.of("epoch"));

  @Test
  void result_holdsLevelMetricsAndCost() {
    Line line =
        parser.parse(
            " {\"epoch\": 3, \"loss\": 0.5, \"acc\": 1e-3, \"note\": \"x\", \"cost\": 7} ", 0);
    assertThat(line).isInstanceOf(Result.class);
    Result result = (Result) line;
    assertThat(result.level()).isEqualTo(3);
    assertThat(result.metrics()).isEqualTo(Map.of("loss", 0.5, "acc", 0.001));
    assertThat(result.cost()).hasValue(7);
  }

  @Test
  void nonFiniteMetrics_bareOrAsTexts_pass() {
    for (String form : List.of("NaN", "\"nan\"", "\"NaN\"", "\"-nan\"")) {
      assertThat(metric(form)).as(form).isNaN();
    }
    for (String form : List.of("Infinity", "\"inf\"", "\"Infinity\"", "1e999")) {
      assertThat(metric(form)).as(form).isEqualTo(Double.POSITIVE_INFINITY);
    }
    for (String form : List.of("-Infinity", "\"-inf\"", "\"-Infinity\"")) {
      assertThat(metric(form)).as(form).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  private double metric(String form) {
    return ((Result) parser.parse("{\"epoch\": 1, \"loss\": " + form + "}", 0))
        .metrics()
        .get("loss");
  }

  @Test
  void metricThatIsNoNumber_isUnusable() {
    for (String form : List.of("\"0.5\"", "null", "true", "[0.5]", "{\"v\": 1}", "\"\"")) {
      assertThat(parser.parse("{\"epoch\": 1, \"loss\": " + form + "}", 0))
          .as(form)
          .isInstanceOfSatisfying(
              Unusable.class,
              unusable ->
                  assertThat(unusable.problem()).contains("\"loss\"").contains("is no number"));
    }
  }

  @Test
  void missingMetric_isUnusableAndListsTheKeys() {
    assertThat(parser.parse("{\"epoch\": 1, \"val_loss\": 0.3, \"acc\": 1}", 0))
        .isEqualTo(
            new Unusable(
                "the result line has no \"loss\", which is the sweep's metric; its keys are"
                    + " \"epoch\", \"val_loss\", \"acc\""));
  }

  @Test
  void levelThatIsNone_isUnusable() {
    for (String form : List.of("NaN", "Infinity", "-1", "\"3\"", "null", "[1]")) {
      assertThat(parser.parse("{\"epoch\": " + form + ", \"loss\": 1}", 0))
          .as(form)
          .isInstanceOfSatisfying(
              Unusable.class, unusable -> assertThat(unusable.problem()).contains("\"epoch\""));
    }
  }

  @Test
  void costThatIsNone_isUnusable() {
    for (String form : List.of("-1", "NaN", "\"3\"", "null")) {
      assertThat(parser.parse("{\"epoch\": 1, \"loss\": 1, \"cost\": " + form + "}", 0))
          .as(form)
          .isInstanceOf(Unusable.class);
    }
  }

  @Test
  void metricNamedCost_isTheMetric() {
    ResultParser costly = new ResultParser("cost", Optional.of("epoch"));
    Result result = (Result) costly.parse("{\"epoch\": 1, \"cost\": -5}", 0);
    assertThat(result.metrics()).isEqualTo(Map.of("cost", -5.0));
    assertThat(result.cost()).isEmpty();
  }

  @Test
  void everythingElse_isLog() {
    for (String line :
        List.of(
            "epoch 3 of 9",
            "{",
            "{\"epoch\": 3, \"loss\"",
            "[{\"epoch\": 3}]",
            "{\"event\": \"started\"}",
            "{\"epoch\": 3, \"loss\": 1} trailing",
            "INFO {\"epoch\": 3, \"loss\": 1}",
            "{'epoch': 3, 'loss': 1}",
            "[".repeat(5000),
            "{\"a\":".repeat(5000))) {
      assertThat(parser.parse(line, 0)).as(line).isInstanceOf(Log.class);
    }
    assertThat(parser.parse("{\"loss\": 1}", 0)).isEqualTo(new Log(true));
  }

  @Test
  void cutLine_isUnusableIfItWasMeantAsAResult() {
    assertThat(parser.parse("{\"epoch\": 3, \"blob\": \"xxxx", 1000)).isInstanceOf(Unusable.class);
    assertThat(parser.parse("{\"blob\": \"xxxx", 1000)).isInstanceOf(Log.class);
  }

  @Test
  void metricsWithoutEnd_areBounded() {
    StringBuilder line = new StringBuilder("{\"epoch\": 1, \"loss\": 2");
    for (int i = 0; i < 3000; i++) {
      line.append(", \"m").append(i).append("\": ").append(i);
    }
    Result result = (Result) parser.parse(line.append('}').toString(), 0);
    assertThat(result.metrics()).hasSize(ResultParser.MOST_METRICS + 1).containsEntry("loss", 2.0);
  }

  @Test
  void withoutAFidelity_theMetricMakesAResult() {
    ResultParser plain = new ResultParser("loss", Optional.empty());
    assertThat(plain.parse("{\"loss\": 0.5, \"acc\": 2}", 0))
        .isInstanceOfSatisfying(
            Result.class,
            result -> assertThat(result.metrics()).containsEntry("loss", 0.5).containsKey("acc"));
    assertThat(plain.parse("{\"acc\": 2}", 0)).isInstanceOf(Log.class);
  }
}
