package io.cairn.bench.race;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The methods of one scenario on the same instances, the best at one budget first.
 *
 * @param scenario name of the scenario
 * @param instances on which Cairn's methods are compared
 * @param series each on those of these instances that it was run on
 */
record Ranking(String scenario, NavigableSet<Integer> instances, List<Series> series) {
  /** The budget that is ranked by. */
  static final int BUDGET = 16;

  /** The budget whose regret is a mark to reach. */
  static final int MARK = 64;

  /**
   * Ranks Cairn's series and others: on the instances that all of Cairn's were run on and, if there
   * are other systems' runs, that any of those was run on.
   */
  static Ranking of(String scenario, List<Series> own, List<Series> others) {
    NavigableSet<Integer> instances = new TreeSet<>();
    own.forEach(series -> instances.addAll(series.instances()));
    own.forEach(series -> instances.retainAll(series.instances()));
    if (!others.isEmpty()) {
      NavigableSet<Integer> theirs = new TreeSet<>();
      others.forEach(series -> theirs.addAll(series.instances()));
      instances.retainAll(theirs);
    }
    List<Series> ranked =
        Stream.concat(own.stream(), others.stream())
            .map(series -> series.on(instances))
            .filter(series -> !series.instances().isEmpty())
            .sorted(
                Comparator.<Series>comparingDouble(s -> Statistics.mean(s.at(BUDGET)))
                    .thenComparing(Series::name))
            .toList();
    return new Ranking(scenario, instances, ranked);
  }

  /** ASHA's mean regret at the end: another system's, or else Cairn's. */
  OptionalDouble asha() {
    return end("asha");
  }

  /** The lesser of ASHA's and random search's mean regrets at the end. */
  OptionalDouble ashaOrRandom() {
    OptionalDouble asha = asha();
    OptionalDouble random = end("random");
    return asha.isPresent() && random.isPresent()
        ? OptionalDouble.of(Math.min(asha.getAsDouble(), random.getAsDouble()))
        : OptionalDouble.empty();
  }

  private OptionalDouble end(String name) {
    return series.stream()
        .filter(s -> s.name().equals(name) && s.budgets().contains(MARK))
        .sorted(Comparator.comparing(Series::own)) // false first: the other system's
        .mapToDouble(s -> Statistics.mean(s.at(MARK)))
        .findFirst();
  }
}
