package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.noStudy;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CONFLICT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CREATED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NO_CONTENT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.study.Share;
import io.cairn.proto.cluster.ChangeShare;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Resume;
import io.cairn.server.cluster.StudyService;
import io.cairn.server.cluster.Submission;
import io.cairn.server.store.StudyIndex;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Studies as a whole: handing them in, listing them, directing them. */
final class StudyEndpoints {

  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final StudyService cluster;

  StudyEndpoints(StudyService cluster) {
    this.cluster = cluster;
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/studies", AccessRole.VIEW, this::list),
        Operation.post("/studies", AccessRole.RUN, this::submit),
        Operation.get("/studies/{study}", AccessRole.VIEW, this::show),
        Operation.delete("/studies/{study}", AccessRole.ADMIN, this::remove),
        Operation.get("/studies/{study}/report", AccessRole.VIEW, this::report),
        Operation.get("/studies/{study}/sweep", AccessRole.RUN, this::sweep),
        Operation.post("/studies/{study}/clone", AccessRole.RUN, this::copy),
        Operation.put("/studies/{study}/share", AccessRole.RUN, this::share),
        Operation.post(
            "/studies/{study}/pause",
            AccessRole.RUN,
            call -> direct(call, Control.newBuilder().setPause("paused by hand"))),
        Operation.post(
            "/studies/{study}/resume",
            AccessRole.RUN,
            call -> direct(call, Control.newBuilder().setResume(Resume.getDefaultInstance()))),
        Operation.post(
            "/studies/{study}/stop",
            AccessRole.RUN,
            call -> direct(call, Control.newBuilder().setStop("stopped by hand"))));
  }

  // ---- looking ---------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> list(Call call) {
    Parameters parameters = call.parameters();
    return cluster
        .list(parameters.number("limit", 1, LARGEST_PAGE, PAGE), parameters.optional("before"))
        .thenApply(
            rows -> {
              ObjectNode answer = StudyListing.JSON.createObjectNode();
              ArrayNode studies = answer.putArray("studies");
              rows.forEach(row -> studies.add(StudyListing.row(row)));
              return json(OK, answer);
            });
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return found(
        call,
        row -> {
          if (row.phase().equals(StudyIndex.ENDED)) {
            return now(json(OK, StudyListing.row(row)));
          }
          return cluster
              .describe(row.id())
              .thenApply(
                  description -> {
                    ObjectNode study =
                        description.getFound()
                            ? StudyListing.status(description.getJson())
                            : StudyListing.row(row);
                    if (study.path("state").asText().equals(StudyIndex.ENDED)) {
                      study.put(
                          "state", "ending"); // Its report and its landscape are not there yet.
                    }
                    study.put("submitted", row.submittedAt().toString());
                    return json(OK, study);
                  });
        });
  }

  /** The page holds what users wrote: it runs by itself and reaches nothing of this server. */
  private CompletionStage<HttpResponse> report(Call call) {
    String study = call.of("study");
    return cluster
        .report(study)
        .thenApply(
            page ->
                page.map(
                        html ->
                            HttpResponse.create()
                                .addHeader(
                                    RawHeader.create(
                                        "Content-Security-Policy", "sandbox allow-scripts"))
                                .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, html)))
                    .orElseGet(() -> noStudy(study)));
  }

  /** A sweep may hold commands and their environment: for those who may hand such in. */
  private CompletionStage<HttpResponse> sweep(Call call) {
    String study = call.of("study");
    return cluster
        .sweep(study)
        .thenApply(
            known ->
                known
                    .map(
                        submission -> {
                          ObjectNode answer = StudyListing.JSON.createObjectNode();
                          answer.set("sweep", StudyListing.status(submission.sweepJson()));
                          answer.put("folder", submission.sweepFolder());
                          return json(OK, answer);
                        })
                    .orElseGet(() -> noStudy(study)));
  }

  // ---- handing in ------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> submit(Call call) {
    String token = token(call);
    ObjectNode request = call.json();
    JsonNode sweep = request.path("sweep");
    if (!sweep.isObject() || !request.path("folder").isTextual()) {
      throw new InvalidRequestException(
          "the body must be {\"sweep\": {..}, \"folder\": \"/absolute/path\", \"id\":"
              + " \"optional\"}; `cairn submit` makes it of a sweep file");
    }
    return submit(
        new Submission(
            sweep.toString(),
            request.path("folder").asText(),
            request.path("id").asText(""),
            token));
  }

  /** Whoever sends a request again, because its answer got lost, must not start another study. */
  private static String token(Call call) {
    return call.header("Idempotency-Key")
        .filter(token -> !token.isBlank())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "the header Idempotency-Key is needed: a text of your choice, the same when the"
                        + " request is sent again"));
  }

  private CompletionStage<HttpResponse> submit(Submission submission) {
    return cluster.submit(submission).thenApply(StudyEndpoints::submitted);
  }

  private static HttpResponse submitted(StudyIndex.Submission result) {
    if (result instanceof StudyIndex.IdTaken taken) {
      return Problem.response(
          CONFLICT, "there is a study " + taken.id() + " already; choose another id");
    }
    ObjectNode answer = StudyListing.JSON.createObjectNode();
    if (result instanceof StudyIndex.Created made) {
      answer.put("study", made.id());
      return json(CREATED, answer);
    }
    answer.put("study", ((StudyIndex.AlreadySubmitted) result).id());
    return json(OK, answer);
  }

  /** A new study of the same sweep, with what is to be different in it. */
  private CompletionStage<HttpResponse> copy(Call call) {
    String token = token(call);
    String study = call.of("study");
    ObjectNode request = call.json();
    JsonNode change = request.path("sweep");
    if (!change.isMissingNode() && !change.isObject()) {
      throw new InvalidRequestException(
          "sweep must be an object with what is to be different in the sweep (JSON Merge Patch, RFC"
              + " 7396)");
    }
    return cluster
        .sweep(study)
        .thenCompose(
            known -> {
              if (known.isEmpty()) {
                return now(noStudy(study));
              }
              JsonNode sweep = StudyListing.status(known.get().sweepJson());
              return submit(
                  new Submission(
                      MergePatch.apply(sweep, change).toString(),
                      known.get().sweepFolder(),
                      request.path("id").asText(""),
                      token));
            });
  }

  // ---- directing -------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> share(Call call) {
    ObjectNode request = call.json();
    JsonNode weight = request.path("weight");
    JsonNode priority = request.path("priority");
    if (!weight.isNumber() || !priority.isInt()) {
      throw new InvalidRequestException(
          "the body must be {\"weight\": 1, \"priority\": 0}; weight "
              + Share.WEIGHT_RULE
              + ", priority a whole number from -100 to 100");
    }
    Share share;
    try {
      share = new Share(weight.asDouble(), priority.asInt());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    }
    return direct(
        call,
        Control.newBuilder()
            .setShare(
                ChangeShare.newBuilder().setWeight(share.weight()).setPriority(share.priority())));
  }

  private CompletionStage<HttpResponse> direct(Call call, Control.Builder control) {
    return found(
        call,
        row ->
            cluster
                .control(row.id(), control.build())
                .thenApply(
                    done -> {
                      ObjectNode answer = StudyListing.JSON.createObjectNode();
                      answer.put("study", row.id());
                      answer.put("result", done.getSentence());
                      return json(OK, answer);
                    }));
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    return found(
        call,
        row ->
            row.phase().equals(StudyIndex.ENDED)
                ? cluster
                    .remove(row.id())
                    .thenApply(
                        removed ->
                            removed
                                ? HttpResponse.create().withStatus(NO_CONTENT)
                                : noStudy(row.id()))
                : now(
                    Problem.response(
                        CONFLICT,
                        "study "
                            + row.id()
                            + " is "
                            + row.phase()
                            + "; only one that has ended can be removed, so stop it first")));
  }

  private CompletionStage<HttpResponse> found(
      Call call, Function<StudyIndex.Row, CompletionStage<HttpResponse>> then) {
    String study = call.of("study");
    return cluster
        .find(study)
        .thenCompose(
            (Optional<StudyIndex.Row> row) -> row.map(then).orElseGet(() -> now(noStudy(study))));
  }
}
