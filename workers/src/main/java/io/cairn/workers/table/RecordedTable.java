package io.cairn.workers.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * A recorded landscape in columns: configurations in the order of the file, each with its levels in
 * growing order.
 *
 * @param names the parameters
 * @param columns their values, one column a parameter
 * @param first where a configuration's levels start; one more at the end
 * @param levels resource levels
 * @param values values at the levels: the metric first, then the further metrics
 * @param costs seconds from scratch, not falling within a configuration; empty if not recorded
 */
record RecordedTable(
    List<String> names,
    List<Column> columns,
    int[] first,
    double[] levels,
    List<double[]> values,
    double[] costs) {

  /** Levels closer than this, relatively, are the same: tables hold 0.333333 for 1/3. */
  private static final double RELATIVE_ROUNDING = 1e-6;

  /**
   * A configuration of the table.
   *
   * @param distance 0 if it is the very one
   */
  record Match(int configuration, double distance) {}

  int size() {
    return first.length - 1;
  }

  boolean hasCosts() {
    return costs.length > 0;
  }

  double lowestLevel() {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size(); i++) {
      lowest = Math.min(lowest, levels[first[i]]);
    }
    return lowest;
  }

  double highestLevel() {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size(); i++) {
      highest = Math.max(highest, levels[first[i + 1] - 1]);
    }
    return highest;
  }

  static boolean same(double a, double b) {
    return Math.abs(a - b) <= RELATIVE_ROUNDING * Math.abs(b);
  }

  /** Whether a level lies within what is recorded of a configuration. */
  private boolean covers(int configuration, double level) {
    double lowest = levels[first[configuration]];
    double highest = levels[first[configuration + 1] - 1];
    return (lowest <= level || same(lowest, level)) && (highest >= level || same(highest, level));
  }

  /** The configuration itself, if it is recorded up to a level. */
  OptionalInt find(Map<String, Object> configuration, double level) {
    Column.Probe[] probes = probes(configuration);
    for (int i = 0; i < size(); i++) {
      if (matches(probes, i) && covers(i, level)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The nearest configuration that is recorded up to a level; empty if none is. */
  Optional<Match> nearest(Map<String, Object> configuration, double level) {
    Column.Probe[] probes = probes(configuration);
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size(); i++) {
      if (covers(i, level)) {
        double distance = distance(probes, i, least);
        if (distance < least) {
          best = i;
          least = distance;
        }
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Match(best, Math.sqrt(least / Math.max(1, columns.size()))));
  }

  private Column.Probe[] probes(Map<String, Object> configuration) {
    Column.Probe[] probes = new Column.Probe[columns.size()];
    for (int i = 0; i < probes.length; i++) {
      probes[i] = columns.get(i).probe(configuration, names.get(i));
    }
    return probes;
  }

  private boolean matches(Column.Probe[] probes, int configuration) {
    for (int i = 0; i < probes.length; i++) {
      if (!columns.get(i).matches(probes[i], configuration)) {
        return false;
      }
    }
    return true;
  }

  /** Sum of squared differences; any number of at least {@code enough} once it is that large. */
  private double distance(Column.Probe[] probes, int configuration, double enough) {
    double sum = 0;
    for (int i = 0; i < probes.length && sum < enough; i++) {
      sum += columns.get(i).distance(probes[i], configuration);
    }
    return sum;
  }

  /** Index of the highest recorded level up to a level; empty if all are above. */
  OptionalInt at(int configuration, double level) {
    int found = -1;
    for (int i = first[configuration]; i < first[configuration + 1]; i++) {
      if (levels[i] <= level || same(levels[i], level)) {
        found = i;
      }
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** Seconds from scratch to a level; 0 before the first recorded one. */
  double cost(int configuration, double level) {
    OptionalInt index = at(configuration, level);
    return index.isPresent() ? costs[index.getAsInt()] : 0;
  }

  /** A configuration in words: {@code depth = 3, rate = 0.1}. */
  String describe(int configuration) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < names.size(); i++) {
      String value = columns.get(i).text(configuration);
      if (!value.isEmpty()) {
        text.add(names.get(i) + " = " + value);
      }
    }
    return text.toString();
  }
}
