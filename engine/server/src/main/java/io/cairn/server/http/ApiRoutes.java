package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.noStudy;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.ACCEPTED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CONFLICT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CREATED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.proto.Offer;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.proto.cluster.Resume;
import io.cairn.server.cluster.ClusterStudies;
import io.cairn.server.cluster.Submission;
import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.StringUnmarshallers;

/** {@code /api/v1}: studies and workers. */
final class ApiRoutes extends AllDirectives {

  private static final JsonMapper JSON = StudyListing.JSON;

  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final Duration DRAIN_GRACE = Duration.ofMinutes(5);

  private final ClusterStudies cluster;
  private final Guard guard;
  private final WatchRoutes watching;

  ApiRoutes(ClusterStudies cluster, Guard guard, WatchRoutes watching) {
    this.cluster = cluster;
    this.guard = guard;
    this.watching = watching;
  }

  Route routes() {
    return concat(
        pathPrefix("studies", this::studies),
        pathPrefix("workers", this::workers),
        path("events", () -> get(() -> guard.of(AccessRole.VIEW, watching::allEvents))),
        path("access", () -> get(() -> guard.withRole(role -> complete(access(role))))));
  }

  /** What the caller may do. */
  private static HttpResponse access(AccessRole role) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("role", role.name().toLowerCase(Locale.ROOT));
    return json(OK, answer);
  }

  // ---- studies ---------------------------------------------------------------------------------

  private Route studies() {
    return concat(
        pathEndOrSingleSlash(() -> concat(get(this::list), post(this::submit))),
        pathPrefix(PathMatchers.segment(), this::study));
  }

  private Route list() {
    return guard.of(
        AccessRole.VIEW,
        () ->
            parameterOptional(
                StringUnmarshallers.INTEGER,
                "limit",
                limit ->
                    parameterOptional(
                        "before",
                        before ->
                            answer(
                                cluster
                                    .list(
                                        Math.max(1, Math.min(LARGEST_PAGE, limit.orElse(PAGE))),
                                        before)
                                    .thenApply(ApiRoutes::listing)))));
  }

  private static HttpResponse listing(java.util.List<StudyIndex.Row> rows) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode studies = answer.putArray("studies");
    rows.forEach(row -> studies.add(StudyListing.row(row)));
    return json(OK, answer);
  }

  private Route submit() {
    return guard.of(
        AccessRole.RUN,
        () ->
            headerValueByName(
                "Idempotency-Key",
                token ->
                    entity(
                        org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller.entityToString(),
                        body -> answer(submit(body, token)))));
  }

  private CompletionStage<HttpResponse> submit(String body, String token) {
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return now(Problem.response(BAD_REQUEST, "the body is not JSON: " + e.getOriginalMessage()));
    }
    JsonNode sweep = request.path("sweep");
    if (!sweep.isObject() || !request.path("folder").isTextual()) {
      return now(
          Problem.response(
              BAD_REQUEST,
              "the body must be {\"sweep\": {..}, \"folder\": \"/absolute/path\", \"id\":"
                  + " \"optional\"}; `cairn submit` makes it of a sweep file"));
    }
    Submission submission =
        new Submission(
            sweep.toString(),
            request.path("folder").asText(),
            request.path("id").asText(""),
            token);
    return cluster.submit(submission).thenApply(ApiRoutes::submitted);
  }

  private static HttpResponse submitted(StudyIndex.Submission result) {
    if (result instanceof StudyIndex.IdTaken taken) {
      return Problem.response(
          CONFLICT, "there is a study " + taken.id() + " already; choose another id");
    }
    ObjectNode answer = JSON.createObjectNode();
    if (result instanceof StudyIndex.Created made) {
      answer.put("study", made.id());
      return json(CREATED, answer);
    }
    answer.put("study", ((StudyIndex.AlreadySubmitted) result).id());
    return json(OK, answer);
  }

  private Route study(String id) {
    return concat(
        pathEndOrSingleSlash(() -> get(() -> guard.of(AccessRole.VIEW, () -> answer(show(id))))),
        path("report", () -> get(() -> guard.of(AccessRole.VIEW, () -> answer(report(id))))),
        get(() -> watching.of(id)),
        path(
            "pause",
            () -> post(() -> direct(id, Control.newBuilder().setPause("paused by hand").build()))),
        path(
            "resume",
            () ->
                post(
                    () ->
                        direct(
                            id,
                            Control.newBuilder().setResume(Resume.getDefaultInstance()).build()))),
        path(
            "stop",
            () -> post(() -> direct(id, Control.newBuilder().setStop("stopped by hand").build()))));
  }

  private CompletionStage<HttpResponse> show(String id) {
    return cluster
        .find(id)
        .thenCompose(
            row -> {
              if (row.isEmpty()) {
                return now(noStudy(id));
              }
              if (row.get().phase().equals(StudyIndex.ENDED)) {
                return now(json(OK, StudyListing.row(row.get())));
              }
              return cluster
                  .describe(id)
                  .thenApply(
                      description -> {
                        ObjectNode study =
                            description.getFound()
                                ? StudyListing.status(description.getJson())
                                : StudyListing.row(row.get());
                        study.put("submitted", row.get().submittedAt().toString());
                        return json(OK, study);
                      });
            });
  }

  /** The page holds what users wrote: it runs by itself and reaches nothing of this server. */
  private CompletionStage<HttpResponse> report(String id) {
    return cluster
        .report(id)
        .thenApply(
            page ->
                page.map(
                        html ->
                            HttpResponse.create()
                                .addHeader(
                                    RawHeader.create(
                                        "Content-Security-Policy", "sandbox allow-scripts"))
                                .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, html)))
                    .orElseGet(() -> noStudy(id)));
  }

  private Route direct(String id, Control control) {
    return guard.of(
        AccessRole.RUN,
        () ->
            answer(
                cluster
                    .find(id)
                    .thenCompose(
                        row ->
                            row.isEmpty()
                                ? now(noStudy(id))
                                : cluster
                                    .control(id, control)
                                    .thenApply(
                                        done -> {
                                          ObjectNode answer = JSON.createObjectNode();
                                          answer.put("study", id);
                                          answer.put("result", done.getSentence());
                                          return json(OK, answer);
                                        }))));
  }

  // ---- workers ---------------------------------------------------------------------------------

  private Route workers() {
    return concat(
        pathEndOrSingleSlash(
            () ->
                get(
                    () ->
                        guard.of(
                            AccessRole.VIEW,
                            () ->
                                parameterOptional(
                                    "after", after -> answer(listWorkers(after.orElse(""))))))),
        path(
            PathMatchers.segment().slash("drain"),
            name ->
                post(
                    () ->
                        guard.of(
                            AccessRole.ADMIN,
                            () ->
                                parameterOptional(
                                    StringUnmarshallers.LONG,
                                    "grace-seconds",
                                    grace -> answer(drain(name, grace)))))));
  }

  private CompletionStage<HttpResponse> listWorkers(String after) {
    return cluster
        .workers(after)
        .thenApply(
            nodes -> {
              ObjectNode answer = JSON.createObjectNode();
              ArrayNode workers = answer.putArray("workers");
              nodes.getNodesList().forEach(node -> workers.add(worker(node)));
              answer.put("total", nodes.getTotal());
              answer.put("slots", nodes.getSlots());
              answer.put("demandedSlots", nodes.getDemandedSlots());
              answer.put("more", nodes.getMore());
              return json(OK, answer);
            });
  }

  private static ObjectNode worker(NodeStatus node) {
    Offer offer = node.getOffer();
    ObjectNode worker = JSON.createObjectNode();
    worker.put("worker", offer.getNode());
    worker.put("address", node.getAddress());
    worker.put("slots", offer.getSlots());
    worker.put("free", offer.getFree());
    worker.put("draining", offer.getDraining());
    worker.put("version", offer.getVersion());
    ArrayNode labels = worker.putArray("labels");
    offer.getLabelsList().forEach(labels::add);
    ArrayNode types = worker.putArray("types");
    offer.getTypesList().forEach(types::add);
    ObjectNode running = worker.putObject("running");
    offer.getRunningList().forEach(of -> running.put(of.getStudy(), of.getLeases()));
    return worker;
  }

  private CompletionStage<HttpResponse> drain(String name, Optional<Long> grace) {
    Duration time = grace.map(Duration::ofSeconds).orElse(DRAIN_GRACE);
    if (time.isNegative()) {
      return now(
          Problem.response(
              BAD_REQUEST, "grace-seconds = " + time.toSeconds() + " must not be below 0"));
    }
    return cluster
        .drain(name, time)
        .thenApply(
            drained -> {
              if (!drained.getAccepted()) {
                return Problem.response(NOT_FOUND, drained.getReason());
              }
              ObjectNode answer = JSON.createObjectNode();
              answer.put("worker", name);
              answer.put("result", "it takes no more evaluations and leaves");
              return json(ACCEPTED, answer);
            });
  }

  // ---- answers ---------------------------------------------------------------------------------

  private Route answer(CompletionStage<HttpResponse> response) {
    return completeWithFuture(response.exceptionally(Answers::failed));
  }
}
