package io.cairn.workers.smile.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects the cells of one column and finds out what it is: numeric if every cell that is not
 * missing is a number, else nominal with its levels in the order of their text.
 */
final class ColumnBuilder {

  private static final Set<String> MISSING_WORDS =
      Set.of("", "?", "NA", "N/A", "NaN", "nan", "null", "NULL");

  /** Decimal numbers only: Double.parseDouble alone would take "1d", "0x1p3" and "Infinity". */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final String name;
  private final List<String> cells = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();
  private boolean numeric = true;

  ColumnBuilder(String name) {
    this.name = name;
  }

  void add(String cell) {
    if (MISSING_WORDS.contains(cell)) {
      cells.add("");
      return;
    }
    numeric = numeric && NUMBER.matcher(cell).matches();
    // One copy of each text: columns of categories repeat a few words thousands of times.
    cells.add(seen.computeIfAbsent(cell, c -> c));
  }

  /** The column as its cells show it. */
  Column infer() throws UnreadableTableException {
    return numeric ? numbers() : nominal(List.copyOf(new TreeSet<>(seen.keySet())));
  }

  /** The column as numbers. */
  NumericColumn numbers() throws UnreadableTableException {
    double[] values = new double[cells.size()];
    for (int row = 0; row < values.length; row++) {
      String cell = cells.get(row);
      if (!cell.isEmpty() && !NUMBER.matcher(cell).matches()) {
        throw new UnreadableTableException(
            "has '" + cell + "' in numeric column '" + name + "', data row " + (row + 1));
      }
      values[row] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      if (Double.isInfinite(values[row])) {
        throw new UnreadableTableException(
            ("has %s in column '%s', data row %d, which is beyond the range of a double;"
                    + " correct it or leave the cell empty")
                .formatted(cell, name, row + 1));
      }
    }
    return new NumericColumn(name, values);
  }

  /** The column as codes of the declared levels. */
  NominalColumn nominal(List<String> levels) throws UnreadableTableException {
    Map<String, Integer> codes = new HashMap<>();
    for (String level : levels) {
      codes.putIfAbsent(level, codes.size());
    }
    int[] values = new int[cells.size()];
    for (int row = 0; row < values.length; row++) {
      String cell = cells.get(row);
      Integer code = cell.isEmpty() ? Integer.valueOf(NominalColumn.MISSING) : codes.get(cell);
      if (code == null) {
        throw new UnreadableTableException(
            ("has '%s' in column '%s', data row %d, which is none of its declared values %s")
                .formatted(cell, name, row + 1, levels));
      }
      values[row] = code;
    }
    return new NominalColumn(name, levels, values);
  }
}
