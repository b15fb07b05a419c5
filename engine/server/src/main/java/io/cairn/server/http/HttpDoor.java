package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.tls.NodeTls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** Where people and programs reach a cluster. */
public final class HttpDoor extends AllDirectives {

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final ApiRoutes api;
  private final MetricsRoute metrics;

  private HttpDoor(ServerNode node, AccessTokens tokens) {
    this.system = node.system();
    Guard guard = new Guard(tokens);
    this.api = new ApiRoutes(node.studies(), guard);
    this.metrics = new MetricsRoute(node.studies(), guard);
  }

  /**
   * Opens it.
   *
   * @param at where; port 0 has one picked
   * @param tls what secures connections; without it they are plain text
   * @return fails if the address is in use
   */
  public static CompletionStage<ServerBinding> open(
      ServerNode node, NodeAddress at, AccessTokens tokens, Optional<NodeTls> tls) {
    HttpDoor door = new HttpDoor(node, tokens);
    ServerBuilder server = Http.get(door.system).newServerAt(at.host(), at.port());
    return tls.map(by -> server.enableHttps(ConnectionContext.httpsServer(by::fromPerson)))
        .orElse(server)
        .bind(door.routes())
        .thenApply(binding -> binding.addToCoordinatedShutdown(LAST_ANSWERS, door.system));
  }

  private Route routes() {
    return concat(
        pathPrefix("api", () -> pathPrefix("v1", api::routes)),
        pathPrefix(
            "health",
            () ->
                concat(
                    path("live", () -> get(() -> complete(text("alive\n")))),
                    path("ready", () -> get(() -> complete(ready()))))),
        path("metrics", () -> get(metrics::route)),
        extractUnmatchedPath(
            path ->
                complete(
                    Problem.response(
                        NOT_FOUND, "there is nothing at " + path + "; see docs/api.md"))));
  }

  /** Ready is who is a member: it can reach every study. */
  private HttpResponse ready() {
    MemberStatus status = Cluster.get(system).selfMember().status();
    return status.equals(MemberStatus.up())
        ? text("ready\n")
        : text("not yet: it looks for the cluster, or leaves it\n")
            .withStatus(StatusCodes.SERVICE_UNAVAILABLE);
  }

  private static HttpResponse text(String text) {
    return HttpResponse.create()
        .withStatus(OK)
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
  }
}
