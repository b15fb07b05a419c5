package io.cairn.server.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sorts measured configurations into the cells of a heat map. */
public final class PairBins {
  private static final int MOST_CELLS = 10;

  private PairBins() {}

  /**
   * The mean loss of measured configurations in each cell of two parameters: one cell a value where
   * there are few, else ten of equal width on the parameter's own scale.
   *
   * @param losses one a configuration; NaN and infinite ones are left out, and so is where a
   *     parameter is inactive
   */
  public static PairMeans.Pair of(Column across, Column up, double[] losses) {
    Slices.requireOneAConfiguration(List.of(across, up), losses);
    Cells x = Cells.of(across);
    Cells y = Cells.of(up);
    double[][] sums = new double[x.labels().size()][y.labels().size()];
    int[][] counts = new int[x.labels().size()][y.labels().size()];
    double[] acrossValues = across.values();
    double[] upValues = up.values();
    for (int i = 0; i < losses.length; i++) {
      int column = x.cell(acrossValues[i]);
      int row = y.cell(upValues[i]);
      if (column >= 0 && row >= 0 && Double.isFinite(losses[i])) {
        sums[column][row] += losses[i];
        counts[column][row]++;
      }
    }
    for (int c = 0; c < sums.length; c++) {
      for (int r = 0; r < sums[c].length; r++) {
        sums[c][r] = counts[c][r] == 0 ? Double.NaN : sums[c][r] / counts[c][r];
      }
    }
    return new PairMeans.Pair(
        across.axis().name(),
        x.labels(),
        up.axis().name(),
        y.labels(),
        sums,
        new PairMeans.Measured(counts));
  }

  /**
   * Cells of a parameter.
   *
   * @param values the value of each, where a cell is a value; else the lower ends of cells
   */
  private record Cells(double[] values, boolean single, List<String> labels) {

    static Cells of(Column column) {
      double[] values =
          Arrays.stream(column.values()).filter(Double::isFinite).distinct().sorted().toArray();
      List<String> labels = new ArrayList<>();
      if (column.axis() instanceof PlotAxis.Named named) {
        double[] all = new double[named.values().size()];
        Arrays.setAll(all, i -> i);
        return new Cells(all, true, named.values());
      }
      if (values.length <= MOST_CELLS) {
        Arrays.stream(values).forEach(v -> labels.add(Figures.of(v)));
        return new Cells(values, true, labels);
      }
      Span span = Span.fixed(column.axis(), values[0], values[values.length - 1]);
      double[] ends = new double[MOST_CELLS];
      for (int i = 0; i < MOST_CELLS; i++) {
        ends[i] = i == 0 ? values[0] : span.value((double) i / MOST_CELLS);
        labels.add(Figures.of(rounded(span.value((i + 0.5) / MOST_CELLS))));
      }
      return new Cells(ends, false, labels);
    }

    /** Labels of middles need no more than two digits. */
    private static double rounded(double value) {
      return value == 0 ? 0 : new BigDecimal(value, new MathContext(2)).doubleValue();
    }

    int cell(double value) {
      if (!Double.isFinite(value)) {
        return -1;
      }
      int found = Arrays.binarySearch(values, value);
      return found >= 0 ? found : single ? -1 : Math.max(0, -found - 2);
    }
  }
}
