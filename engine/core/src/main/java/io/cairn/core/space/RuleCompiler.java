package io.cairn.core.space;

import io.cairn.core.space.IntervalSet.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Binds conditions to the parameters of a space and reports what does not fit, every mistake of a
 * condition.
 */
final class RuleCompiler {
  private final List<Parameter> parameters;
  private final Names names;
  private final Consumer<String> problems;

  RuleCompiler(List<Parameter> parameters, Names names, Consumer<String> problems) {
    this.parameters = parameters;
    this.names = names;
    this.problems = problems;
  }

  /** The rule of a condition; {@link Rule#NEVER} stands in for parts that do not fit. */
  Rule compile(Condition condition) {
    return compile(condition, false);
  }

  private Rule compile(Condition condition, boolean negated) {
    if (condition instanceof Condition.Not not) {
      return compile(not.condition(), !negated);
    }
    if (condition instanceof Condition.AllOf all) {
      return several(!negated, all.conditions(), negated, "all");
    }
    if (condition instanceof Condition.AnyOf any) {
      return several(negated, any.conditions(), negated, "any");
    }
    if (condition instanceof Condition.Equals equals) {
      return members(equals.parent(), List.of(equals.value()), negated);
    }
    if (condition instanceof Condition.In in) {
      if (in.values().isEmpty()) {
        problems.accept(in.parent() + " in [] can never hold; list at least one value");
      }
      return members(in.parent(), in.values(), negated);
    }
    return range((Condition.Range) condition, negated);
  }

  private Rule several(boolean all, List<Condition> conditions, boolean negated, String word) {
    if (conditions.isEmpty()) {
      problems.accept(
          "'"
              + word
              + "' of no condition says nothing; list at least one condition or leave it out");
    }
    return Rule.Several.of(all, conditions.stream().map(part -> compile(part, negated)).toList());
  }

  private Rule members(String parent, List<?> values, boolean negated) {
    OptionalInt index = parent(parent);
    if (index.isEmpty()) {
      return Rule.NEVER;
    }
    Parameter parameter = parameters.get(index.getAsInt());
    Axis axis = new Axis(parameter);
    List<Interval> positions = new ArrayList<>();
    for (Object value : values) {
      OptionalLong code = parameter.code(value);
      if (code.isPresent()) {
        long position = axis.position(code.getAsLong());
        positions.add(new Interval(position, position));
      } else {
        problems.accept(
            PlainValue.text(value)
                + " is no value of "
                + parent
                + ", which is "
                + parameter.domain()
                + "; correct it");
      }
    }
    return leaf(index.getAsInt(), axis, IntervalSet.of(positions), negated);
  }

  private Rule range(Condition.Range range, boolean negated) {
    OptionalInt index = parent(range.parent());
    if (index.isEmpty()) {
      return Rule.NEVER;
    }
    Parameter parameter = parameters.get(index.getAsInt());
    if (!parameter.numeric()) {
      problems.accept(
          "a range needs a numeric parent, but "
              + range.parent()
              + " is "
              + parameter.domain()
              + "; list its values instead");
      return Rule.NEVER;
    }
    if (range.min().isEmpty() && range.max().isEmpty()) {
      problems.accept("a range of " + range.parent() + " needs a bound; give min or max");
    }
    boolean finite =
        (range.min().isEmpty() || Double.isFinite(range.min().getAsDouble()))
            && (range.max().isEmpty() || Double.isFinite(range.max().getAsDouble()));
    if (!finite) {
      problems.accept(
          "the bounds of a range of " + range.parent() + " must be finite; leave out an open end");
      return Rule.NEVER;
    }
    Axis axis = new Axis(parameter);
    return leaf(index.getAsInt(), axis, axis.range(range), negated);
  }

  private OptionalInt parent(String name) {
    OptionalInt index = names.indexOf(name);
    if (index.isEmpty()) {
      problems.accept("'" + name + "' is no parameter of this space; " + names.hint(name));
    }
    return index;
  }

  private static Rule leaf(int parent, Axis axis, IntervalSet positions, boolean negated) {
    Interval whole = axis.whole();
    IntervalSet counted = negated ? positions.complement(whole.from(), whole.to()) : positions;
    return new Rule.Leaf(parent, axis.real(), counted);
  }
}
