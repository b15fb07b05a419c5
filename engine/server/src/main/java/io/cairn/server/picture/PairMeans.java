package io.cairn.server.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The loss over pairs of parameters as heat maps: means of what was measured, or a model's surface.
 *
 * @param metric what the losses are, in the user's words
 * @param pairs the most important first
 */
public record PairMeans(String title, String caption, String metric, List<Pair> pairs)
    implements Picture {
  public PairMeans {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(metric, "metric");
    pairs = List.copyOf(pairs);
  }

  /** What the cells of a pair are. */
  public sealed interface Source {}

  /**
   * Means of measured losses.
   *
   * @param counts how many each cell rests on, [across][up]
   */
  public record Measured(int[][] counts) implements Source {
    public Measured {
      counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }
  }

  /**
   * Values that a model predicts where nothing need have been measured.
   *
   * @param name of the model
   */
  public record Modelled(String name) implements Source {}

  /**
   * One heat map.
   *
   * @param across name of the parameter along the x axis
   * @param acrossLabels of its cells
   * @param up name of the parameter along the y axis
   * @param upLabels of its cells, from the bottom
   * @param means [across][up], NaN where nothing was measured
   */
  public record Pair(
      String across,
      List<String> acrossLabels,
      String up,
      List<String> upLabels,
      double[][] means,
      Source source) {
    public Pair {
      Objects.requireNonNull(across, "across");
      Objects.requireNonNull(up, "up");
      Objects.requireNonNull(source, "source");
      acrossLabels = List.copyOf(acrossLabels);
      upLabels = List.copyOf(upLabels);
      means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
      boolean fits = means.length == acrossLabels.size();
      for (double[] column : means) {
        fits &= column.length == upLabels.size();
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "The heat map of "
                + across
                + " and "
                + up
                + " needs "
                + acrossLabels.size()
                + " x "
                + upLabels.size()
                + " means, as many as it has labels");
      }
    }
  }
}
