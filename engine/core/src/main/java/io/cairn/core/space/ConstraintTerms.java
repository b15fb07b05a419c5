package io.cairn.core.space;

import io.cairn.core.space.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values within one constraint: what a name stands for, of which kind a term is, and formulas
 * over numbers.
 */
final class ConstraintTerms {
  /** What can be compared with what. */
  enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN
  }

  /** Doubles hold every integer up to here. */
  private static final long EXACT = 1L << 53;

  private final String text;
  private final List<Parameter> parameters;
  private final Names names;
  private final Set<Integer> used = new TreeSet<>();

  ConstraintTerms(String text, List<Parameter> parameters, Names names) {
    this.text = text;
    this.parameters = parameters;
    this.names = names;
  }

  /** The parameters met so far. */
  Set<Integer> used() {
    return used;
  }

  Parameter declared(int index) {
    return parameters.get(index);
  }

  /** The parameter that an expression names, noted as used; empty if it is something else. */
  OptionalInt parameter(Expression expression) {
    if (!(expression instanceof Expression.Name name)) {
      return OptionalInt.empty();
    }
    OptionalInt index = names.indexOf(name.name());
    index.ifPresent(used::add);
    return index;
  }

  Kind kind(int index) {
    Parameter parameter = parameters.get(index);
    boolean flag =
        parameter instanceof BooleanParameter
            || (parameter instanceof ConstantParameter constant
                && constant.value() instanceof Boolean);
    if (flag) {
      return Kind.BOOLEAN;
    }
    return parameter.numeric() ? Kind.NUMBER : Kind.TEXT;
  }

  boolean isA(Kind kind, OptionalInt index) {
    return index.isPresent() && kind(index.getAsInt()) == kind;
  }

  Formula formula(Expression expression) {
    if (expression instanceof Expression.Arithmetic arithmetic) {
      return new Formula.Combined(
          arithmetic.operator(), formula(arithmetic.left()), formula(arithmetic.right()));
    }
    if (expression instanceof Expression.Negation negation) {
      return new Formula.Combined(
          Expression.Operator.MINUS, Formula.Fixed.of(0L), formula(negation.operand()));
    }
    if (expression instanceof Literal literal && literal.value() instanceof Number number) {
      return Formula.Fixed.of(number);
    }
    OptionalInt index = parameter(expression);
    if (isA(Kind.NUMBER, index)) {
      return number(index.getAsInt());
    }
    if (index.isPresent()) {
      throw error(
          expression,
          described(index.getAsInt())
              + ", but a number is needed here; compare it with one of its values");
    }
    if (expression instanceof Expression.Name name) {
      throw unknown(name);
    }
    String what =
        expression instanceof Literal literal
            ? "'" + PlainValue.text(literal.value()) + "'"
            : "this";
    throw error(
        expression,
        what + " is no number, but a number is needed here; write a number or a numeric parameter");
  }

  private Formula number(int index) {
    Parameter parameter = parameters.get(index);
    if (parameter instanceof RealParameter) {
      return new Formula.Real(index);
    }
    if (parameter instanceof IntegerParameter integer) {
      return new Formula.Whole(index, integer.min() >= -EXACT && integer.max() <= EXACT);
    }
    return new Formula.Listed(index, parameter);
  }

  /**
   * The code of what is written beside a parameter of text values. A word is a value of it before
   * it is another parameter.
   */
  long code(int index, Expression value) {
    Object plain;
    if (value instanceof Literal literal) {
      plain = literal.value();
    } else if (value instanceof Expression.Name name && !name.backticks()) {
      plain = name.name();
    } else if (value instanceof Expression.Name name && parameter(name).isEmpty()) {
      throw unknown(name);
    } else {
      throw error(value, described(index) + "; compare it with one of its values");
    }
    OptionalLong code = parameters.get(index).code(plain);
    return code.orElseThrow(() -> noValue(index, value, plain));
  }

  InvalidConstraintException noValue(int index, Expression place, Object plain) {
    String shown = PlainValue.text(plain);
    String problem = "'" + shown + "' is no value of " + parameters.get(index).name();
    return error(place, problem + "; " + Names.hint(shown, values(index)));
  }

  /** The texts of all values of a parameter that has few, by code. */
  List<String> values(int index) {
    List<String> values = new ArrayList<>();
    for (long code = 0; code < parameters.get(index).cardinality().orElseThrow(); code++) {
      values.add(PlainValue.text(parameters.get(index).value(code)));
    }
    return values;
  }

  /** "booster is one of [gbtree, dart]". */
  String described(int index) {
    return parameters.get(index).name() + " is " + parameters.get(index).domain();
  }

  InvalidConstraintException unknown(Expression.Name name) {
    return error(
        name, "'" + name.name() + "' is no parameter of this space; " + names.hint(name.name()));
  }

  InvalidConstraintException error(Expression place, String problem) {
    return new InvalidConstraintException(text, place.position(), problem);
  }
}
