package io.cairn.server.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.TrialStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes a history as JSON, piece by piece. The shapes are stable and documented in docs/json.md;
 * fields may be added, none is renamed or removed within a major version.
 */
public final class HistoryJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private HistoryJson() {}

  /** The study summary as one line. */
  public static String summaryLine(StudyHistory history) {
    return summaryLine(history, phase(history));
  }

  /**
   * The summary of a study that no process has at work just now: neither ended nor paused means
   * interrupted.
   */
  public static String storedSummaryLine(StudyHistory history) {
    boolean known = history.phase() == StudyPhase.ENDED || history.phase() == StudyPhase.PAUSED;
    return summaryLine(history, known ? phase(history) : "interrupted");
  }

  private static String summaryLine(StudyHistory history, String state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      summary(json, history, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The study summary: what it is, where it stands, its best trial, what it spent. */
  public static void summary(JsonGenerator json, StudyHistory history) throws IOException {
    summary(json, history, phase(history));
  }

  private static String phase(StudyHistory history) {
    return history.phase().name().toLowerCase(Locale.ROOT);
  }

  private static void summary(JsonGenerator json, StudyHistory history, String state)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("study", history.studyId());
    json.writeStringField("name", history.spec().name());
    json.writeStringField("state", state);
    json.writeStringField("method", history.spec().method().name());
    json.writeFieldName("best");
    if (history.best().isPresent()) {
      best(json, history, history.best().get());
    } else {
      json.writeNull();
    }
    json.writeNumberField("trials", history.spending().trials());
    json.writeNumberField("evaluations", history.spending().evaluations());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, history.spending().units());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, history.spending().computeSeconds());
    json.writeFieldName("ended");
    if (!history.phase().isEnding()) {
      json.writeNull();
    } else {
      json.writeString(history.reason());
    }
    json.writeEndObject();
  }

  /** A best trial: number, configuration, metrics, and the level at which they were measured. */
  public static void best(JsonGenerator json, StudyHistory history, Incumbent best)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("trial", best.trial());
    json.writeFieldName("configuration");
    JsonValues.configuration(json, history.trials().get(best.trial()).configuration());
    json.writeFieldName("metrics");
    JsonValues.metrics(json, best.metrics());
    json.writeFieldName("resource");
    JsonValues.amount(json, best.resource());
    json.writeEndObject();
  }

  /** A trial with its results, decisions, failures and learning curve. */
  public static void trial(JsonGenerator json, StudyHistory history, TrialHistory trial)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("trial", trial.number());
    json.writeStringField("status", word(trial.status()));
    json.writeNumberField("bracket", trial.bracket());
    json.writeStringField("origin", trial.origin());
    json.writeFieldName("configuration");
    JsonValues.configuration(json, trial.configuration());
    json.writeArrayFieldStart("results");
    for (RungResult result : trial.results()) {
      result(json, result);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("decisions");
    for (TrialDecision decision : trial.decisions()) {
      decision(json, history, decision);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (FailureHistory failure : trial.failures()) {
      failure(json, failure);
    }
    json.writeEndArray();
    json.writeNumberField("evaluations", trial.evaluations());
    json.writeNumberField("failed", trial.failuresCharged());
    json.writeNumberField("relocations", trial.relocations());
    json.writeNumberField("givenBack", trial.givenBack());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, trial.units());
    json.writeFieldName("resourceWasted");
    JsonValues.amount(json, trial.wastedUnits());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, trial.costSeconds());
    json.writeStringField("started", trial.started().toString());
    json.writeStringField("updated", trial.lastEvent().toString());
    json.writeArrayFieldStart("curve");
    for (int i = 0; i < trial.curve().size(); i++) {
      json.writeStartArray();
      JsonValues.amount(json, trial.curve().resource(i));
      JsonValues.real(json, trial.curve().value(i));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A trial in a list: where it stands and why, without all that happened to it. */
  public static void row(JsonGenerator json, StudyHistory history, TrialHistory trial)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("trial", trial.number());
    json.writeStringField("status", word(trial.status()));
    json.writeNumberField("bracket", trial.bracket());
    json.writeStringField("origin", trial.origin());
    json.writeFieldName("configuration");
    JsonValues.configuration(json, trial.configuration());
    json.writeFieldName("result");
    if (trial.lastResult().isPresent()) {
      result(json, trial.lastResult().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("decision");
    if (trial.lastDecision().isPresent()) {
      decision(json, history, trial.lastDecision().get());
    } else {
      json.writeNull();
    }
    json.writeNumberField("evaluations", trial.evaluations());
    json.writeNumberField("failed", trial.failuresCharged());
    json.writeNumberField("relocations", trial.relocations());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, trial.units());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, trial.costSeconds());
    json.writeStringField("started", trial.started().toString());
    json.writeStringField("updated", trial.lastEvent().toString());
    json.writeEndObject();
  }

  /** A trial's result at a rung. */
  public static void result(JsonGenerator json, RungResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rung", result.rung());
    json.writeFieldName("resource");
    JsonValues.amount(json, result.resource());
    json.writeFieldName("metrics");
    JsonValues.metrics(json, result.metrics());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, result.costSeconds());
    json.writeStringField("evaluation", "e" + result.token());
    json.writeStringField("at", result.moment().at().toString());
    json.writeEndObject();
  }

  /** A decision on a trial with its reason. */
  public static void decision(JsonGenerator json, StudyHistory history, TrialDecision decision)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("at", decision.at().toString());
    json.writeNumberField("trial", decision.trial());
    json.writeStringField("decision", decision.kind().word());
    json.writeNumberField("rung", decision.rung());
    json.writeFieldName("resource");
    JsonValues.amount(json, history.spec().ladder().level(decision.rung()));
    json.writeStringField("reason", decision.reason());
    json.writeEndObject();
  }

  /** An evaluation that ended without its result. */
  public static void failure(JsonGenerator json, FailureHistory failure) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", failure.at().toString());
    json.writeStringField("evaluation", "e" + failure.token());
    json.writeNumberField("trial", failure.trial());
    json.writeNumberField("rung", failure.rung());
    json.writeNumberField("attempt", failure.attempt());
    json.writeStringField("worker", failure.worker());
    json.writeStringField("kind", EvaluationOutcome.of(failure.kind()).word());
    json.writeStringField("message", failure.message());
    json.writeStringField("log", failure.logTail());
    json.writeBooleanField("retried", failure.retried());
    json.writeBooleanField("restored", failure.restored());
    json.writeEndObject();
  }

  /** An evaluation on the time line. */
  public static void evaluation(JsonGenerator json, EvaluationHistory evaluation)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("evaluation", evaluation.id());
    json.writeNumberField("trial", evaluation.trial());
    json.writeNumberField("rung", evaluation.rung());
    json.writeNumberField("attempt", evaluation.attempt());
    json.writeFieldName("from");
    JsonValues.amount(json, evaluation.from());
    json.writeFieldName("to");
    JsonValues.amount(json, evaluation.to());
    json.writeStringField("worker", evaluation.worker());
    json.writeNumberField("slot", evaluation.slot());
    json.writeStringField("start", evaluation.start().toString());
    json.writeFieldName("end");
    if (evaluation.end().isPresent()) {
      json.writeString(evaluation.end().get().toString());
    } else {
      json.writeNull();
    }
    json.writeStringField("outcome", evaluation.outcome().word());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, evaluation.units());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, evaluation.costSeconds());
    json.writeEndObject();
  }

  /** A step of the incumbent curve. */
  public static void incumbent(JsonGenerator json, IncumbentStep step) throws IOException {
    StudyMoment moment = step.moment();
    json.writeStartObject();
    json.writeNumberField("trial", step.incumbent().trial());
    json.writeNumberField("rung", step.incumbent().rung());
    json.writeFieldName("resource");
    JsonValues.amount(json, step.incumbent().resource());
    json.writeFieldName("value");
    JsonValues.real(json, step.value());
    json.writeNumberField("evaluations", moment.evaluations());
    json.writeFieldName("computeSeconds");
    JsonValues.real(json, moment.costSeconds());
    json.writeFieldName("resourceSpent");
    JsonValues.amount(json, moment.units());
    json.writeFieldName("elapsedSeconds");
    JsonValues.real(json, moment.elapsedSeconds());
    json.writeStringField("at", moment.at().toString());
    json.writeEndObject();
  }

  /** A session. */
  public static void session(JsonGenerator json, SessionHistory session) throws IOException {
    json.writeStartObject();
    json.writeStringField("opened", session.opened().toString());
    json.writeStringField("mode", session.mode());
    json.writeStringField("last", session.last().toString());
    json.writeEndObject();
  }

  /** The word of a status in JSON and tables. */
  public static String word(TrialStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
