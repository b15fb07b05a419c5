package io.cairn.core.landscape.importance;

import java.util.List;

/**
 * How much of the variance of the loss one parameter, or one pair, accounts for. A pair's share is
 * what the two decide together beyond what each decides alone.
 *
 * @param parameters one name or two
 * @param share of the variance, 0 to 1
 * @param low from here, for 90 % of the trees; the share itself where it is exact
 * @param high up to here
 */
public record Effect(List<String> parameters, double share, double low, double high) {
  public Effect {
    parameters = List.copyOf(parameters);
  }

  static Effect exact(List<String> parameters, double share) {
    return new Effect(parameters, share, share, share);
  }
}
