package io.cairn.server.sweep;

import io.cairn.core.space.Condition;
import io.cairn.core.space.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What conditions come to when some parameters have one value for good. A comparison with such a
 * parameter is decided, unless the parameter itself may be inactive; then only its being active
 * counts.
 */
final class FixedConditions {

  private final Map<String, Parameter> parameters;
  private final Map<String, Condition> conditions;
  private final Map<String, Long> fixed;
  private final Set<String> never = new LinkedHashSet<>();
  private final Map<String, Condition> reduced = new LinkedHashMap<>();

  /** What is left of a condition: decided one way or the other, or a condition. */
  private sealed interface Rest {
    record Decided(boolean holds) implements Rest {}

    record Open(Condition condition) implements Rest {}
  }

  /**
   * @param parameters as declared, by name
   * @param conditions by name of the parameter that has it
   * @param fixed code by name
   */
  FixedConditions(
      Map<String, Parameter> parameters,
      Map<String, Condition> conditions,
      Map<String, Long> fixed) {
    this.parameters = parameters;
    this.conditions = conditions;
    this.fixed = fixed;
    int before;
    do {
      before = never.size();
      reduced.clear();
      conditions.forEach(this::reduce);
    } while (never.size() > before);
  }

  private void reduce(String name, Condition condition) {
    boolean touched =
        condition.parents().stream().anyMatch(p -> fixed.containsKey(p) || never.contains(p));
    Rest rest = touched ? rest(condition, false) : new Rest.Open(condition);
    if (rest instanceof Rest.Open open) {
      reduced.put(name, open.condition());
    } else if (!((Rest.Decided) rest).holds()) {
      never.add(name);
    }
  }

  /** Parameters that can never have a value. */
  Set<String> never() {
    return never;
  }

  /** What is left of a parameter's condition; empty if it always holds. */
  Optional<Condition> of(String name) {
    return never.contains(name) ? Optional.empty() : Optional.ofNullable(reduced.get(name));
  }

  private Rest rest(Condition condition, boolean negated) {
    if (condition instanceof Condition.Not not) {
      return rest(not.condition(), !negated);
    }
    if (condition instanceof Condition.AllOf all) {
      return several(all.conditions(), negated, !negated);
    }
    if (condition instanceof Condition.AnyOf any) {
      return several(any.conditions(), negated, negated);
    }
    String parent = condition.parents().iterator().next();
    if (never.contains(parent)) {
      return new Rest.Decided(false);
    }
    Long code = fixed.get(parent);
    Parameter parameter = parameters.get(parent);
    if (code == null || parameter == null) {
      return new Rest.Open(negated ? new Condition.Not(condition) : condition);
    }
    if (holds(condition, parameter, code) == negated) {
      return new Rest.Decided(false);
    }
    return conditions.containsKey(parent)
        ? new Rest.Open(new Condition.Equals(parent, parameter.value(code)))
        : new Rest.Decided(true);
  }

  /**
   * @param all whether all must hold, else any
   */
  private Rest several(List<Condition> parts, boolean negated, boolean all) {
    List<Condition> open = new ArrayList<>();
    for (Condition part : parts) {
      Rest rest = rest(part, negated);
      if (rest instanceof Rest.Open left) {
        open.add(left.condition());
      } else if (((Rest.Decided) rest).holds() != all) {
        return rest;
      }
    }
    if (open.isEmpty()) {
      return new Rest.Decided(all);
    }
    if (open.size() == 1) {
      return new Rest.Open(open.get(0));
    }
    return new Rest.Open(all ? new Condition.AllOf(open) : new Condition.AnyOf(open));
  }

  private static boolean holds(Condition leaf, Parameter parent, long code) {
    if (leaf instanceof Condition.Equals equals) {
      return isValue(parent, equals.value(), code);
    }
    if (leaf instanceof Condition.In in) {
      return in.values().stream().anyMatch(value -> isValue(parent, value, code));
    }
    Condition.Range range = (Condition.Range) leaf;
    if (!(parent.value(code) instanceof Number number)) {
      return false;
    }
    double value = number.doubleValue();
    double min = range.min().orElse(Double.NEGATIVE_INFINITY);
    double max = range.max().orElse(Double.POSITIVE_INFINITY);
    return (range.minInclusive() ? value >= min : value > min)
        && (range.maxInclusive() ? value <= max : value < max);
  }

  private static boolean isValue(Parameter parent, Object value, long code) {
    return parent.code(value).orElse(Parameter.INACTIVE) == code;
  }
}
