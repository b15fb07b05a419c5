package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CONFLICT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.UNPROCESSABLE_ENTITY;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.cluster.NotHereException;
import io.cairn.server.cluster.RefusedSweepException;
import io.cairn.server.remote.RemoteRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** What the routes answer with. */
final class Answers {

  private Answers() {}

  static HttpResponse json(StatusCode status, JsonNode body) {
    return json(status, body.toString());
  }

  static HttpResponse json(StatusCode status, String body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body));
  }

  static HttpResponse noStudy(String id) {
    return Problem.response(
        StatusCodes.NOT_FOUND, "there is no study " + id + "; `cairn ls` lists them");
  }

  static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  static HttpResponse failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RefusedSweepException refused) {
      return Problem.response(UNPROCESSABLE_ENTITY, String.valueOf(refused.getMessage()));
    }
    if (cause instanceof NotHereException elsewhere) {
      return Problem.response(CONFLICT, String.valueOf(elsewhere.getMessage()));
    }
    if (cause instanceof RemoteRefusedException refused) {
      return Problem.response(CONFLICT, String.valueOf(refused.getMessage()));
    }
    if (cause instanceof InvalidRequestException invalid) {
      return Problem.response(BAD_REQUEST, String.valueOf(invalid.getMessage()));
    }
    return Unavailable.response(cause);
  }
}
