package io.cairn.server.report;

import io.cairn.core.space.Condition;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/** A condition in words: {@code booster = dart and depth >= 3}. */
final class ConditionText {

  private ConditionText() {}

  static String of(Condition condition) {
    if (condition instanceof Condition.Equals c) {
      return c.parent() + " = " + Parameter.text(c.value());
    }
    if (condition instanceof Condition.In c) {
      return c.values().stream()
          .map(Parameter::text)
          .collect(Collectors.joining(", ", c.parent() + " in [", "]"));
    }
    if (condition instanceof Condition.Range c) {
      return range(c);
    }
    if (condition instanceof Condition.Not c) {
      return "not (" + of(c.condition()) + ")";
    }
    if (condition instanceof Condition.AllOf c) {
      return joined(c.conditions(), " and ");
    }
    return joined(((Condition.AnyOf) condition).conditions(), " or ");
  }

  private static String range(Condition.Range c) {
    String low =
        c.min().isPresent()
            ? c.parent()
                + (c.minInclusive() ? " >= " : " > ")
                + NumberText.of(c.min().getAsDouble())
            : "";
    String high =
        c.max().isPresent()
            ? c.parent()
                + (c.maxInclusive() ? " <= " : " < ")
                + NumberText.of(c.max().getAsDouble())
            : "";
    return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
  }

  private static String joined(List<Condition> conditions, String word) {
    return conditions.stream()
        .map(
            c ->
                c instanceof Condition.AllOf || c instanceof Condition.AnyOf
                    ? "(" + of(c) + ")"
                    : of(c))
        .collect(Collectors.joining(word));
  }
}
