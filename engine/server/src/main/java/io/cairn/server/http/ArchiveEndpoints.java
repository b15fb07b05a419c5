package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.landscape.similarity.Similarity;
import io.cairn.core.landscape.similarity.SimilarityMatrix;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.LandscapeSummary;
import io.cairn.server.cluster.ClusterArchive;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Landscapes of earlier studies, and how alike they are. */
final class ArchiveEndpoints {

  /** More points in a scatter plot show nothing more. */
  private static final int MOST_SHARED = 1_000;

  private final ClusterArchive archive;

  ArchiveEndpoints(ClusterArchive archive) {
    this.archive = archive;
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/archive", AccessRole.VIEW, this::list),
        Operation.get("/archive/similarity", AccessRole.VIEW, this::similarity),
        Operation.get("/archive/comparison", AccessRole.VIEW, this::compare),
        Operation.get("/archive/{landscape}", AccessRole.VIEW, this::show));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return archive
        .list()
        .thenApply(
            listing -> {
              ObjectNode answer = StudyListing.JSON.createObjectNode();
              ArrayNode landscapes = answer.putArray("landscapes");
              listing.landscapes().forEach(summary -> put(landscapes.addObject(), summary));
              ArrayNode warnings = answer.putArray("warnings");
              listing.warnings().forEach(warnings::add);
              return json(OK, answer);
            });
  }

  private static void put(ObjectNode node, LandscapeSummary summary) {
    node.put("id", summary.id());
    node.put("name", summary.name());
    node.put("metric", summary.metric());
    node.put("direction", summary.maximize() ? "maximize" : "minimize");
    node.put("resource", summary.resource());
    ArrayNode parameters = node.putArray("parameters");
    summary.parameters().forEach(parameters::add);
    node.put("configurations", summary.configurations());
    node.put("levels", summary.levels());
    number(node, "best", summary.best().orElse(Double.NaN));
    node.put("created", summary.created().toString());
    node.put("source", summary.source());
  }

  private CompletionStage<HttpResponse> show(Call call) {
    String id = call.of("landscape");
    return archive
        .find(id)
        .thenApply(
            found -> found.map(entry -> json(OK, detail(entry))).orElseGet(() -> noLandscape(id)));
  }

  private static ObjectNode detail(LandscapeArchive.Entry entry) {
    Landscape landscape = entry.archived().landscape();
    ObjectNode node = StudyListing.JSON.createObjectNode();
    put(node, entry.summary());
    node.put("study", landscape.provenance().study());
    ArrayNode measured = node.putArray("measured");
    double[] levels = landscape.levels();
    for (int level = 0; level < levels.length; level++) {
      measured.addObject().put("level", levels[level]).put("results", landscape.measured(level));
    }
    ArrayNode further = node.putArray("furtherMetrics");
    entry.archived().further().forEach(metric -> further.add(metric.metric()));
    return node;
  }

  private static HttpResponse noLandscape(String id) {
    return Problem.response(
        NOT_FOUND,
        "the archive has no landscape "
            + id
            + " with a measurement; GET /api/v1/archive lists them");
  }

  // ---- similarity ------------------------------------------------------------------------------

  private CompletionStage<HttpResponse> similarity(Call call) {
    return archive.matrix().thenApply(compared -> json(OK, matrix(compared)));
  }

  private static ObjectNode matrix(ClusterArchive.Compared compared) {
    ObjectNode answer = StudyListing.JSON.createObjectNode();
    answer.put("leftOut", compared.left());
    ArrayNode landscapes = answer.putArray("landscapes");
    compared.entries().forEach(entry -> operand(landscapes.addObject(), entry));
    SimilarityMatrix matrix = compared.matrix();
    ArrayNode order = answer.putArray("order");
    for (int index : matrix.order()) {
      order.add(index);
    }
    ArrayNode pairs = answer.putArray("pairs");
    for (int i = 0; i < matrix.size(); i++) {
      for (int j = i + 1; j < matrix.size(); j++) {
        ObjectNode pair = pairs.addObject().put("first", i).put("second", j);
        put(pair, "rho", matrix.rho(i, j));
        put(pair, "overlap", matrix.overlap(i, j));
        pair.put("verdict", matrix.pair(i, j).verdict());
      }
    }
    return answer;
  }

  private static void operand(ObjectNode node, LandscapeArchive.Entry entry) {
    Landscape landscape = entry.archived().landscape();
    node.put("id", entry.id());
    node.put("name", entry.archived().name());
    node.put("metric", landscape.metric());
    node.put("direction", landscape.maximize() ? "maximize" : "minimize");
    node.put("resource", landscape.resource());
    int level = landscape.highestMeasured().orElseThrow();
    node.put("level", landscape.levels()[level]);
    node.put("measured", landscape.measured(level));
  }

  private CompletionStage<HttpResponse> compare(Call call) {
    String first = call.parameters().text("first");
    String second = call.parameters().text("second");
    if (first.isEmpty() || second.isEmpty()) {
      throw new InvalidRequestException(
          "two landscapes are needed: /api/v1/archive/comparison?first=ID&second=ID");
    }
    return archive
        .compare(first, second)
        .thenCompose(
            pair ->
                pair.map(both -> now(json(OK, comparison(both))))
                    .orElseGet(
                        () ->
                            archive
                                .find(first)
                                .thenApply(
                                    found -> noLandscape(found.isPresent() ? second : first))));
  }

  private static ObjectNode comparison(ClusterArchive.Pair pair) {
    ObjectNode answer = StudyListing.JSON.createObjectNode();
    operand(answer.putObject("first"), pair.first());
    operand(answer.putObject("second"), pair.second());
    Similarity similarity = pair.similarity();
    answer.put("matching", similarity.matching().toString());
    answer.put("verdict", similarity.verdict());
    answer.put(
        "through",
        similarity instanceof Similarity.Measured
            ? "measurements"
            : similarity instanceof Similarity.ThroughSurrogates ? "models" : "nothing");
    if (similarity.figures().isPresent()) {
      put(answer.putObject("agreement"), similarity.figures().get());
    } else {
      answer.putNull("agreement");
    }
    // Evenly thinned; losses in the metric's own sense.
    boolean upFirst = pair.first().archived().landscape().maximize();
    boolean upSecond = pair.second().archived().landscape().maximize();
    ArrayNode shared = answer.putArray("shared");
    int count = pair.shared().size();
    int shown = Math.min(MOST_SHARED, count);
    for (int k = 0; k < shown; k++) {
      double[] both = pair.shared().get((int) ((long) k * count / shown));
      shared.addArray().add(upFirst ? -both[0] : both[0]).add(upSecond ? -both[1] : both[1]);
    }
    answer.put("sharedTotal", count);
    return answer;
  }

  private static void put(ObjectNode node, Agreement agreement) {
    node.put("n", agreement.n());
    node.put("gamma", agreement.settings().gamma());
    put(node, "rho", agreement.rho());
    put(node, "shakeUp", agreement.shakeUp());
    put(node, "overlap", agreement.overlap());
    number(node, "overlapByChance", agreement.chance());
    put(node, "topDeficit", agreement.deficit());
    node.put("alarm", agreement.topDisappoints());
  }

  private static void put(ObjectNode node, String key, Estimate estimate) {
    ObjectNode object = node.putObject(key);
    boolean known = estimate.known();
    number(object, "value", known ? estimate.value() : Double.NaN);
    number(object, "low", known ? estimate.low() : Double.NaN);
    number(object, "high", known ? estimate.high() : Double.NaN);
  }

  /** JSON has no NaN: what is not known is null. */
  private static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
