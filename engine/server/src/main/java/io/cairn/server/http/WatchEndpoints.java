package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_MODIFIED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.PriorExpectations.Measured;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.history.TrialPage;
import io.cairn.server.history.TrialPlace;
import io.cairn.server.history.TrialQuery;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.monitor.PartCache;
import io.cairn.server.monitor.WatchedStudy;
import io.cairn.server.report.StudyPart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code /api/v1/studies/ID/..}: what a study's journal tells, for those who look at it. */
final class WatchEndpoints {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** The part that is not made of the history alone. */
  private static final String TRUST = "trust";

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final Lookout lookout;
  private final EventStreams events;

  WatchEndpoints(Lookout lookout, EventStreams events) {
    this.lookout = lookout;
    this.events = events;
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/events", AccessRole.VIEW, call -> now(events.ofAll()))
            .with(Operation.Traffic.EVENTS),
        Operation.get("/studies/{study}/events", AccessRole.VIEW, this::events)
            .with(Operation.Traffic.EVENTS),
        Operation.get("/studies/{study}/parts/{part}", AccessRole.VIEW, this::part),
        Operation.get("/studies/{study}/trials", AccessRole.VIEW, this::trials),
        Operation.get("/studies/{study}/trials/{trial}", AccessRole.VIEW, this::trial),
        Operation.get("/studies/{study}/decisions", AccessRole.VIEW, this::decisions));
  }

  private CompletionStage<HttpResponse> events(Call call) {
    return lookout.at(
        call.of("study"), study -> now(events.of(study, call.header("Last-Event-ID").orElse(""))));
  }

  // ---- parts -----------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> part(Call call) {
    String name = call.of("part");
    if (name.equals(TRUST)) {
      return part(
          call,
          study -> {
            StudySpec spec = study.read(StudyHistory::spec);
            return history -> {
              Optional<Measured> measured = Measured.of(history);
              return () -> trust(study.id(), spec, measured);
            };
          });
    }
    for (StudyPart part : StudyPart.values()) {
      if (part.word().equals(name)) {
        return part(call, study -> part::json);
      }
    }
    String known =
        String.join(", ", List.of(StudyPart.values()).stream().map(StudyPart::word).toList());
    return now(
        Problem.response(
            NOT_FOUND, "there is no part " + name + "; there are " + known + ", " + TRUST));
  }

  private String trust(String study, StudySpec spec, Optional<Measured> measured) {
    TrustCourse course =
        lookout.studies().trust(study).orElseGet(() -> TrustCourse.none("The study was removed."));
    return text(json -> course.write(json, spec, measured));
  }

  private CompletionStage<HttpResponse> part(
      Call call, Function<WatchedStudy, Function<StudyHistory, Supplier<String>>> maker) {
    return lookout.at(
        call.of("study"),
        study ->
            study
                .parts()
                .get(call.of("part"), maker.apply(study))
                .thenApply(made -> tagged(call, made)));
  }

  private static HttpResponse tagged(Call call, PartCache.Part made) {
    String tag = "\"" + made.sequence() + "\"";
    HttpResponse answer =
        call.header("If-None-Match").filter(tag::equals).isPresent()
            ? HttpResponse.create().withStatus(NOT_MODIFIED)
            : HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, made.body()));
    return answer
        .addHeader(RawHeader.create("ETag", tag))
        .addHeader(RawHeader.create("Cache-Control", "no-cache"));
  }

  // ---- trials ----------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> trials(Call call) {
    TrialQuery query = query(call.parameters());
    return ask(call, history -> json(OK, text(json -> page(json, history, query))));
  }

  private static TrialQuery query(Parameters parameters) {
    return new TrialQuery(
        parameters.choice("sort", TrialQuery.Order.VALUE, TrialQuery.Order::of, orders()),
        parameters.flag("reversed"),
        parameters.optionalChoice("status", WatchEndpoints::status, statuses()),
        parameters.number("rung", -1, Integer.MAX_VALUE, -1),
        parameters.number("bracket", -1, Integer.MAX_VALUE, -1),
        parameters.text("text"),
        parameters.optionalChoice("after", TrialPlace::parse, "the member next of a page"),
        parameters.number("limit", 1, LARGEST_PAGE, PAGE));
  }

  private static String orders() {
    return String.join(
        ", ", List.of(TrialQuery.Order.values()).stream().map(TrialQuery.Order::word).toList());
  }

  private static Optional<TrialStatus> status(String word) {
    return List.of(TrialStatus.values()).stream()
        .filter(status -> HistoryJson.word(status).equals(word))
        .findFirst();
  }

  private static String statuses() {
    return String.join(
        ", ", List.of(TrialStatus.values()).stream().map(HistoryJson::word).toList());
  }

  private static void page(JsonGenerator json, StudyHistory history, TrialQuery query)
      throws IOException {
    TrialPage page = history.trials(query);
    json.writeStartObject();
    json.writeNumberField("total", history.trials().size());
    json.writeNumberField("matching", page.matching());
    json.writeStringField("next", page.last().map(TrialPlace::text).orElse(""));
    json.writeArrayFieldStart("trials");
    for (TrialHistory trial : page.trials()) {
      HistoryJson.row(json, history, trial);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private CompletionStage<HttpResponse> trial(Call call) {
    String number = call.of("trial");
    return ask(
        call,
        history ->
            Lookout.trial(history, number)
                .map(trial -> json(OK, text(json -> HistoryJson.trial(json, history, trial))))
                .orElseGet(
                    () ->
                        Problem.response(
                            NOT_FOUND,
                            "study "
                                + call.of("study")
                                + " has no trial "
                                + number
                                + "; it has "
                                + history.trials().size()
                                + ", counted from 0")));
  }

  // ---- decisions -------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> decisions(Call call) {
    int before = call.parameters().number("before", 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    int limit = call.parameters().number("limit", 1, LARGEST_PAGE, PAGE);
    return ask(call, history -> json(OK, text(json -> decisions(json, history, before, limit))));
  }

  /** Newest first. */
  private static void decisions(JsonGenerator json, StudyHistory history, int before, int limit)
      throws IOException {
    List<TrialDecision> all = history.decisions();
    int end = Math.min(before, all.size());
    int from = Math.max(0, end - limit);
    json.writeStartObject();
    json.writeNumberField("total", all.size());
    json.writeNumberField("before", from);
    json.writeArrayFieldStart("decisions");
    for (int i = end - 1; i >= from; i--) {
      HistoryJson.decision(json, history, all.get(i));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  // ---- pieces ----------------------------------------------------------------------------------

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private CompletionStage<HttpResponse> ask(
      Call call, Function<StudyHistory, HttpResponse> question) {
    return lookout.at(call.of("study"), study -> lookout.ask(study, question));
  }
}
