package io.cairn.server.monitor;

import java.util.Optional;

/**
 * How much of a study somebody was told of: enough to tell them the rest, whoever does.
 *
 * @param sequence number of the last record
 * @param results how many results
 * @param decisions how many decisions
 */
public record ChangeCursor(long sequence, int results, int decisions) {

  /** Of somebody who was told nothing. */
  public static final ChangeCursor NONE = new ChangeCursor(0, 0, 0);

  /** As the id of an event. */
  public String text() {
    return sequence + "." + results + "." + decisions;
  }

  /** The cursor with this text; empty if it is none. */
  public static Optional<ChangeCursor> parse(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new ChangeCursor(
                  Math.max(0, Long.parseLong(parts[0])),
                  Math.max(0, Integer.parseInt(parts[1])),
                  Math.max(0, Integer.parseInt(parts[2]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
