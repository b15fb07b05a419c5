package io.cairn.server.history;

import java.util.Optional;

/**
 * Where a trial stands in an order: two keys, the smaller first, then its number. A page begins
 * behind the last place of the page before it, so that trials that come in between shift nothing.
 */
public record TrialPlace(double first, double second, int trial) implements Comparable<TrialPlace> {

  @Override
  public int compareTo(TrialPlace other) {
    int order = Double.compare(first, other.first);
    if (order == 0) {
      order = Double.compare(second, other.second);
    }
    return order != 0 ? order : Integer.compare(trial, other.trial);
  }

  /** For addresses. */
  public String text() {
    return Long.toHexString(Double.doubleToLongBits(first))
        + "."
        + Long.toHexString(Double.doubleToLongBits(second))
        + "."
        + trial;
  }

  /** The place with this text; empty if it is none. */
  public static Optional<TrialPlace> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TrialPlace(
              Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16)),
              Double.longBitsToDouble(Long.parseUnsignedLong(parts[1], 16)),
              Integer.parseInt(parts[2])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
