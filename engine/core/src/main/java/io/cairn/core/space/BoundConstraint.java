package io.cairn.core.space;

/**
 * A constraint ready to be judged.
 *
 * @param constraint as declared
 * @param statement its meaning
 * @param parameters the parameters that it looks at, rising
 */
record BoundConstraint(Constraint constraint, Statement statement, int[] parameters) {
  /**
   * Whether the codes satisfy it; unknown satisfies. Codes not chosen yet count as inactive: false
   * then stays false.
   */
  boolean allows(long[] codes) {
    return statement.judge(codes) != Truth.FALSE;
  }
}
