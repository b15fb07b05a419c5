package io.cairn.server.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.proto.Lease;
import io.cairn.proto.remote.RemoteLease;
import io.cairn.server.sweep.DurationText;
import java.time.Duration;

/**
 * What a remote worker must know of a study, beside the lease.
 *
 * @param metric of the objective
 * @param maximize whether a larger metric is better
 * @param kind {@code worker.kind}; empty if the sweep names none
 * @param settings {@code worker.settings}, a JSON object
 * @param grace how long an evaluation may take to end when it is asked to
 */
record RemoteWork(String metric, boolean maximize, String kind, String settings, Duration grace) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Out of a canonical sweep.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RemoteWork of(String sweepJson) {
    JsonNode sweep;
    try {
      sweep = JSON.readTree(sweepJson);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a canonical sweep is JSON", e);
    }
    JsonNode worker = sweep.path("worker");
    JsonNode settings = worker.path("settings");
    return new RemoteWork(
        sweep.path("objective").path("metric").asText(""),
        sweep.path("objective").path("direction").asText("").equals("maximize"),
        worker.path("kind").asText(""),
        settings.isObject() ? settings.toString() : "{}",
        DurationText.parse(sweep.path("workers").path("grace").asText("")).orElse(Duration.ZERO));
  }

  /** A lease as a remote worker gets it. */
  RemoteLease with(Lease lease) {
    return RemoteLease.newBuilder()
        .setLease(lease)
        .setMetric(metric)
        .setMaximize(maximize)
        .setKind(kind)
        .setSettings(settings)
        .setGraceSeconds(grace.toMillis() / 1000.0)
        .build();
  }
}
