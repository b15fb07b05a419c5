package io.cairn.workers.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the rows of a table together by configuration, and within it by level. */
final class RowGroups {

  /**
   * What was measured, by row.
   *
   * @param metrics the objective's metric first
   * @param costs seconds from scratch
   * @param hasCosts whether costs were recorded
   */
  record Measures(List<GrowingDoubles> metrics, GrowingDoubles costs, boolean hasCosts) {
    Measures {
      metrics = List.copyOf(metrics);
    }

    /** Whether two rows say the same. */
    boolean agree(int row, int other) {
      return metrics.stream().allMatch(metric -> same(metric, row, other))
          && same(costs, row, other);
    }

    private static boolean same(GrowingDoubles column, int row, int other) {
      return Double.compare(column.get(row), column.get(other)) == 0;
    }
  }

  private final List<WordColumn> parameters;
  private final GrowingDoubles levels;
  private final int[] order;
  private final int[] first;

  private RowGroups(List<WordColumn> parameters, GrowingDoubles levels, int[] order, int[] first) {
    this.parameters = parameters;
    this.levels = levels;
    this.order = order;
    this.first = first;
  }

  static RowGroups of(int rows, List<WordColumn> parameters, GrowingDoubles levels) {
    parameters.forEach(WordColumn::settle);
    int[] group = new int[rows];
    int groups = assign(rows, parameters, group);
    // Counting sort by group; rows of a group stay in the order of the file.
    int[] first = new int[groups + 1];
    for (int row = 0; row < rows; row++) {
      first[group[row] + 1]++;
    }
    for (int i = 0; i < groups; i++) {
      first[i + 1] += first[i];
    }
    int[] next = Arrays.copyOf(first, groups);
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[next[group[row]]++] = row;
    }
    RowGroups result = new RowGroups(List.copyOf(parameters), levels, order, first);
    for (int i = 0; i < groups; i++) {
      result.sort(first[i], first[i + 1]);
    }
    return result;
  }

  /** Numbers the configurations in the order of their first rows, by open addressing. */
  private static int assign(int rows, List<WordColumn> parameters, int[] group) {
    int capacity = Integer.highestOneBit(Math.max(16, rows)) * 4;
    int[] slots = new int[Math.max(64, capacity)];
    Arrays.fill(slots, -1);
    int groups = 0;
    for (int row = 0; row < rows; row++) {
      int slot = hash(parameters, row) & (slots.length - 1);
      while (slots[slot] >= 0 && !equal(parameters, slots[slot], row)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (slots[slot] < 0) {
        slots[slot] = row;
        group[row] = groups++;
      } else {
        group[row] = group[slots[slot]];
      }
    }
    return groups;
  }

  private static int hash(List<WordColumn> parameters, int row) {
    int hash = 17;
    for (WordColumn parameter : parameters) {
      hash = hash * 0x01000193 + parameter.code(row);
    }
    return hash ^ (hash >>> 15);
  }

  private static boolean equal(List<WordColumn> parameters, int row, int other) {
    for (WordColumn parameter : parameters) {
      if (parameter.code(row) != parameter.code(other)) {
        return false;
      }
    }
    return true;
  }

  /** Sorts a group's rows by level, rows of the same level in the order of the file. */
  private void sort(int from, int to) {
    boolean inOrder = true;
    for (int k = from + 1; k < to && inOrder; k++) {
      inOrder = levels.get(order[k - 1]) <= levels.get(order[k]);
    }
    if (!inOrder) {
      int[] sorted =
          Arrays.stream(order, from, to)
              .boxed()
              .sorted(Comparator.comparingDouble(levels::get))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, order, from, sorted.length);
    }
  }

  /**
   * Makes the table.
   *
   * @param lines the rows' lines in the file
   * @return the table; empty if rows contradict each other, which goes to {@code problems}
   */
  Optional<RecordedTable> table(
      TableReader.Wanted wanted, Measures measures, GrowingDoubles lines, Problems problems) {
    int groups = first.length - 1;
    int[] kept = new int[order.length];
    int[] starts = new int[groups + 1];
    int[] firstRows = new int[groups];
    int size = 0;
    for (int i = 0; i < groups; i++) {
      firstRows[i] = order[first[i]];
      starts[i] = size;
      for (int k = first[i]; k < first[i + 1]; k++) {
        int row = order[k];
        boolean again = k > first[i] && levels.get(order[k - 1]) == levels.get(row);
        if (!again) {
          kept[size++] = row;
        } else if (!measures.agree(kept[size - 1], row)) {
          problems.add(twice(wanted, lines, kept[size - 1], row));
        }
      }
    }
    starts[groups] = size;
    return problems.isEmpty()
        ? Optional.of(table(wanted, measures, Arrays.copyOf(kept, size), starts, firstRows))
        : Optional.empty();
  }

  private String twice(TableReader.Wanted wanted, GrowingDoubles lines, int row, int other) {
    return ("rows %.0f and %.0f hold the same configuration%s with different values; a row must be"
            + " one configuration at one level: keep one of them or their mean")
        .formatted(
            lines.get(row),
            lines.get(other),
            wanted.level().map(name -> " at " + name + " " + levels.get(row)).orElse(""));
  }

  private RecordedTable table(
      TableReader.Wanted wanted, Measures measures, int[] rows, int[] starts, int[] firstRows) {
    double[] costs = measures.hasCosts() ? pick(measures.costs(), rows) : new double[0];
    for (int i = 0; measures.hasCosts() && i < firstRows.length; i++) {
      for (int k = starts[i] + 1; k < starts[i + 1]; k++) {
        costs[k] = Math.max(costs[k], costs[k - 1]);
      }
    }
    return new RecordedTable(
        wanted.parameters(),
        parameters.stream().map(parameter -> parameter.over(firstRows)).toList(),
        starts,
        pick(levels, rows),
        measures.metrics().stream().map(metric -> pick(metric, rows)).toList(),
        costs);
  }

  private static double[] pick(GrowingDoubles column, int[] rows) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = column.get(rows[i]);
    }
    return values;
  }
}
