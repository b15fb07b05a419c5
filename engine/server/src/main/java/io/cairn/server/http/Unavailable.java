package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.INTERNAL_SERVER_ERROR;
import static org.apache.pekko.http.javadsl.model.StatusCodes.SERVICE_UNAVAILABLE;

import io.cairn.server.remote.NotNowException;
import io.cairn.server.store.StoreException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for what the cluster could not do. */
final class Unavailable {

  private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

  private Unavailable() {}

  static HttpResponse response(Throwable cause) {
    if (cause instanceof NotNowException) {
      return Problem.later(SERVICE_UNAVAILABLE, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof TimeoutException) {
      return Problem.later(
          SERVICE_UNAVAILABLE,
          "the cluster did not answer in time: it is forming, or a node was lost; try again in some"
              + " seconds");
    }
    if (cause instanceof StoreException) {
      LOG.warn("the database does not answer", cause);
      return Problem.later(
          SERVICE_UNAVAILABLE, "the database does not answer; studies wait for it, try again");
    }
    LOG.error("a request failed", cause);
    return Problem.response(
        INTERNAL_SERVER_ERROR, "something went wrong inside Cairn; the server's log has details");
  }
}
