package io.cairn.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudySpec;
import io.cairn.server.export.ExportOptions.Rows;
import io.cairn.server.history.EventList;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvExportTest {

  static String csv(StudyHistory history, ExportOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StudyExport.write(history, ExportFormat.CSV, options, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static EventList small() {
    return new EventList(Specs.small(Budget.ofTrials(4)))
        .start(0, 0.25, 0)
        .result(0, 0, 0.5, 2)
        .complete(2.25, 1)
        .promote(0, 1, "rank 1 of 1, the best 1 goes on")
        .lease(0, 1, 1, 1)
        .result(0, 1, Double.NaN, 4)
        .complete(4, 2)
        .start(1, 0.75, 0)
        .fail(FailureKind.ERROR, "log", 1, 1, false)
        .giveUp(1, 0, "exit code 1,\nsee \"log\"");
  }

  @Test
  void results_areGolden() throws IOException {
    assertThat(csv(small().read(), ExportOptions.DEFAULT))
        .isEqualTo(
            "trial,x,epoch,loss,cost,status,rung,bracket,origin,started,reported,fate\r\n"
                + "0,0.25,1,0.5,2.25,running,0,0,random,2026-03-02T08:00:01Z,"
                + "2026-03-02T08:00:03Z,promoted\r\n"
                + "0,0.25,3,NaN,4.0,running,1,0,random,2026-03-02T08:00:01Z,"
                + "2026-03-02T08:00:07Z,open\r\n");
  }

  @Test
  void trials_areGolden() throws IOException {
    assertThat(csv(small().read(), ExportOptions.DEFAULT.withRows(Rows.TRIALS)))
        .isEqualTo(
            "trial,x,epoch,loss,cost,status,rung,bracket,origin,started,reported,updated,"
                + "resource-spent,resource-wasted,evaluations,failures,relocations,reason\r\n"
                + "0,0.25,3,NaN,6.25,running,1,0,random,2026-03-02T08:00:01Z,"
                + "2026-03-02T08:00:07Z,2026-03-02T08:00:07Z,3.0,0.0,2,0,0,"
                + "\"rank 1 of 1, the best 1 goes on\"\r\n"
                + "1,0.75,,,1.0,failed,,0,random,2026-03-02T08:00:09Z,,2026-03-02T08:00:12Z,"
                + "1.0,1.0,1,1,0,\"exit code 1,\nsee \"\"log\"\"\"\r\n");
  }

  @Test
  void inactiveParameter_isNothingBetweenCommas() throws IOException {
    StudySpec spec = Specs.asha(30);
    StudyHistory history =
        StudyHistory.of(
            spec, "s", new SimulatedSweep(spec, SimulatedSweep::booster).run().stream());
    int inactive = 0;
    for (CSVRecord row : parse(csv(history, ExportOptions.DEFAULT))) {
      boolean dart = row.get("booster").equals("dart");
      assertThat(row.get("drop-rate").isEmpty()).isEqualTo(!dart);
      inactive += dart ? 0 : 1;
    }
    assertThat(inactive).isPositive();
  }

  @Test
  void everyResult_isARowThatReadsBack() throws IOException {
    StudySpec spec = Specs.asha(40);
    StudyHistory history =
        StudyHistory.of(
            spec,
            "s",
            new SimulatedSweep(spec, SimulatedSweep::booster).errors(0.2).run().stream());
    List<CSVRecord> rows = parse(csv(history, ExportOptions.DEFAULT));
    assertThat(rows).hasSize((int) history.spending().evaluations());
    for (CSVRecord row : rows) {
      var trial = history.trials().get(Integer.parseInt(row.get("trial")));
      var result =
          trial.results().stream()
              .filter(r -> r.rung() == Integer.parseInt(row.get("rung")))
              .findFirst()
              .orElseThrow();
      assertThat(Double.valueOf(row.get("val_accuracy"))).isEqualTo(Double.valueOf(result.value()));
      assertThat(Double.parseDouble(row.get("cost"))).isEqualTo(result.costSeconds());
      for (Parameter parameter : spec.space().parameters()) {
        int index = spec.space().indexOf(parameter.name()).orElseThrow();
        if (trial.configuration().isActive(index)) {
          assertThat(parameter.parse(row.get(parameter.name())))
              .as("%s of trial %d", parameter.name(), trial.number())
              .hasValue(trial.configuration().code(index));
        }
      }
    }
  }

  @Test
  void textsThatWouldRunAsFormulas_areGuardedAndComeBack() throws IOException {
    List<String> texts =
        List.of("=1+1", "+x", "-x", "@sum", "\ttab", "\rcr", "'quoted", "-1.5", "plain", "a=b", "");
    for (String text : texts) {
      StudyHistory history = oneCategory(text);
      String guarded = parse(csv(history, ExportOptions.DEFAULT)).get(0).get("kind");
      boolean harmless = List.of("-1.5", "plain", "a=b", "").contains(text);
      assertThat(guarded).isEqualTo(harmless ? text : "'" + text);
      String exact = parse(csv(history, ExportOptions.DEFAULT.withoutGuard())).get(0).get("kind");
      assertThat(exact).isEqualTo(text);
    }
  }

  private static StudyHistory oneCategory(String text) {
    SearchSpace space =
        new SearchSpace(
            List.of(new CategoricalParameter("kind", List.of(text, "other value"))),
            Map.<String, Condition>of(),
            List.of());
    StudySpec spec =
        Specs.of("c", Specs.LOSS, space, RungLadder.single(), "random", Budget.ofTrials(1));
    List<StudyEvent> events = new ArrayList<>();
    var at = EventList.START;
    events.add(new StudyEvent.SessionOpened(at, "run"));
    events.add(
        new StudyEvent.TrialStarted(
            at, 0, space.configuration(Map.of("kind", text)), 0, 0, "random"));
    events.add(new StudyEvent.EvaluationLeased(at, 1, 0, 0, 1, 0, 1, "w"));
    events.add(
        new StudyEvent.Reported(
            at, 1, 0, 1, 1, Map.of("loss", 1.0), 1, java.util.OptionalInt.of(0)));
    return StudyHistory.of(spec, "s", events.stream());
  }

  @Test
  void namesThatAreTaken_giveWayToParameters() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("trial", 1, 3, Scale.LINEAR, 1),
                new RealParameter("cost", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
                new RealParameter("loss", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
                new RealParameter("run", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
                new RealParameter("study.cost", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of());
    StudySpec spec =
        Specs.of("names", Specs.LOSS, space, RungLadder.single(), "random", Budget.ofTrials(1));
    StudyHistory history = StudyHistory.of(spec, "s", java.util.stream.Stream.empty());
    List<String> names =
        new ExportTable(history, Rows.RESULTS).columns().stream().map(Column::name).toList();
    assertThat(names)
        .startsWith(
            "study.trial",
            "trial",
            "cost",
            "loss",
            "run",
            "study.cost",
            "study.run",
            "metric.loss",
            "study.study.cost");
    assertThat(new HashSet<>(names)).hasSize(names.size());
  }

  static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
      return parser.getRecords();
    }
  }
}
