package io.cairn.bench.race;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What priors of some kind change against none: the same method on the same instance with the same
 * seed, seeds averaged, differences over instances.
 */
final class PairedDifferences {
  private final List<RaceResult> results;
  private final Map<RaceKey, RaceResult> byKey = new HashMap<>(); // looked up, never walked

  PairedDifferences(List<RaceResult> results) {
    this.results = results;
    results.forEach(result -> byKey.put(result.key(), result));
  }

  /**
   * The change of one kind in one scenario.
   *
   * @param scenario its name; empty for all scenarios pooled, each counting alike
   * @param method with its options
   * @param priors the kind
   * @param instances number of instances
   * @param baseMeans mean regrets with none, by budget
   * @param shares mean difference as a share of them, by budget
   */
  record Change(
      String scenario,
      String method,
      String priors,
      int instances,
      Map<Integer, Double> baseMeans,
      Map<Integer, Statistics.Share> shares) {}

  private record Group(String method, String priors) {}

  /** Regrets of a kind minus those of none, and those of none, by instance. */
  private record Pairs(double[] differences, double[] bases) {}

  /** All changes: by method and kind, first each scenario, then all pooled if there are several. */
  List<Change> at(List<Integer> budgets) {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<Group, Set<String>> group : groups().entrySet()) {
      List<String> scenarios = List.copyOf(group.getValue());
      scenarios.forEach(
          scenario -> changes.add(change(scenario, List.of(scenario), group.getKey(), budgets)));
      if (scenarios.size() > 1) {
        changes.add(change("", scenarios, group.getKey(), budgets));
      }
    }
    return changes;
  }

  private Map<Group, Set<String>> groups() {
    Map<Group, Set<String>> groups =
        new TreeMap<>(
            Comparator.comparing(Group::method)
                .thenComparing(group -> PriorKind.parse(group.priors())));
    for (RaceResult result : results) {
      RaceKey key = result.key();
      boolean priors = !key.priors().equals(PriorKind.NONE.name());
      if (priors && byKey.containsKey(key.withPriors(PriorKind.NONE.name()))) {
        groups
            .computeIfAbsent(new Group(key.method(), key.priors()), g -> new TreeSet<>())
            .add(key.scenario());
      }
    }
    return groups;
  }

  private Change change(String name, List<String> scenarios, Group group, List<Integer> budgets) {
    Map<Integer, Double> means = new TreeMap<>();
    Map<Integer, Statistics.Share> shares = new TreeMap<>();
    int instances = 0;
    for (int budget : budgets) {
      List<Pairs> pairs = scenarios.stream().map(s -> pairs(s, group, budget)).toList();
      double[][] bases = pairs.stream().map(Pairs::bases).toArray(double[][]::new);
      double[][] differences = pairs.stream().map(Pairs::differences).toArray(double[][]::new);
      means.put(
          budget,
          IntStream.range(0, bases.length)
              .mapToDouble(i -> Statistics.mean(bases[i]))
              .average()
              .orElseThrow());
      shares.put(budget, Statistics.ratio(differences, bases));
      instances = pairs.stream().mapToInt(p -> p.bases().length).sum();
    }
    return new Change(name, group.method(), group.priors(), instances, means, shares);
  }

  private Pairs pairs(String scenario, Group group, int budget) {
    Map<Integer, List<double[]>> byInstance = new TreeMap<>();
    for (RaceResult result : results) {
      RaceKey key = result.key();
      RaceResult none = byKey.get(key.withPriors(PriorKind.NONE.name()));
      boolean asked =
          key.scenario().equals(scenario)
              && key.method().equals(group.method())
              && key.priors().equals(group.priors());
      if (asked && none != null) {
        double base = none.regrets()[budget - 1];
        byInstance
            .computeIfAbsent(key.instance(), i -> new ArrayList<>())
            .add(new double[] {result.regrets()[budget - 1] - base, base});
      }
    }
    return new Pairs(column(byInstance, 0), column(byInstance, 1));
  }

  private static double[] column(Map<Integer, List<double[]>> byInstance, int column) {
    return byInstance.values().stream()
        .mapToDouble(
            seeds -> seeds.stream().mapToDouble(pair -> pair[column]).average().orElseThrow())
        .toArray();
  }
}
