package io.cairn.core.halving;

/**
 * How a synchronous bracket begins.
 *
 * @param firstRung the rung that its members start at
 * @param configurations how many start, at least 1
 */
record BracketShape(int firstRung, int configurations) {

  BracketShape {
    if (configurations < 1) {
      throw new IllegalArgumentException(
          "a bracket of "
              + configurations
              + " configurations has nothing to compare; give it at least 1");
    }
  }
}
