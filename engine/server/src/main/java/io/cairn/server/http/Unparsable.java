package io.cairn.server.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers bytes that are no request, or one with too long an address or too many headers. */
public final class Unparsable extends ParsingErrorHandler {

  /** Pekko looks for an object of Scala by its name, and this is how one looks from outside. */
  @SuppressWarnings("MemberName")
  public static final Unparsable MODULE$ = new Unparsable();

  private Unparsable() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    // The summary is Pekko's own text; the detail may repeat what was sent.
    return Problem.response(status, info.summary());
  }
}
