package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.FORBIDDEN;
import static org.apache.pekko.http.javadsl.model.StatusCodes.UNAUTHORIZED;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * Lets through who may. A browser sends requests that a strange page makes it send, with whatever
 * it can reach on this machine: so a request of another origin is refused, and without tokens one
 * that names another host, too.
 */
final class Guard extends AllDirectives {

  private static final String BEARER = "Bearer ";

  private final AccessTokens tokens;

  Guard(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /** The inner route, for those who have the role. */
  Route of(AccessRole needed, Supplier<Route> inner) {
    return extractRequest(request -> refusal(request, needed).map(this::complete).orElseGet(inner));
  }

  /** The inner route, with the role of the caller, for those who have the one that is needed. */
  Route withRole(AccessRole needed, Function<AccessRole, Route> inner) {
    return extractRequest(
        request ->
            refusal(request, needed)
                .map(this::complete)
                .orElseGet(() -> inner.apply(tokens.role(token(request)).orElseThrow())));
  }

  private Optional<HttpResponse> refusal(HttpRequest request, AccessRole needed) {
    Optional<String> origin = header(request, "Origin");
    String host = header(request, "Host").orElse("");
    if (origin.isPresent() && !origin.get().replaceFirst("^https?://", "").equals(host)) {
      return Optional.of(
          Problem.response(
              FORBIDDEN, "the request comes from a page of another site, " + origin.get()));
    }
    if (tokens.isOpen() && !isLoopback(host)) {
      return Optional.of(
          Problem.response(
              FORBIDDEN,
              "a server without tokens answers to names of its own machine alone, and not to "
                  + host));
    }
    Optional<AccessRole> role = tokens.role(token(request));
    if (role.isEmpty()) {
      return Optional.of(
          Problem.response(
                  UNAUTHORIZED,
                  "a token is needed: set CAIRN_TOKEN, or send the header Authorization: Bearer"
                      + " TOKEN")
              .addHeader(RawHeader.create("WWW-Authenticate", "Bearer")));
    }
    return role.get().covers(needed)
        ? Optional.empty()
        : Optional.of(
            Problem.response(
                FORBIDDEN,
                "the token has the role "
                    + word(role.get())
                    + ", and this needs the role "
                    + word(needed)));
  }

  private static Optional<String> token(HttpRequest request) {
    return header(request, "Authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(header -> header.value());
  }

  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }

  private static String word(AccessRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
