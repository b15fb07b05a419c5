package io.cairn.server.picture;

import java.util.List;
import java.util.Objects;

/**
 * The loss against each parameter alone: what was measured, and its running median.
 *
 * @param parameters the most important first
 * @param metric what the losses are, in the user's words
 * @param losses one a configuration, infinite where diverged; NaN is left out
 * @param logarithmic whether losses are shown by their ratios, if all are above 0
 */
public record Slices(
    String title,
    String caption,
    List<Column> parameters,
    String metric,
    double[] losses,
    boolean logarithmic)
    implements Picture {
  public Slices {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(metric, "metric");
    parameters = List.copyOf(parameters);
    requireOneAConfiguration(parameters, losses);
    losses = losses.clone();
  }

  static void requireOneAConfiguration(List<Column> parameters, double[] losses) {
    for (Column column : parameters) {
      if (column.values().length != losses.length) {
        throw new IllegalArgumentException(
            "Parameter "
                + column.axis().name()
                + " has "
                + column.values().length
                + " values for "
                + losses.length
                + " losses; it needs one each");
      }
    }
  }

  @Override
  public double[] losses() {
    return losses.clone();
  }
}
