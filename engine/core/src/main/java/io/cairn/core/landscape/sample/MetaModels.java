package io.cairn.core.landscape.sample;

import io.cairn.core.surrogate.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much of the loss's variance linear and quadratic models explain, with and without pairwise
 * interactions: adjusted R2 of least squares (O. Mersmann and others, "Exploratory landscape
 * analysis", GECCO 2011).
 *
 * <p>An axis is its coordinate, or an indicator for every category but one; a conditional axis has
 * one more indicator for being inactive. Columns that depend on the earlier ones are left out. A
 * model of more than half as many columns as points, or of more than 250, is not fitted.
 */
final class MetaModels {
  private static final int MOST_COLUMNS = 250;
  private static final double DEPENDENT = 1e-9;

  /** A column of the design: a product of one or two base columns. */
  private record Term(int first, int second) {}

  private static final int ALONE = -1;

  private final Cloud cloud;
  private final List<double[]> base = new ArrayList<>(); // by point of the cloud
  private final List<Integer> axisOf = new ArrayList<>();
  private final List<Integer> curved = new ArrayList<>(); // base columns that have a square

  MetaModels(Cloud cloud) {
    this.cloud = cloud;
    for (int a = 0; a < cloud.axes().size(); a++) {
      Axis axis = cloud.axes().axes().get(a);
      int own = a;
      if (axis instanceof Axis.Categorical categorical) {
        for (int c = 1; c < categorical.categories(); c++) {
          int category = c;
          int count = categorical.categories();
          add(a, x -> (int) Math.min(x * count, count - 1.0) == category ? 1 : 0);
        }
      } else {
        curved.add(base.size());
        add(a, x -> x);
      }
      if (axis.conditional()) {
        axisOf.add(own);
        double[] inactive = new double[cloud.size()];
        for (int i = 0; i < inactive.length; i++) {
          inactive[i] = Double.isNaN(cloud.point(i)[own]) ? 1 : 0;
        }
        base.add(inactive);
      }
    }
  }

  private void add(int axis, java.util.function.DoubleUnaryOperator value) {
    double[] column = new double[cloud.size()];
    for (int i = 0; i < column.length; i++) {
      double x = cloud.point(i)[axis];
      column[i] = Double.isNaN(x) ? 0 : value.applyAsDouble(x);
    }
    base.add(column);
    axisOf.add(axis);
  }

  void measure(int[] members, double[] figures) {
    List<Term> linear = new ArrayList<>();
    for (int b = 0; b < base.size(); b++) {
      linear.add(new Term(b, ALONE));
    }
    List<Term> squares = curved.stream().map(b -> new Term(b, b)).toList();
    List<Term> products = new ArrayList<>();
    for (int b = 0; b < base.size() && products.size() <= MOST_COLUMNS; b++) {
      for (int c = 0; c < b; c++) {
        if (!axisOf.get(b).equals(axisOf.get(c))) {
          products.add(new Term(b, c));
        }
      }
    }
    figures[SampleMetric.LINEAR_R2.ordinal()] = r2(members, linear, List.of(), List.of());
    figures[SampleMetric.QUADRATIC_R2.ordinal()] = r2(members, linear, squares, List.of());
    figures[SampleMetric.LINEAR_INTERACTIONS_R2.ordinal()] =
        r2(members, linear, products, List.of());
    figures[SampleMetric.QUADRATIC_INTERACTIONS_R2.ordinal()] =
        r2(members, linear, squares, products);
  }

  private double r2(int[] members, List<Term> linear, List<Term> more, List<Term> evenMore) {
    List<Term> terms = new ArrayList<>(linear);
    terms.addAll(more);
    terms.addAll(evenMore);
    int most = Math.min(MOST_COLUMNS, members.length / 2);
    return terms.isEmpty() || terms.size() > most
        ? Double.NaN
        : adjustedR2(design(members, terms), cloud.losses(members));
  }

  /** Centred columns, row by row. */
  private double[][] design(int[] members, List<Term> terms) {
    double[][] rows = new double[members.length][terms.size()];
    for (int t = 0; t < terms.size(); t++) {
      double[] first = base.get(terms.get(t).first);
      int second = terms.get(t).second;
      double mean = 0;
      for (int i = 0; i < rows.length; i++) {
        double factor = second == ALONE ? 1 : base.get(second)[members[i]];
        rows[i][t] = first[members[i]] * factor;
        mean += rows[i][t] / rows.length;
      }
      for (double[] row : rows) {
        row[t] -= mean;
      }
    }
    return rows;
  }

  /** By the Cholesky decomposition of the normal equations, dependent columns left out. */
  private static double adjustedR2(double[][] rows, double[] losses) {
    int columns = rows[0].length;
    double mean = Moments.mean(losses);
    double total = 0;
    double[][] gram = new double[columns][columns];
    double[] right = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double y = losses[i] - mean;
      total += y * y;
      for (int a = 0; a < columns; a++) {
        double value = row[a];
        right[a] += value * y;
        double[] sums = gram[a];
        for (int b = 0; b <= a; b++) {
          sums[b] += value * row[b];
        }
      }
    }
    int rank = 0;
    double explained = 0;
    double[] solved = new double[columns];
    boolean[] kept = new boolean[columns];
    for (int a = 0; a < columns; a++) {
      double[] row = gram[a];
      double diagonal = row[a];
      double left = right[a];
      double pivot = diagonal;
      for (int b = 0; b < a; b++) {
        if (kept[b]) {
          double sum = row[b];
          for (int c = 0; c < b; c++) {
            sum -= kept[c] ? row[c] * gram[b][c] : 0;
          }
          row[b] = sum / gram[b][b];
          pivot -= row[b] * row[b];
          left -= row[b] * solved[b];
        }
      }
      if (pivot > DEPENDENT * Math.max(diagonal, Double.MIN_NORMAL)) {
        kept[a] = true;
        row[a] = Math.sqrt(pivot);
        solved[a] = left / row[a];
        explained += solved[a] * solved[a];
        rank++;
      }
    }
    int n = rows.length;
    if (!(total > 0) || n - rank - 1 < 1) {
      return Double.NaN;
    }
    double unexplained = Math.max(0, 1 - explained / total);
    return 1 - unexplained * (n - 1) / (n - rank - 1);
  }

  @Override
  public String toString() {
    return "MetaModels" + Arrays.asList(axisOf);
  }
}
