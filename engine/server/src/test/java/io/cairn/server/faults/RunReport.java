package io.cairn.server.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one run.
 *
 * @param seed of plan and study
 * @param faults how many of each kind happened
 * @param trials started
 * @param results accepted, one for each trial and rung
 * @param relocations leases that were lost or given back
 * @param restored leases of those that were taken up again by their own worker
 * @param failovers how often another writer took the study over
 * @param refused messages of workers that were refused
 * @param takeovers from the kill of the study's coordinator to the next record of another
 * @param lasted from the submission to the end of the study
 * @param violations everything that is wrong; none is as it should be
 */
public record RunReport(
    long seed,
    Map<String, Integer> faults,
    int trials,
    int results,
    int relocations,
    int restored,
    int failovers,
    int refused,
    List<Duration> takeovers,
    Duration lasted,
    List<String> violations) {

  public RunReport {
    faults = Map.copyOf(faults);
    takeovers = List.copyOf(takeovers);
    violations = List.copyOf(violations);
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** For a file; {@link #parse} reads it. */
  public String line() {
    ObjectNode line = JSON.createObjectNode();
    line.put("seed", seed);
    ObjectNode kinds = line.putObject("faults");
    new TreeMap<>(faults).forEach(kinds::put);
    line.put("trials", trials).put("results", results).put("relocations", relocations);
    line.put("restored", restored).put("failovers", failovers).put("refused", refused);
    ArrayNode millis = line.putArray("takeoverMillis");
    takeovers.forEach(takeover -> millis.add(takeover.toMillis()));
    line.put("lastedMillis", lasted.toMillis());
    ArrayNode wrong = line.putArray("violations");
    violations.forEach(wrong::add);
    return line.toString();
  }

  /** Reads a line. */
  public static RunReport parse(String text) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no report of a run: " + text, e);
    }
    Map<String, Integer> faults = new TreeMap<>();
    line.path("faults")
        .fields()
        .forEachRemaining(e -> faults.put(e.getKey(), e.getValue().asInt()));
    List<Duration> takeovers = new ArrayList<>();
    line.path("takeoverMillis")
        .forEach(millis -> takeovers.add(Duration.ofMillis(millis.asLong())));
    List<String> violations = new ArrayList<>();
    line.path("violations").forEach(violation -> violations.add(violation.asText()));
    return new RunReport(
        line.path("seed").asLong(),
        faults,
        line.path("trials").asInt(),
        line.path("results").asInt(),
        line.path("relocations").asInt(),
        line.path("restored").asInt(),
        line.path("failovers").asInt(),
        line.path("refused").asInt(),
        takeovers,
        Duration.ofMillis(line.path("lastedMillis").asLong()),
        violations);
  }

  /** One line, for people. */
  @Override
  public String toString() {
    return String.format(
        "seed %d: %d faults, %d trials, %d results, %d relocations (%d restored), %d failovers,"
            + " %d refused, %.1f s, %s",
        seed,
        faults.values().stream().mapToInt(Integer::intValue).sum(),
        trials,
        results,
        relocations,
        restored,
        failovers,
        refused,
        lasted.toMillis() / 1e3,
        violations.isEmpty() ? "sound" : violations.size() + " VIOLATIONS");
  }
}
