package io.cairn.server.http;

import io.cairn.proto.cluster.Nodes;
import io.cairn.server.metrics.NodeMeters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.coding.Coder;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * {@code /metrics} in the text format of Prometheus. What the dispatcher knows is left out when it
 * does not answer soon: who looks for what is wrong must not be kept waiting by it. For the same
 * reason the text is not made on threads that wait for the database.
 */
final class MetricsRoute extends AllDirectives {

  /** For the dispatcher; Prometheus waits ten seconds for everything. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final ContentType TEXT = ContentTypes.parse(NodeMeters.CONTENT_TYPE);

  private final Function<Duration, CompletionStage<Nodes>> workers;
  private final NodeMeters meters;
  private final Guard guard;

  /**
   * @param workers asks the dispatcher, and fails when the time given is over
   */
  MetricsRoute(Function<Duration, CompletionStage<Nodes>> workers, NodeMeters meters, Guard guard) {
    this.workers = workers;
    this.meters = meters;
    this.guard = guard;
  }

  Route route() {
    return guard.of(
        AccessRole.VIEW,
        () ->
            encodeResponseWith(
                List.of(Coder.NoCoding, Coder.Gzip), () -> completeWithFuture(answer())));
  }

  private CompletionStage<HttpResponse> answer() {
    return workers
        .apply(PATIENCE)
        .handle((nodes, failure) -> Optional.ofNullable(nodes))
        .thenApply(
            nodes ->
                HttpResponse.create().withEntity(HttpEntities.create(TEXT, meters.text(nodes))));
  }
}
