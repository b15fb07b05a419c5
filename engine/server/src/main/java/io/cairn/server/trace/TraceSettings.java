package io.cairn.server.trace;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings under {@code cairn.trace}; reference.conf says what each is for.
 *
 * @param endpoint a collector's base address, {@code http://HOST:PORT} or {@code https://..}
 * @param service what the traces are said to be of
 * @param ratio part of the evaluations that is traced, from 0 to 1
 * @param queueSize spans that wait to be sent, at most
 * @param interval how often they are sent
 * @param timeout how long sending may take
 */
record TraceSettings(
    URI endpoint,
    String service,
    double ratio,
    int queueSize,
    Duration interval,
    Duration timeout) {

  private static final String PATH = "cairn.trace";

  /** Where OTLP over HTTP takes traces, below a collector's address. */
  private static final String TRACES = "/v1/traces";

  TraceSettings {
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    require(
        "endpoint",
        endpoint,
        web && endpoint.getHost() != null,
        "must be the address of a collector that takes OTLP over HTTP, as http://127.0.0.1:4318;"
            + " leave it empty to trace nothing");
    require(
        "service",
        '"' + service + '"',
        !service.isBlank(),
        "must name what the traces are of; leave the setting out for cairn");
    require(
        "ratio",
        ratio,
        ratio >= 0 && ratio <= 1,
        "must be from 0 to 1: 1 traces every evaluation, 0.1 one of ten");
    require(
        "queue-size",
        queueSize,
        queueSize > 0,
        "must be above 0; leave the setting out for the default");
    requirePositive("interval", interval);
    requirePositive("timeout", timeout);
  }

  private static void requirePositive(String key, Duration value) {
    require(
        key,
        value.toMillis() + " ms",
        value.toMillis() > 0,
        "must be at least a millisecond; leave the setting out for the default");
  }

  private static void require(String key, Object value, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(PATH + "." + key + " = " + value + " " + rule);
    }
  }

  /**
   * Reads them.
   *
   * @return empty if nothing is to be traced
   * @throws IllegalArgumentException if one of them cannot be used
   */
  static Optional<TraceSettings> from(Config config) {
    try {
      Config trace = config.getConfig(PATH);
      String endpoint = trace.getString("endpoint").strip();
      return endpoint.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new TraceSettings(
                  address(endpoint),
                  trace.getString("service"),
                  trace.getDouble("ratio"),
                  trace.getInt("queue-size"),
                  trace.getDuration("interval"),
                  trace.getDuration("timeout")));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; docs/traces.md says what can be set under " + PATH, e);
    }
  }

  private static URI address(String endpoint) {
    try {
      return new URI(endpoint);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          PATH
              + ".endpoint = "
              + endpoint
              + " is no address ("
              + e.getReason()
              + "); write it as http://127.0.0.1:4318",
          e);
    }
  }

  /** Where traces are sent to. */
  String traces() {
    String base = endpoint.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + TRACES;
  }
}
