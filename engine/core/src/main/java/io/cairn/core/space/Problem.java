package io.cairn.core.space;

import java.util.Objects;

/**
 * One mistake in a space or a configuration.
 *
 * @param path where it is, in the words of a sweep file: {@code space.drop-rate.when}, {@code
 *     constraints[1]}, or a parameter's name in a configuration
 * @param message what was wrong, the value, the rule, the way out
 */
public record Problem(String path, String message) {
  public Problem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
