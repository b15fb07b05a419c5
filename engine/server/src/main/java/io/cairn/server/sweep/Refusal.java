package io.cairn.server.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal of the engine, taken apart: {@code min = -1.0 must be > 0 on a log scale; ...} is about
 * the key {@code min} and its rule.
 *
 * @param message the whole sentence
 * @param key the key that it begins with; empty if it begins otherwise
 * @param rule what goes on after key and value
 */
record Refusal(String message, String key, String rule) {

  private static final Pattern SHAPE =
      Pattern.compile("(?s)([a-z][a-z-]*) (?:= .*? )??((?:must|is|are|has|holds)\\b.*)");

  static Refusal of(String message) {
    Matcher matcher = SHAPE.matcher(message);
    return matcher.matches()
        ? new Refusal(message, matcher.group(1), matcher.group(2))
        : new Refusal(message, "", message);
  }
}
