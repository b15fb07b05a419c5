package io.cairn.core.landscape.grid;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One hyperparameter of a {@link Grid} with its declared levels. The order of the levels is that of
 * the list, whatever their labels look like: "16" before "128" because it is declared so.
 *
 * @param name of the hyperparameter
 * @param levels labels of the levels, distinct, at least one; declared, never gathered from what
 *     happened to be measured
 * @param ordinal whether only adjacent levels are neighbours (a path); otherwise any two are (a
 *     clique)
 */
public record GridAxis(String name, List<String> levels, boolean ordinal) {

  /**
   * @throws IllegalArgumentException if there is no level or one is declared twice
   */
  public GridAxis {
    Objects.requireNonNull(name, "name");
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException(
          "the axis '" + name + "' has no level; declare at least one");
    }
    Set<String> seen = new HashSet<>();
    for (String level : levels) {
      if (!seen.add(level)) {
        throw new IllegalArgumentException(
            "the axis '" + name + "' declares the level '" + level + "' twice; remove one");
      }
    }
  }

  /** An axis on which only adjacent levels are neighbours. */
  public static GridAxis ordinal(String name, List<String> levels) {
    return new GridAxis(name, levels, true);
  }

  /** An axis on which all levels are neighbours of one another. */
  public static GridAxis categorical(String name, List<String> levels) {
    return new GridAxis(name, levels, false);
  }

  /** The number of levels. */
  public int size() {
    return levels.size();
  }

  /**
   * The index of a level.
   *
   * @throws IllegalArgumentException if it is not declared
   */
  public int level(String label) {
    int level = levels.indexOf(label);
    if (level < 0) {
      throw new IllegalArgumentException(
          "'" + label + "' is no level of the axis '" + name + "'; declared are " + levels);
    }
    return level;
  }
}
