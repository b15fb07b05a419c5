package io.cairn.server.report;

import java.util.List;

/** How much each parameter matters, or why that cannot be said. */
sealed interface Importance {

  /** It cannot be said. */
  record Unknown(String why) implements Importance {}

  /**
   * An estimate.
   *
   * @param rung where the results were measured
   * @param results how many
   * @param forests how many forests, each on a split of its own
   * @param explained share of the variance of held-out ranks that the forests explain; may be
   *     negative
   * @param items most important first
   */
  record Estimate(int rung, int results, int forests, double explained, List<Item> items)
      implements Importance {
    public Estimate {
      items = List.copyOf(items);
    }
  }

  /**
   * The importance of a parameter: by how much the squared error grows when its values are
   * shuffled, as a share of the variance.
   *
   * @param mean over the forests
   * @param low least of the forests
   * @param high greatest of the forests
   */
  record Item(String parameter, double mean, double low, double high) {}
}
