package io.cairn.server.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metric names of a study, each list of names kept once. */
final class MetricNames {

  private final Map<List<String>, String[]> lists = new HashMap<>(); // looked up, never walked
  private final Set<String> seen = new LinkedHashSet<>();

  /** The objective comes first whatever is reported first. */
  MetricNames(String objective) {
    seen.add(objective);
  }

  MetricRow row(Map<String, Double> metrics) {
    List<String> key = new ArrayList<>(metrics.keySet());
    String[] names =
        lists.computeIfAbsent(
            key,
            list -> {
              seen.addAll(list);
              return list.toArray(String[]::new);
            });
    double[] values = new double[names.length];
    Arrays.setAll(values, i -> metrics.get(names[i]));
    return new MetricRow(names, values);
  }

  /** Every name seen, in order of first appearance, the objective first. */
  List<String> all() {
    return List.copyOf(seen);
  }
}
