package io.cairn.core.space;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * When a parameter is active, in terms of other parameters, its parents; nested to any depth.
 *
 * <p>The rule for a parent that is itself inactive: every leaf on it is false, and so is its
 * negation. {@code Not} is pushed down to the leaves first (De Morgan), so {@code not (booster =
 * dart)} is false when booster has no value; the same as Kleene logic in which a leaf on an
 * inactive parent is unknown and only true activates. Checked against the parameters when a {@link
 * SearchSpace} is built.
 */
public sealed interface Condition {

  /**
   * The parent has this value.
   *
   * @param parent name of a parameter
   * @param value one of its values
   */
  record Equals(String parent, Object value) implements Condition {
    public Equals {
      Objects.requireNonNull(parent, "parent");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The parent has one of these values.
   *
   * @param parent name of a parameter
   * @param values values of it, at least one
   */
  record In(String parent, List<?> values) implements Condition {
    public In {
      Objects.requireNonNull(parent, "parent");
      values = List.copyOf(values);
    }
  }

  /**
   * The parent's number lies in a range.
   *
   * @param parent name of a numeric parameter
   * @param min lower bound; empty for none
   * @param max upper bound; empty for none
   * @param minInclusive whether min itself counts
   * @param maxInclusive whether max itself counts
   */
  record Range(
      String parent,
      OptionalDouble min,
      OptionalDouble max,
      boolean minInclusive,
      boolean maxInclusive)
      implements Condition {
    public Range {
      Objects.requireNonNull(parent, "parent");
      Objects.requireNonNull(min, "min");
      Objects.requireNonNull(max, "max");
    }
  }

  /** The condition is false (and its parents are active, see above). */
  record Not(Condition condition) implements Condition {
    public Not {
      Objects.requireNonNull(condition, "condition");
    }
  }

  /** All of at least one condition. */
  record AllOf(List<Condition> conditions) implements Condition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }
  }

  /** Any of at least one condition. */
  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }
  }

  /** Names of the parameters that this condition looks at, in order of appearance. */
  default Set<String> parents() {
    Set<String> names = new LinkedHashSet<>();
    if (this instanceof Equals leaf) {
      names.add(leaf.parent);
    } else if (this instanceof In leaf) {
      names.add(leaf.parent);
    } else if (this instanceof Range leaf) {
      names.add(leaf.parent);
    } else if (this instanceof Not not) {
      names.addAll(not.condition.parents());
    } else if (this instanceof AllOf all) {
      all.conditions.forEach(condition -> names.addAll(condition.parents()));
    } else if (this instanceof AnyOf any) {
      any.conditions.forEach(condition -> names.addAll(condition.parents()));
    }
    return names;
  }
}
