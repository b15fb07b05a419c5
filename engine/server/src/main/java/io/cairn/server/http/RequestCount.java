package io.cairn.server.http;

import io.cairn.server.metrics.DoorMeters;
import io.cairn.server.metrics.DoorMeters.Purpose;
import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** Counts requests with their answers. */
final class RequestCount extends AllDirectives {

  private final DoorMeters meters;

  RequestCount(DoorMeters meters) {
    this.meters = meters;
  }

  /**
   * The same answers, counted.
   *
   * @param sealed answers whatever comes, so that refusals are counted, too
   */
  Route of(Route sealed) {
    return extractRequest(
        request -> {
          long begun = System.nanoTime();
          return mapResponse(
              response -> {
                meters.answered(
                    purpose(request),
                    response.status().intValue(),
                    Duration.ofNanos(System.nanoTime() - begun));
                return response;
              },
              () -> sealed);
        });
  }

  private static Purpose purpose(HttpRequest request) {
    String path = request.getUri().path();
    if (path.startsWith("/api/v1/remote/")) {
      return Purpose.WORK;
    } else if (path.startsWith("/api/")) {
      return path.endsWith("/events") ? Purpose.EVENTS : Purpose.API;
    } else if (path.startsWith("/health/")) {
      return Purpose.HEALTH;
    }
    return path.equals(HttpDoor.METRICS) ? Purpose.METRICS : Purpose.PAGE;
  }
}
