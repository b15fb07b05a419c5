package io.cairn.server.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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

  /** One line. */
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
