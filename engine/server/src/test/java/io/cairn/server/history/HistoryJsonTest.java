package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent.FailureKind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryJsonTest {

  private interface Shape {
    void write(JsonGenerator json) throws IOException;
  }

  private static String json(Shape shape) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      shape.write(json);
    }
    return text.toString();
  }

  private static StudyHistory history() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.1 + 0.2);
    metrics.put("grad", Double.NaN);
    metrics.put("most", Double.NEGATIVE_INFINITY);
    return new EventList(Specs.small(Budget.ofTrials(2)))
        .start(0, 0.25, 0)
        .fail(FailureKind.TIME_LIMIT, "a \"log\"", 1.5, 0.5, true)
        .lease(0, 0, 2, 0)
        .result(2, 0, 0, metrics, 2)
        .complete(2, 1)
        .promote(0, 1, "rank 1 of 1")
        .lease(0, 1, 1, 1)
        .ending("trials budget reached (2)")
        .read();
  }

  @Test
  void summary_isGolden() {
    assertThat(HistoryJson.summaryLine(history()))
        .isEqualTo(
            "{\"study\":\"s1\",\"name\":\"small\",\"state\":\"ending\",\"method\":\"asha\","
                + "\"best\":{\"trial\":0,\"configuration\":{\"x\":0.25},\"metrics\":{"
                + "\"loss\":0.30000000000000004,\"grad\":\"NaN\",\"most\":\"-Infinity\"},"
                + "\"resource\":1},\"trials\":1,\"evaluations\":1,\"resourceSpent\":1.5,"
                + "\"computeSeconds\":3.5,\"ended\":\"trials budget reached (2)\"}");
  }

  @Test
  void summaryOfNothing_hasNulls() {
    StudyHistory nothing = new EventList(Specs.small(Budget.ofTrials(2))).read();
    assertThat(HistoryJson.summaryLine(nothing))
        .isEqualTo(
            "{\"study\":\"s1\",\"name\":\"small\",\"state\":\"running\",\"method\":\"asha\","
                + "\"best\":null,\"trials\":0,\"evaluations\":0,\"resourceSpent\":0,"
                + "\"computeSeconds\":0.0,\"ended\":null}");
  }

  @Test
  void trial_isGolden() throws IOException {
    StudyHistory history = history();
    assertThat(json(json -> HistoryJson.trial(json, history, history.trials().get(0))))
        .isEqualTo(
            "{\"trial\":0,\"status\":\"running\",\"bracket\":0,\"origin\":\"random\","
                + "\"configuration\":{\"x\":0.25},"
                + "\"results\":[{\"rung\":0,\"resource\":1,\"metrics\":{"
                + "\"loss\":0.30000000000000004,\"grad\":\"NaN\",\"most\":\"-Infinity\"},"
                + "\"computeSeconds\":2.0,\"evaluation\":\"e2\",\"at\":\"2026-03-02T08:00:05Z\"}],"
                + "\"decisions\":[{\"at\":\"2026-03-02T08:00:07Z\",\"trial\":0,"
                + "\"decision\":\"promoted\",\"rung\":1,\"resource\":3,\"reason\":\"rank 1 of 1\"}],"
                + "\"failures\":[{\"at\":\"2026-03-02T08:00:03Z\",\"evaluation\":\"e1\",\"trial\":0,"
                + "\"rung\":0,\"attempt\":1,\"worker\":\"node-1\",\"kind\":\"time-limit\","
                + "\"message\":\"TIME_LIMIT at line 7\",\"log\":\"a \\\"log\\\"\",\"retried\":true,"
                + "\"restored\":false}],"
                + "\"evaluations\":3,\"failed\":1,\"relocations\":0,\"givenBack\":0,\"resourceSpent\":1.5,"
                + "\"resourceWasted\":0.5,\"computeSeconds\":3.5,"
                + "\"started\":\"2026-03-02T08:00:01Z\",\"updated\":\"2026-03-02T08:00:08Z\","
                + "\"curve\":[[1,0.30000000000000004]]}");
  }

  @Test
  void runningEvaluation_isGolden() throws IOException {
    StudyHistory history = history();
    assertThat(json(json -> HistoryJson.evaluation(json, history.evaluations().get(2))))
        .isEqualTo(
            "{\"evaluation\":\"e3\",\"trial\":0,\"rung\":1,\"attempt\":1,\"from\":1,\"to\":3,"
                + "\"worker\":\"node-1\",\"slot\":0,\"start\":\"2026-03-02T08:00:08Z\","
                + "\"end\":null,\"outcome\":\"running\",\"resourceSpent\":0,"
                + "\"computeSeconds\":0.0}");
  }

  @Test
  void incumbentAndSession_areGolden() throws IOException {
    StudyHistory history = history();
    assertThat(json(json -> HistoryJson.incumbent(json, history.incumbents().get(0))))
        .isEqualTo(
            "{\"trial\":0,\"rung\":0,\"resource\":1,\"value\":0.30000000000000004,"
                + "\"evaluations\":1,\"computeSeconds\":3.5,\"resourceSpent\":1.5,"
                + "\"elapsedSeconds\":5.0,\"at\":\"2026-03-02T08:00:05Z\"}");
    assertThat(json(json -> HistoryJson.session(json, history.sessions().get(0))))
        .isEqualTo(
            "{\"opened\":\"2026-03-02T08:00:00Z\",\"mode\":\"run\","
                + "\"last\":\"2026-03-02T08:00:09Z\"}");
  }

  @Test
  void numbers_keepTheirTypeAndEveryDigit() throws IOException {
    assertThat(json(json -> JsonValues.value(json, Long.MAX_VALUE)))
        .isEqualTo("9223372036854775807");
    assertThat(json(json -> JsonValues.value(json, 3.0))).isEqualTo("3.0");
    assertThat(json(json -> JsonValues.value(json, 1e-7))).isEqualTo("1e-7");
    assertThat(json(json -> JsonValues.value(json, true))).isEqualTo("true");
    assertThat(json(json -> JsonValues.value(json, "3"))).isEqualTo("\"3\"");
    assertThat(json(json -> JsonValues.amount(json, 81))).isEqualTo("81");
    assertThat(json(json -> JsonValues.amount(json, 1.0 / 27))).isEqualTo("0.037037037037037035");
    assertThat(json(json -> JsonValues.amount(json, Double.POSITIVE_INFINITY)))
        .isEqualTo("\"Infinity\"");
  }
}
