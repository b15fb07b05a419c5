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
 */
record Operation(HttpMethod method, String path, AccessRole role, Handler handler) {

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

  /** Whether the request may bring a body. */
  boolean takesBody() {
    return method.equals(HttpMethods.POST) || method.equals(HttpMethods.PUT);
  }

  /** Whether the answer is a stream that goes on; those are not compressed. */
  boolean isStream() {
    return path.endsWith("/events");
  }
}
