package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.sweep.DurationText;
import io.cairn.workers.remote.RemoteProvider;
import java.time.Duration;
import java.util.Optional;

/**
 * What a coordinator needs to know of the worker section of a canonical sweep. Its settings are the
 * workers' business: a coordinator need not have what they name.
 *
 * @param type what a worker must offer: its type, of remote ones with their kind; empty if there is
 *     no worker section
 * @param timeLimit longest time of one evaluation
 */
record SweepWorker(String type, Optional<Duration> timeLimit) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static SweepWorker of(String sweepJson) {
    try {
      JsonNode worker = JSON.readTree(sweepJson).path("worker");
      JsonNode limit = worker.path("time-limit");
      String type = worker.path("type").asText("");
      return new SweepWorker(
          type.equals(RemoteProvider.TYPE)
              ? RemoteProvider.offered(worker.path("kind").asText(""))
              : type,
          limit.isTextual() ? DurationText.parse(limit.asText()) : Optional.empty());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a canonical sweep is JSON", e);
    }
  }

  /** A sweep in normal form, with the worker section of the one that was handed in. */
  static String attach(String canonicalJson, String handedIn) {
    try {
      ObjectNode sweep = (ObjectNode) JSON.readTree(canonicalJson);
      sweep.set("worker", JSON.readTree(handedIn).path("worker"));
      return sweep.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a sweep that was read is JSON", e);
    }
  }
}
