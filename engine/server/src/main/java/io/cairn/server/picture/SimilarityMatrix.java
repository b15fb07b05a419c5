package io.cairn.server.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How alike each two of some landscapes are.
 *
 * @param names of the landscapes
 * @param measure what the values are: "Spearman's rho"
 * @param lowest the value that the far end of the colours stands for: -1, or 0 for a share
 * @param values [row][column], 1 for the same; NaN where they cannot be compared
 * @param low lower ends of intervals, as values; NaN where there is none
 * @param high upper ends
 */
public record SimilarityMatrix(
    String title,
    String caption,
    List<String> names,
    String measure,
    double lowest,
    double[][] values,
    double[][] low,
    double[][] high)
    implements Picture {
  public SimilarityMatrix {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(measure, "measure");
    names = List.copyOf(names);
    values = square(values, names.size());
    low = square(low, names.size());
    high = square(high, names.size());
  }

  private static double[][] square(double[][] matrix, int size) {
    boolean fits = matrix.length == size;
    for (double[] row : matrix) {
      fits &= row.length == size;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "A similarity matrix of "
              + size
              + " landscapes needs "
              + size
              + " x "
              + size
              + " values and ends of intervals");
    }
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
