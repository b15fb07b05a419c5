package io.cairn.core.space;

import java.util.Collection;
import java.util.Set;

/** A constraint ready to be judged. */
final class BoundConstraint {
  private final Constraint constraint;
  private final Statement statement;
  private final Set<Integer> parameters;

  /**
   * @param constraint as declared
   * @param statement its meaning
   * @param parameters the parameters that it looks at
   */
  BoundConstraint(Constraint constraint, Statement statement, Collection<Integer> parameters) {
    this.constraint = constraint;
    this.statement = statement;
    this.parameters = Set.copyOf(parameters);
  }

  Constraint constraint() {
    return constraint;
  }

  boolean looksAt(int parameter) {
    return parameters.contains(parameter);
  }

  /**
   * Whether the codes satisfy it; unknown satisfies. Codes not chosen yet count as inactive: what
   * is false without them stays false with them.
   */
  boolean allows(long[] codes) {
    return statement.judge(codes) != Truth.FALSE;
  }
}
