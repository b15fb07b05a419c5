package io.cairn.bench.race;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The regrets of one method, seeds averaged: by instance, then budget.
 *
 * @param scenario name of the scenario
 * @param name of the method, for people
 * @param own whether it is Cairn's
 * @param regrets by instance, then budget in full evaluations
 */
record Series(
    String scenario,
    String name,
    boolean own,
    NavigableMap<Integer, NavigableMap<Integer, Double>> regrets) {

  /** The instances that it was run on. */
  NavigableSet<Integer> instances() {
    return new TreeSet<>(regrets.keySet());
  }

  /** The budgets at which it is known. */
  NavigableSet<Integer> budgets() {
    return regrets.isEmpty()
        ? new TreeSet<>()
        : new TreeSet<>(regrets.firstEntry().getValue().keySet());
  }

  /** The same on some of its instances. */
  Series on(Collection<Integer> instances) {
    NavigableMap<Integer, NavigableMap<Integer, Double>> kept = new TreeMap<>(regrets);
    kept.keySet().retainAll(instances);
    return new Series(scenario, name, own, kept);
  }

  /** The regrets at a budget, by instance. */
  double[] at(int budget) {
    return regrets.values().stream().mapToDouble(known -> known.get(budget)).toArray();
  }

  /** The mean regrets by budget. */
  NavigableMap<Integer, Double> means() {
    NavigableMap<Integer, Double> means = new TreeMap<>();
    budgets().forEach(budget -> means.put(budget, Statistics.mean(at(budget))));
    return means;
  }

  /** The first budget at which the mean regret is at most a target; empty if it never is. */
  OptionalInt reaches(double target) {
    return means().entrySet().stream()
        .filter(mean -> mean.getValue() <= target)
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }
}
