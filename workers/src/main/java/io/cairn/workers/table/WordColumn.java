package io.cairn.workers.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A parameter's column while it is read: every distinct cell once, and a number for it in each row.
 * Whether it holds numbers is known at its end.
 */
final class WordColumn {

  private final Map<String, Integer> index = new LinkedHashMap<>();
  private int[] codes = new int[1024];
  private int size;

  void add(String cell) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, size + size / 2);
    }
    codes[size++] = index.computeIfAbsent(cell.strip(), word -> index.size());
  }

  /** The cell's number; equal cells, and equal numbers if {@link #settle} found some, share it. */
  int code(int row) {
    return codes[row];
  }

  /** Finds out whether all cells are numbers and then makes 0.1 and 0.10 the same. */
  void settle() {
    if (!isNumeric()) {
      return;
    }
    Map<Double, Integer> first = new HashMap<>();
    int[] canonical = new int[index.size()];
    index.forEach(
        (word, code) -> {
          OptionalDouble number = Cells.number(word);
          // Adding 0.0 makes a negative zero positive.
          canonical[code] =
              number.isEmpty()
                  ? code
                  : first.computeIfAbsent(number.getAsDouble() + 0.0, value -> code);
        });
    for (int row = 0; row < size; row++) {
      codes[row] = canonical[codes[row]];
    }
  }

  private boolean isNumeric() {
    return index.keySet().stream()
        .allMatch(word -> word.isEmpty() || Cells.number(word).isPresent());
  }

  /** The column over configurations, given a row of each. */
  Column over(int[] rows) {
    List<String> words = new ArrayList<>(index.keySet());
    if (isNumeric()) {
      double[] numbers = new double[words.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Cells.number(words.get(i)).orElse(Double.NaN);
      }
      double[] values = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        values[i] = numbers[codes[rows[i]]];
      }
      return Column.Numbers.of(values);
    }
    int[] values = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = codes[rows[i]];
    }
    return new Column.Words(values, List.copyOf(words), Map.copyOf(index));
  }
}
