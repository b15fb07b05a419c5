package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.Premises;
import io.cairn.server.metrics.ClusterFigures;
import io.cairn.server.tls.NodeTls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MalformedRequestContentRejection;
import org.apache.pekko.http.javadsl.server.PathMatcher0;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.ExceptionWithErrorInfo;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;

/** Where people and programs reach a cluster. */
public final class HttpDoor extends AllDirectives {

  /** Answers as long as the process does. */
  public static final String LIVE = "/health/live";

  /** Answers 200 as long as the node is a member of the cluster, else 503. */
  public static final String READY = "/health/ready";

  /** Figures for Prometheus. */
  public static final String METRICS = "/metrics";

  /** The figure that says how many slots could be put to work. */
  public static final String DEMANDED_SLOTS = ClusterFigures.DEMANDED_SLOTS;

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final Operations api;
  private final MetricsRoute metrics;
  private final RequestCount requests;
  private final PageRoutes page = new PageRoutes();

  private HttpDoor(Premises to, AccessTokens tokens, DoorLimits limits) {
    this.system = to.system();
    Guard guard = new Guard(tokens);
    this.api = new Operations(Api.of(to, limits), guard);
    this.metrics =
        new MetricsRoute(patience -> to.studies().workers("", patience), to.meters(), guard);
    this.requests = new RequestCount(to.meters().door());
  }

  /**
   * Opens it.
   *
   * @param at where; port 0 has one picked
   * @param limits how much anybody may ask of it
   * @param tls what secures connections; without it they are plain text
   * @return fails if the address is in use
   */
  public static CompletionStage<ServerBinding> open(
      Premises to, NodeAddress at, AccessTokens tokens, DoorLimits limits, Optional<NodeTls> tls) {
    HttpDoor door = new HttpDoor(to, tokens, limits);
    ServerBuilder server =
        Http.get(door.system).newServerAt(at.host(), at.port()).adaptSettings(limits::over);
    Flow<HttpRequest, HttpResponse, NotUsed> answers =
        BidiFlow.fromGraph(new RequestPatience(limits))
            .join(door.requests.of(door.routes().seal(problems(), failures())).flow(door.system));
    return tls.map(by -> server.enableHttps(ConnectionContext.httpsServer(by::fromPerson)))
        .orElse(server)
        .bindFlow(answers)
        .thenApply(binding -> binding.addToCoordinatedShutdown(LAST_ANSWERS, door.system));
  }

  private Route routes() {
    return withRequestTimeoutResponse(
        request ->
            Problem.response(
                StatusCodes.SERVICE_UNAVAILABLE,
                "there was no answer in time (cairn.http.request-timeout): the body came too slowly,"
                    + " or the cluster is busy; try again in some seconds"),
        this::paths);
  }

  private Route paths() {
    return concat(
        pathPrefix("api", () -> pathPrefix("v1", api::route)),
        page.routes(),
        path(at(LIVE), () -> get(() -> complete(text("alive\n")))),
        path(at(READY), () -> get(() -> complete(ready()))),
        path(at(METRICS), () -> get(metrics::route)));
  }

  private static PathMatcher0 at(String path) {
    return PathMatchers.separateOnSlashes(path.substring(1));
  }

  private static RejectionHandler problems() {
    return RejectionHandler.newBuilder()
        .handleNotFound(
            Directives.extractUnmatchedPath(
                path ->
                    Directives.complete(
                        Problem.response(
                            NOT_FOUND, "there is nothing at " + path + "; see docs/api.md"))))
        .handle(MalformedRequestContentRejection.class, HttpDoor::unreadable)
        .build()
        .withFallback(RejectionHandler.defaultHandler())
        .mapRejectionResponse(Problem::of);
  }

  private static Route unreadable(MalformedRequestContentRejection body) {
    if (body.getCause() instanceof EntityStreamSizeException size) {
      return Directives.complete(
          Problem.response(
              StatusCodes.CONTENT_TOO_LARGE,
              "the body has more than "
                  + size.limit()
                  + " bytes, which is the most (cairn.http.max-body): put long lists of values into"
                  + " a file that the worker reads"));
    }
    return Directives.complete(
        Problem.response(BAD_REQUEST, "the body cannot be read, or came too slowly"));
  }

  private static ExceptionHandler failures() {
    return ExceptionHandler.newBuilder()
        .match(
            ExceptionWithErrorInfo.class,
            e -> Directives.complete(Problem.response(BAD_REQUEST, e.info().summary())))
        .matchAny(e -> Directives.complete(Unavailable.response(e)))
        .build();
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
