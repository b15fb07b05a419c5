package io.cairn.server.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metric names of a study, each list of names kept once. */
final class MetricNames {

  private final Map<List<String>, Integer> numbers = new HashMap<>(); // looked up, never walked
  private final List<String[]> lists = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();

  /** The objective comes first whatever is reported first. */
  MetricNames(String objective) {
    seen.add(objective);
  }

  /** The number of the list of these metrics' names, in the order in which they were reported. */
  int list(Map<String, Double> metrics) {
    List<String> key = new ArrayList<>(metrics.keySet());
    Integer known = numbers.get(key);
    if (known == null) {
      known = lists.size();
      numbers.put(key, known);
      lists.add(key.toArray(String[]::new));
      seen.addAll(key);
    }
    return known;
  }

  /** The names of a list; not to be changed. */
  String[] names(int list) {
    return lists.get(list);
  }

  /** Every name seen, in order of first appearance, the objective first. */
  List<String> all() {
    return List.copyOf(seen);
  }
}
