package io.cairn.server.exchange;

import java.util.Locale;
import java.util.Objects;

/**
 * What trials of another system report.
 *
 * @param name as that system calls it
 * @param direction which way is better, if the store says so
 */
public record ForeignMetric(String name, Direction direction) {

  /** Which way is better. */
  public enum Direction {
    MINIMIZE,
    MAXIMIZE,
    /** The store does not say. */
    UNKNOWN;

    /** The word in a sweep file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ForeignMetric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(direction, "direction");
  }

  /**
   * What a name lets expect: scores and rates of success are wanted high, all else low. A guess to
   * be checked by a person.
   */
  public Direction guess() {
    if (direction != Direction.UNKNOWN) {
      return direction;
    }
    String plain = name.toLowerCase(Locale.ROOT);
    boolean bad = plain.matches(".*(loss|err|rmse|mse|mae|cost|perplexity|nll|time).*");
    boolean good =
        plain.matches(".*(acc|auc|f1|score|reward|return|recall|precision|r2|iou|map).*");
    return good && !bad ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }
}
