package io.cairn.server.history;

import io.cairn.core.study.TrialStatus;
import java.util.Locale;
import java.util.Optional;

/**
 * Which trials of a study somebody wants to see, and in which order.
 *
 * @param order what comes first
 * @param reversed whether the order is turned round
 * @param status only those in this state
 * @param minRung only those with a result at this rung or a higher one; 0 or below for all
 * @param bracket only those of this bracket; below 0 for all
 * @param text only those whose configuration, origin or newest reason contains it, whatever its
 *     case; empty for all
 * @param after only those behind this one in the order
 * @param limit at most so many, above 0
 */
public record TrialQuery(
    Order order,
    boolean reversed,
    Optional<TrialStatus> status,
    int minRung,
    int bracket,
    String text,
    Optional<TrialPlace> after,
    int limit) {

  /** What comes first. Trials that are alike come in the order of their numbers. */
  public enum Order {
    /** The oldest. */
    TRIAL,
    /** The best: a higher rung first, then less loss; those without a finite result last. */
    VALUE,
    /** Those that took most worker time. */
    COST,
    /** Those to which something happened last. */
    UPDATED,
    /** Those with most evaluations. */
    EVALUATIONS;

    /** The order with this name. */
    public static Optional<Order> of(String word) {
      for (Order order : values()) {
        if (order.word().equals(word)) {
          return Optional.of(order);
        }
      }
      return Optional.empty();
    }

    /** Its name in addresses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public TrialQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit = " + limit + " must be above 0");
    }
    text = text.toLowerCase(Locale.ROOT);
  }
}
