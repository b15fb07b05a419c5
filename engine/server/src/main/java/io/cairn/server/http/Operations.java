package io.cairn.server.http;

import io.cairn.server.remote.RequestRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.coding.Coder;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.util.ByteString;
import scala.concurrent.duration.FiniteDuration;

/** Finds the operation that a request means, lets through who may, and answers. */
final class Operations extends AllDirectives {

  /** Segments before those of the operations: api, v1. */
  private static final int PREFIX = 2;

  /** Of an answer that may wait for something to happen: longer than the longest wait. */
  private static final FiniteDuration LONGEST_WAIT =
      FiniteDuration.create(RequestRules.LONGEST_WAIT + 35_000, TimeUnit.MILLISECONDS);

  private record Known(Operation operation, List<String> segments) {

    /** The values of the names in braces; empty if the path is another. */
    Optional<Map<String, String>> match(List<String> path) {
      if (path.size() != segments.size()) {
        return Optional.empty();
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        String expected = segments.get(i);
        if (isName(expected)) {
          values.put(expected.substring(1, expected.length() - 1), path.get(i));
        } else if (!expected.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }

    long names() {
      return segments.stream().filter(Known::isName).count();
    }

    private static boolean isName(String segment) {
      return segment.startsWith("{");
    }
  }

  private record Found(Operation operation, Map<String, String> values) {}

  private final List<Known> known;
  private final Guard guard;

  Operations(List<Operation> operations, Guard guard) {
    // A path that is written out comes before one with a name in the same place.
    this.known =
        operations.stream()
            .map(e -> new Known(e, List.of(e.path().substring(1).split("/"))))
            .sorted(java.util.Comparator.comparingLong(Known::names))
            .toList();
    this.guard = guard;
  }

  /** What answers below {@code /api/v1}. */
  Route route() {
    return extractRequest(
        request -> {
          List<String> path = segments(request.getUri().pathSegments());
          List<Found> here = new ArrayList<>();
          known.forEach(
              of -> of.match(path).ifPresent(v -> here.add(new Found(of.operation(), v))));
          return here.stream()
              .filter(found -> found.operation().method().equals(request.method()))
              .findFirst()
              .map(this::guarded)
              .orElseGet(() -> here.isEmpty() ? reject() : complete(otherMethods(here)));
        });
  }

  private static List<String> segments(Iterable<String> all) {
    List<String> path = new ArrayList<>();
    all.forEach(path::add);
    if (!path.isEmpty() && path.get(path.size() - 1).isEmpty()) {
      path.remove(path.size() - 1); // A slash at the end means the same.
    }
    return path.subList(Math.min(PREFIX, path.size()), path.size());
  }

  private static HttpResponse otherMethods(List<Found> here) {
    TreeSet<String> methods = new TreeSet<>();
    here.forEach(found -> methods.add(found.operation().method().value()));
    String allowed = String.join(", ", methods);
    return Problem.response(StatusCodes.METHOD_NOT_ALLOWED, "this address answers to " + allowed)
        .addHeader(RawHeader.create("Allow", allowed));
  }

  private Route guarded(Found found) {
    Route inner = guard.withRole(found.operation().role(), role -> called(found, role));
    Route patient =
        switch (found.operation().traffic()) {
          case SHORT, EVENTS -> inner;
          case WAITS -> withRequestTimeout(LONGEST_WAIT, () -> inner);
          case FILE -> withoutRequestTimeout(() -> inner); // RequestPatience ends it.
        };
    return found.operation().isStream()
        ? patient
        : encodeResponseWith(List.of(Coder.NoCoding, Coder.Gzip), () -> patient);
  }

  private Route called(Found found, AccessRole role) {
    return extractRequest(
        request ->
            found.operation().takesBody()
                ? entity(
                    Unmarshaller.entityToByteString(),
                    body ->
                        answered(found.operation(), new Call(request, role, found.values(), body)))
                : answered(
                    found.operation(),
                    new Call(request, role, found.values(), ByteString.emptyByteString())));
  }

  private Route answered(Operation operation, Call call) {
    return completeWithFuture(answer(operation, call).exceptionally(Answers::failed));
  }

  private static CompletionStage<HttpResponse> answer(Operation operation, Call call) {
    try {
      return operation.handler().answer(call);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
