package io.cairn.bench.race;

import java.util.List;

/**
 * Which run: two runs of the same key are the same.
 *
 * @param scenario name of the scenario
 * @param method name of the method, with the options that were given: {@code bohb;candidates=24}
 * @param priors name of the {@link PriorKind}
 * @param workers simulated workers
 * @param instance number of the instance
 * @param seed number of the repetition
 */
record RaceKey(String scenario, String method, String priors, int workers, int instance, int seed) {
  static final List<String> COLUMNS =
      List.of("scenario", "method", "priors", "workers", "instance", "seed");

  static RaceKey of(CsvRow row) {
    return new RaceKey(
        row.text("scenario"),
        row.text("method"),
        row.text("priors"),
        row.whole("workers"),
        row.whole("instance"),
        row.whole("seed"));
  }

  /** The same run with other priors. */
  RaceKey withPriors(String others) {
    return new RaceKey(scenario, method, others, workers, instance, seed);
  }

  List<String> cells() {
    return List.of(
        scenario,
        method,
        priors,
        Integer.toString(workers),
        Integer.toString(instance),
        Integer.toString(seed));
  }

  @Override
  public String toString() {
    return String.join(" ", cells());
  }
}
