package io.cairn.server.coordinator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.halving.RungSummary;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView.Best;
import io.cairn.server.history.JsonValues;
import io.cairn.server.history.RungFate;
import io.cairn.server.history.RungTable;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a running study stands, as JSON in the shape of docs/json.md; of bounded size whatever the
 * number of trials.
 */
public final class StudyJson {

  /** A schedule has a handful of rungs in a handful of brackets; Hyperband's repeat. */
  private static final int MOST_RUNGS = 200;

  private static final JsonFactory FACTORY = new JsonFactory();

  private StudyJson() {}

  /** The study as one line. */
  public static String of(String study, StudySpec spec, StudyView view) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, study, spec, view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The study as its history tells, in the same shape. */
  public static String of(StudyHistory history) {
    StudySpec spec = history.spec();
    RungTable table = new RungTable(history);
    List<RungSummary> rungs = new ArrayList<>();
    for (RungTable.Row row : table.rows()) {
      rungs.add(
          new RungSummary(
              row.bracket(),
              row.rung(),
              spec.ladder().level(row.rung()),
              row.running(),
              row.results(),
              row.diverged(),
              row.failed(),
              table.results(row, RungFate.PROMOTED),
              Double.isFinite(row.bestLoss()) ? row.bestLoss() : Double.NaN,
              Double.NaN));
    }
    return of(
        history.studyId(),
        spec,
        new StudyView(
            history.phase(),
            history.reason(),
            history
                .best()
                .map(best -> new Best(best, history.trials().get(best.trial()).configuration())),
            history.spending(),
            history.running(),
            history.waitingForRetry(),
            history.queued(),
            0,
            rungs,
            Duration.ofMillis(Math.round(history.elapsedSeconds() * 1_000)),
            Optional.empty(),
            OptionalInt.empty(),
            0));
  }

  private static void write(JsonGenerator json, String study, StudySpec spec, StudyView view)
      throws IOException {
    Objective objective = spec.objective();
    json.writeStartObject();
    json.writeStringField("study", study);
    json.writeStringField("name", spec.name());
    json.writeStringField("state", view.phase().name().toLowerCase(Locale.ROOT));
    json.writeStringField("method", spec.method().name());
    json.writeStringField("metric", objective.metric());
    json.writeStringField("direction", objective.direction().name().toLowerCase(Locale.ROOT));
    json.writeStringField("resource", spec.resourceName());
    json.writeFieldName("best");
    if (view.best().isPresent()) {
      best(json, view.best().get());
    } else {
      json.writeNull();
    }
    json.writeNumberField("trials", view.spending().trials());
    json.writeNumberField("evaluations", view.spending().evaluations());
    json.writeNumberField("running", view.running());
    json.writeNumberField("waiting", view.waitingForRetry() + view.queued());
    json.writeNumberField("failures", view.spending().failures());
    json.writeNumberField("relocations", view.spending().relocations());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, view.spending().units());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, view.spending().computeSeconds());
    json.writeFieldName("elapsedSeconds");
    JsonValues.real(json, view.elapsed().toMillis() / 1000.0);
    json.writeFieldName("progress");
    OptionalDouble spent = spec.budget().spent(view.spending(), view.elapsed());
    if (spent.isPresent()) {
      JsonValues.real(json, spent.getAsDouble());
    } else {
      json.writeNull();
    }
    json.writeArrayFieldStart("rungs");
    for (RungSummary rung : view.rungs().subList(0, Math.min(MOST_RUNGS, view.rungs().size()))) {
      rung(json, objective, rung);
    }
    json.writeEndArray();
    json.writeFieldName("ended");
    if (view.reason().isEmpty()) {
      json.writeNull();
    } else {
      json.writeString(view.reason());
    }
    json.writeEndObject();
  }

  private static void best(JsonGenerator json, Best best) throws IOException {
    json.writeStartObject();
    json.writeNumberField("trial", best.incumbent().trial());
    json.writeFieldName("configuration");
    JsonValues.configuration(json, best.configuration());
    json.writeFieldName("metrics");
    JsonValues.metrics(json, best.incumbent().metrics());
    json.writeFieldName("resource");
    JsonValues.amount(json, best.incumbent().resource());
    json.writeEndObject();
  }

  private static void rung(JsonGenerator json, Objective objective, RungSummary rung)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("bracket", rung.bracket());
    json.writeFieldName("level");
    JsonValues.amount(json, rung.level());
    json.writeNumberField("running", rung.running());
    json.writeNumberField("results", rung.results());
    json.writeNumberField("promoted", rung.promoted());
    json.writeFieldName("best");
    if (rung.bestLoss().isPresent()) {
      JsonValues.real(json, objective.metricValue(rung.best()));
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }
}
