package io.cairn.server.http;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import scala.concurrent.duration.FiniteDuration;

/**
 * How much anybody may ask of the HTTP door; reference.conf says at {@code cairn.http} what each is
 * for.
 *
 * @param bodyBytes longest body of a request
 * @param uriLength longest address of a request
 * @param headerCount most headers of a request
 * @param headerLength longest value of one
 * @param connections most connections at once, and so most requests at once
 * @param firstRequestTimeout from a connection's beginning to the end of its first request's
 *     headers
 * @param requestTimeout from the end of a request's headers to its answer
 * @param idleTimeout how long a connection may wait for its next request
 * @param files of checkpoints on their way
 */
public record DoorLimits(
    long bodyBytes,
    int uriLength,
    int headerCount,
    int headerLength,
    int connections,
    Duration firstRequestTimeout,
    Duration requestTimeout,
    Duration idleTimeout,
    Files files) {

  /**
   * Bounds of a checkpoint on its way, which has none of the others but for silence.
   *
   * @param bytes its size at most
   * @param time how long it may take
   */
  public record Files(long bytes, Duration time) {
    /**
     * @throws IllegalArgumentException if one of them is not above 0
     */
    public Files {
      require("max-checkpoint", bytes > 0);
      require("checkpoint-timeout", time.toMillis() > 0);
    }
  }

  /** Once an answer is given, a client has this long to close its side. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private static final String PATH = "cairn.http";

  /**
   * @throws IllegalArgumentException if one of them is not above 0
   */
  public DoorLimits {
    require("max-body", bodyBytes > 0);
    require("max-uri", uriLength > 0);
    require("max-headers", headerCount > 0);
    require("max-header", headerLength > 0);
    require("max-connections", connections > 0);
    require("first-request-timeout", firstRequestTimeout.toMillis() > 0);
    require("request-timeout", requestTimeout.toMillis() > 0);
    require("idle-timeout", idleTimeout.toMillis() > 0);
  }

  private static void require(String key, boolean positive) {
    if (!positive) {
      throw new IllegalArgumentException(PATH + "." + key + " must be above 0");
    }
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one of them cannot be used
   */
  public static DoorLimits from(Config config) {
    Config http = config.getConfig(PATH);
    return new DoorLimits(
        http.getBytes("max-body"),
        Math.toIntExact(http.getBytes("max-uri")),
        http.getInt("max-headers"),
        Math.toIntExact(http.getBytes("max-header")),
        http.getInt("max-connections"),
        http.getDuration("first-request-timeout"),
        http.getDuration("request-timeout"),
        http.getDuration("idle-timeout"),
        new Files(http.getBytes("max-checkpoint"), http.getDuration("checkpoint-timeout")));
  }

  /** What of it Pekko sees to. */
  ServerSettings over(ServerSettings settings) {
    return settings
        .withMaxConnections(connections)
        // One request of a connection at a time.
        .withPipeliningLimit(1)
        .withTimeouts(
            settings
                .getTimeouts()
                .withRequestTimeout(scala(requestTimeout))
                .withIdleTimeout(scala(idleTimeout))
                .withLingerTimeout(scala(LINGER)))
        .withParserSettings(
            settings
                .getParserSettings()
                .withMaxContentLength(bodyBytes)
                .withMaxUriLength(uriLength)
                .withMaxHeaderCount(headerCount)
                .withMaxHeaderValueLength(headerLength))
        .withParsingErrorHandler(Unparsable.class.getName())
        // Strangers need not know what answers them.
        .withServerHeader(Optional.empty());
  }

  private static FiniteDuration scala(Duration duration) {
    return FiniteDuration.create(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
