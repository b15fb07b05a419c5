package io.cairn.server.sweep;

import java.util.List;

/** Which landscapes of the archive a sweep learns from: {@code priors.use}. */
public sealed interface PriorSelection {

  /** Every landscape that fits. */
  record All() implements PriorSelection {}

  /** None. */
  record None() implements PriorSelection {}

  /**
   * These, whatever else there is.
   *
   * @param names names, ids, unique beginnings of ids, or files; at least one
   */
  record Listed(List<String> names) implements PriorSelection {
    public Listed {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            "a list of priors must name at least one; use none instead");
      }
    }
  }
}
