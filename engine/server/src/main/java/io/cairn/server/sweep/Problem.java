package io.cairn.server.sweep;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One mistake in a sweep file or in what it names.
 *
 * @param file the file, as a person would say it
 * @param line line in the file, from 1; empty where it is not known
 * @param path the key, for example {@code space.lr.min}; empty for the file as a whole
 * @param value the value as written; empty where there is none, or where it may be a secret
 * @param message what is wrong, the rule, the way out; reads on after {@code path = value}
 */
public record Problem(
    String file, OptionalInt line, String path, Optional<String> value, String message) {

  private static final Pattern VERB =
      Pattern.compile(
          "=|(is|are|must|has|have|holds|needs|names|refers|includes|uses|cannot|starts|ends|adds?)\\b");

  public Problem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(message, "message");
  }

  static Problem at(Origin origin, String path, Optional<String> value, String message) {
    return new Problem(origin.file(), origin.line(), path, value, message);
  }

  /** Whether a message goes on where a path or a value ends. */
  static boolean readsOn(String message) {
    return VERB.matcher(message).lookingAt();
  }

  /**
   * The whole sentence: {@code sweep.conf:4: space.lr.min = -1 must be > 0 on a log scale; set
   * scale = linear or raise min}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    line.ifPresent(number -> text.append(':').append(number));
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(value.isPresent() || readsOn(message) ? " " : ": ");
    }
    value.ifPresent(shown -> text.append("= ").append(shown).append(' '));
    return text.append(message).toString();
  }
}
