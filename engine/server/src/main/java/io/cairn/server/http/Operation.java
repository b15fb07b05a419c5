package io.cairn.server.http;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * A request that the API answers: one row of docs/api.md, one operation of openapi.yaml.
 *
 * @param path below {@code /api/v1}, such as {@code /studies/{study}/pause}; a name in braces
 *     stands for any one segment
 * @param role what the caller needs
 * @param handler answers; never blocks
 * @param traffic what comes and goes
 */
record Operation(
    HttpMethod method, String path, AccessRole role, Handler handler, Traffic traffic) {

  /** What comes with a request, and how its answer goes. */
  enum Traffic {
    /** A short body, if any, and an answer within the request's patience. */
    SHORT,
    /** The same, and the answer may wait for something to happen. */
    WAITS,
    /** The answer is a stream that goes on. */
    EVENTS,
    /** A body or an answer of any length, which is not held in memory. */
    FILE
  }

  Operation(HttpMethod method, String path, AccessRole role, Handler handler) {
    this(method, path, role, handler, Traffic.SHORT);
  }

  /** Answers a call. */
  interface Handler {
    /** The answer; a failed stage is answered as a problem document. */
    CompletionStage<HttpResponse> answer(Call call);
  }

  static Operation get(String path, AccessRole role, Handler handler) {
    return new Operation(HttpMethods.GET, path, role, handler);
  }

  static Operation post(String path, AccessRole role, Handler handler) {
    return new Operation(HttpMethods.POST, path, role, handler);
  }

  static Operation put(String path, AccessRole role, Handler handler) {
    return new Operation(HttpMethods.PUT, path, role, handler);
  }

  static Operation delete(String path, AccessRole role, Handler handler) {
    return new Operation(HttpMethods.DELETE, path, role, handler);
  }

  /** The same with other traffic. */
  Operation with(Traffic other) {
    return new Operation(method, path, role, handler, other);
  }

  /** Whether the request may bring a body that is read before it is answered. */
  boolean takesBody() {
    return traffic != Traffic.FILE
        && (method.equals(HttpMethods.POST) || method.equals(HttpMethods.PUT));
  }

  /** Whether the answer goes as it comes; those are not compressed. */
  boolean isStream() {
    return traffic == Traffic.EVENTS || traffic == Traffic.FILE;
  }
}
