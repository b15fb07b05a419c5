package io.cairn.core.space;

import java.util.Objects;

/** The rules for names, and how a name is written in a key path. */
final class ParameterName {
  private static final int MAX_LENGTH = 200;

  private ParameterName() {}

  static String require(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "name = \""
              + name
              + "\" must not be blank nor begin or end with a space; give the parameter a name");
    }
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "name of "
              + name.length()
              + " characters must be at most "
              + MAX_LENGTH
              + "; shorten it");
    }
    if (name.indexOf('`') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name = \""
              + name.replaceAll("\\p{Cntrl}", "?")
              + "\" must hold no backtick and no control character; rename it");
    }
    return name;
  }

  /** The name as a HOCON key: quoted when it holds a dot, a space or the like. */
  static String key(String name) {
    boolean plain =
        name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    return plain ? name : "\"" + name + "\"";
  }
}
