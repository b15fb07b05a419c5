package io.cairn.server.picture;

import java.util.Objects;

/**
 * The ranks of the same configurations on two landscapes, against each other.
 *
 * @param first name of one landscape
 * @param second name of the other
 * @param firstLosses one a configuration, to be minimised, infinite where diverged; NaN is left out
 * @param secondLosses of the same configurations
 * @param gamma share of the configurations that are the best set, in (0, 1)
 */
public record RankScatter(
    String title,
    String caption,
    String first,
    String second,
    double[] firstLosses,
    double[] secondLosses,
    double gamma)
    implements Picture {
  public RankScatter {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    if (firstLosses.length != secondLosses.length) {
      throw new IllegalArgumentException(
          "Two landscapes are compared over the same configurations, not "
              + firstLosses.length
              + " and "
              + secondLosses.length);
    }
    if (!(gamma > 0 && gamma < 1)) {
      throw new IllegalArgumentException("gamma = " + gamma + " must lie in (0, 1)");
    }
    firstLosses = firstLosses.clone();
    secondLosses = secondLosses.clone();
  }

  @Override
  public double[] firstLosses() {
    return firstLosses.clone();
  }

  @Override
  public double[] secondLosses() {
    return secondLosses.clone();
  }
}
