package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.noStudy;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_MODIFIED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.cluster.ClusterStudies;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.history.TrialPage;
import io.cairn.server.history.TrialPlace;
import io.cairn.server.history.TrialQuery;
import io.cairn.server.monitor.WatchedStudy;
import io.cairn.server.report.StudyPart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.coding.Coder;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /api/v1/studies/ID/..}: what a study's journal tells, for those who look at it. */
final class WatchRoutes extends AllDirectives {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final ClusterStudies cluster;
  private final Guard guard;
  private final Executor blocking;
  private final EventStreams events;

  WatchRoutes(ClusterStudies cluster, Guard guard, Executor blocking, EventStreams events) {
    this.cluster = cluster;
    this.guard = guard;
    this.blocking = blocking;
    this.events = events;
  }

  /** What is below a study's address, to be read. */
  Route of(String study) {
    return guard.of(
        AccessRole.VIEW,
        () ->
            concat(
                path("events", () -> events(study)),
                encodeResponseWith(
                    List.of(Coder.NoCoding, Coder.Gzip), () -> documents(study))));
  }

  private Route documents(String study) {
    return concat(
        path(
            PathMatchers.segment("parts").slash(PathMatchers.segment()),
            name -> extractRequest(request -> answer(part(study, name, request)))),
        path(
            "trials",
            () -> parameterMap(parameters -> answer(page(study, new Parameters(parameters))))),
        path(
            PathMatchers.segment("trials").slash(PathMatchers.integerSegment()),
            number -> answer(trial(study, number))),
        path(
            "decisions",
            () ->
                parameterMap(parameters -> answer(decisions(study, new Parameters(parameters))))));
  }

  /** How every study stands, again and again. */
  Route allEvents() {
    return completeWithFuture(now(events.ofAll()));
  }

  private Route events(String study) {
    return extractRequest(
        request ->
            answer(
                cluster
                    .watch(study)
                    .thenApply(
                        found ->
                            found
                                .map(
                                    watched ->
                                        events.of(
                                            watched, header(request, "Last-Event-ID").orElse("")))
                                .orElseGet(() -> noStudy(study)))));
  }

  // ---- parts -----------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> part(String study, String name, HttpRequest request) {
    for (StudyPart part : StudyPart.values()) {
      if (part.word().equals(name)) {
        return watched(study, watched -> part(watched, part, request));
      }
    }
    return now(
        Problem.response(
            NOT_FOUND,
            "there is no part "
                + name
                + "; there are "
                + String.join(
                    ", ", List.of(StudyPart.values()).stream().map(StudyPart::word).toList())));
  }

  private static CompletionStage<HttpResponse> part(
      WatchedStudy study, StudyPart part, HttpRequest request) {
    return study
        .parts()
        .get(part.word(), part::json)
        .thenApply(
            made -> {
              String tag = "\"" + made.sequence() + "\"";
              HttpResponse answer =
                  header(request, "If-None-Match").filter(tag::equals).isPresent()
                      ? HttpResponse.create().withStatus(NOT_MODIFIED)
                      : HttpResponse.create()
                          .withEntity(
                              HttpEntities.create(ContentTypes.APPLICATION_JSON, made.body()));
              return answer
                  .addHeader(RawHeader.create("ETag", tag))
                  .addHeader(RawHeader.create("Cache-Control", "no-cache"));
            });
  }

  // ---- trials ----------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> page(String study, Parameters parameters) {
    TrialQuery query;
    try {
      query = query(parameters);
    } catch (IllegalArgumentException e) {
      return now(Problem.response(BAD_REQUEST, String.valueOf(e.getMessage())));
    }
    return ask(study, history -> json(OK, text(json -> page(json, history, query))));
  }

  private static TrialQuery query(Parameters parameters) {
    return new TrialQuery(
        parameters.choice("sort", TrialQuery.Order.VALUE, TrialQuery.Order::of, orders()),
        parameters.flag("reversed"),
        parameters.optionalChoice("status", WatchRoutes::status, statuses()),
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

  private CompletionStage<HttpResponse> trial(String study, int number) {
    return ask(
        study,
        history ->
            number < history.trials().size()
                ? json(
                    OK,
                    text(json -> HistoryJson.trial(json, history, history.trials().get(number))))
                : Problem.response(
                    NOT_FOUND,
                    "study "
                        + study
                        + " has no trial "
                        + number
                        + "; it has "
                        + history.trials().size()
                        + ", counted from 0"));
  }

  // ---- decisions -------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> decisions(String study, Parameters parameters) {
    int before;
    int limit;
    try {
      before = parameters.number("before", 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
      limit = parameters.number("limit", 1, LARGEST_PAGE, PAGE);
    } catch (IllegalArgumentException e) {
      return now(Problem.response(BAD_REQUEST, String.valueOf(e.getMessage())));
    }
    return ask(
        study, history -> json(OK, text(json -> decisions(json, history, before, limit))));
  }

  /** Newest first. */
  private static void decisions(
      JsonGenerator json, StudyHistory history, int before, int limit) throws IOException {
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

  /** Answers from the history; not on a thread that serves others. */
  private CompletionStage<HttpResponse> ask(
      String study, Function<StudyHistory, HttpResponse> question) {
    return watched(
        study,
        watched ->
            java.util.concurrent.CompletableFuture.supplyAsync(
                () -> watched.read(question), blocking));
  }

  private CompletionStage<HttpResponse> watched(
      String study, Function<WatchedStudy, CompletionStage<HttpResponse>> answer) {
    return cluster
        .watch(study)
        .thenCompose(found -> found.map(answer).orElseGet(() -> now(noStudy(study))));
  }

  private Route answer(CompletionStage<HttpResponse> response) {
    return completeWithFuture(response.exceptionally(Answers::failed));
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(header -> header.value());
  }

  /** The parameters of an address; each mistake says what it should be. */
  private record Parameters(Map<String, String> byName) {

    String text(String name) {
      return byName.getOrDefault(name, "");
    }

    boolean flag(String name) {
      String value = text(name).toLowerCase(Locale.ROOT);
      return switch (value) {
        case "", "false" -> false;
        case "true" -> true;
        default -> throw wrong(name, value, "true or false");
      };
    }

    int number(String name, int least, int most, int otherwise) {
      String value = text(name);
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(name, value, "a whole number");
      }
      throw wrong(
          name,
          value,
          most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most);
    }

    <T> T choice(
        String name, T otherwise, Function<String, Optional<T>> parse, String choices) {
      return optionalChoice(name, parse, choices).orElse(otherwise);
    }

    <T> Optional<T> optionalChoice(
        String name, Function<String, Optional<T>> parse, String choices) {
      String value = text(name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(parse.apply(value).orElseThrow(() -> wrong(name, value, choices)));
    }

    private static IllegalArgumentException wrong(String name, String value, String rule) {
      return new IllegalArgumentException(name + " = " + value + " must be " + rule);
    }
  }
}
