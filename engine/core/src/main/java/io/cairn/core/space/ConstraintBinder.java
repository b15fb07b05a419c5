package io.cairn.core.space;

import io.cairn.core.space.Expression.Comparator;
import io.cairn.core.space.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Gives a constraint its meaning in a space: resolves names, checks types, and builds the {@link
 * Statement}.
 */
final class ConstraintBinder {
  private final List<Parameter> parameters;
  private final Names names;
  private final String text;
  private final TreeSet<Integer> used = new TreeSet<>();

  private ConstraintBinder(String text, List<Parameter> parameters, Names names) {
    this.text = text;
    this.parameters = parameters;
    this.names = names;
  }

  /**
   * @throws InvalidConstraintException if the text is malformed, names what is not declared, or
   *     compares what cannot be compared
   */
  static BoundConstraint bind(String text, List<Parameter> parameters, Names names) {
    Constraint constraint = Constraint.parse(text, names::contains);
    ConstraintBinder binder = new ConstraintBinder(text, parameters, names);
    Statement statement = binder.statement(constraint.expression());
    if (binder.used.isEmpty()) {
      throw new InvalidConstraintException(
          text,
          0,
          "this constraint names no parameter, so it says nothing; compare a parameter or remove it");
    }
    int[] used = binder.used.stream().mapToInt(Integer::intValue).toArray();
    return new BoundConstraint(constraint, statement, used);
  }

  private Statement statement(Expression expression) {
    if (expression instanceof Expression.Or or) {
      return new Statement.Or(statement(or.left()), statement(or.right()));
    }
    if (expression instanceof Expression.And and) {
      return new Statement.And(statement(and.left()), statement(and.right()));
    }
    if (expression instanceof Expression.Not not) {
      return new Statement.Not(statement(not.operand()));
    }
    if (expression instanceof Expression.Comparison comparison) {
      return comparison(comparison);
    }
    if (expression instanceof Expression.Membership membership) {
      return membership(membership);
    }
    return flag(expression);
  }

  /** A parameter or literal that is itself true or false. */
  private Statement flag(Expression expression) {
    if (expression instanceof Literal literal && literal.value() instanceof Boolean value) {
      return new Statement.Fixed(Truth.of(value));
    }
    OptionalInt index = parameter(expression);
    if (index.isPresent() && kind(index.getAsInt()) == Kind.BOOLEAN) {
      return byCode(
          index.getAsInt(), code -> parameters.get(index.getAsInt()).value(code).equals(true));
    }
    if (index.isPresent()) {
      Parameter declared = parameters.get(index.getAsInt());
      throw error(
          expression,
          declared.name()
              + " is "
              + declared.domain()
              + ", not true or false; compare it with a value");
    }
    if (expression instanceof Expression.Name name) {
      throw unknown(name);
    }
    throw error(
        expression,
        "expected something true or false; compare this with a value, such as ... <= 10");
  }

  private enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN
  }

  private Kind kind(int index) {
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

  private Statement comparison(Expression.Comparison comparison) {
    Expression left = comparison.left();
    Expression right = comparison.right();
    OptionalInt a = parameter(left);
    OptionalInt b = parameter(right);
    boolean textLeft = a.isPresent() && kind(a.getAsInt()) == Kind.TEXT;
    boolean textRight = b.isPresent() && kind(b.getAsInt()) == Kind.TEXT;
    if (textLeft && textRight) {
      return twoTexts(comparison, a.getAsInt(), b.getAsInt());
    }
    if (textLeft) {
      return textAndValue(comparison.comparator(), a.getAsInt(), right, comparison);
    }
    if (textRight) {
      return textAndValue(comparison.comparator().mirrored(), b.getAsInt(), left, comparison);
    }
    if (truthLike(left) || truthLike(right)) {
      return twoTruths(comparison);
    }
    if (a.isEmpty() && b.isEmpty() && word(left) && word(right)) {
      throw error(
          left,
          "neither side of "
              + comparison.comparator().symbol()
              + " is a parameter; "
              + names.hint(shown(left)));
    }
    return new Statement.Numbers(comparison.comparator(), formula(left), formula(right));
  }

  private Statement twoTruths(Expression.Comparison comparison) {
    if (comparison.comparator().ordering()) {
      throw error(comparison, "true and false have no order; use = or !=");
    }
    Statement same =
        new Statement.Same(statement(comparison.left()), statement(comparison.right()));
    return comparison.comparator() == Comparator.EQUAL ? same : new Statement.Not(same);
  }

  private boolean truthLike(Expression expression) {
    OptionalInt index = parameter(expression);
    if (index.isPresent()) {
      return kind(index.getAsInt()) == Kind.BOOLEAN;
    }
    return (expression instanceof Literal literal && literal.value() instanceof Boolean)
        || expression instanceof Expression.Comparison
        || expression instanceof Expression.Membership
        || expression instanceof Expression.Not
        || expression instanceof Expression.And
        || expression instanceof Expression.Or;
  }

  private Statement textAndValue(
      Comparator comparator, int index, Expression value, Expression.Comparison whole) {
    Parameter declared = parameters.get(index);
    if (comparator.ordering() && !(declared instanceof OrdinalParameter)) {
      throw error(
          whole,
          declared.name() + " is " + declared.domain() + " and has no order; use =, != or in");
    }
    long reference = code(declared, value);
    return byCode(index, code -> comparator.holds(Long.compare(code, reference)));
  }

  /** The code of a value written beside a parameter of text values. */
  private long code(Parameter declared, Expression value) {
    Object plain;
    if (value instanceof Literal literal) {
      plain = literal.value();
    } else if (value instanceof Expression.Name name && !name.backticks()) {
      plain = name.name();
    } else if (value instanceof Expression.Name name) {
      throw unknown(name);
    } else {
      throw error(
          value,
          declared.name() + " is " + declared.domain() + "; compare it with one of its values");
    }
    OptionalLong code = declared.code(plain);
    if (code.isEmpty() && parameter(value).isPresent()) {
      throw error(
          value,
          declared.name()
              + " is "
              + declared.domain()
              + " and cannot be compared with "
              + plain
              + "; compare it with one of its values");
    }
    return code.orElseThrow(() -> notOf(declared, value, plain));
  }

  private InvalidConstraintException notOf(Parameter declared, Expression place, Object plain) {
    return error(
        place,
        "'"
            + PlainValue.text(plain)
            + "' is no value of "
            + declared.name()
            + "; "
            + Names.hint(PlainValue.text(plain), values(declared)));
  }

  private static List<String> values(Parameter declared) {
    List<String> values = new ArrayList<>();
    for (long code = 0; code < declared.cardinality().orElseThrow(); code++) {
      values.add(PlainValue.text(declared.value(code)));
    }
    return values;
  }

  private Statement twoTexts(Expression.Comparison comparison, int a, int b) {
    List<String> left = values(parameters.get(a));
    List<String> right = values(parameters.get(b));
    boolean ordered =
        left.equals(right)
            && parameters.get(a) instanceof OrdinalParameter
            && parameters.get(b) instanceof OrdinalParameter;
    if (comparison.comparator().ordering() && !ordered) {
      throw error(
          comparison, "only ordinals with the same values have an order between them; use = or !=");
    }
    List<Integer> leftRanks = IntStream.range(0, left.size()).boxed().toList();
    List<Integer> rightRanks = right.stream().map(left::indexOf).toList();
    return new Statement.Ranks(a, b, leftRanks, rightRanks, comparison.comparator());
  }

  private Statement membership(Expression.Membership membership) {
    OptionalInt index = parameter(membership.operand());
    if (index.isPresent() && kind(index.getAsInt()) != Kind.NUMBER) {
      Parameter declared = parameters.get(index.getAsInt());
      TreeSet<Long> members = new TreeSet<>();
      for (Literal value : membership.values()) {
        members.add(
            declared.code(value.value()).orElseThrow(() -> notOf(declared, value, value.value())));
      }
      return byCode(index.getAsInt(), members::contains);
    }
    Formula operand = formula(membership.operand());
    Statement any = new Statement.Fixed(Truth.FALSE);
    for (Literal value : membership.values()) {
      any = new Statement.Or(any, new Statement.Numbers(Comparator.EQUAL, operand, formula(value)));
    }
    return any;
  }

  private Formula formula(Expression expression) {
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
    if (index.isPresent() && kind(index.getAsInt()) == Kind.NUMBER) {
      return number(index.getAsInt());
    }
    if (index.isPresent()) {
      Parameter declared = parameters.get(index.getAsInt());
      throw error(
          expression,
          declared.name()
              + " is "
              + declared.domain()
              + ", but a number is needed here; compare it by = or !=");
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
      long exact = 1L << 53;
      return new Formula.Whole(index, integer.min() >= -exact && integer.max() <= exact);
    }
    return new Formula.Listed(index, parameter);
  }

  private Statement byCode(int index, java.util.function.LongPredicate holds) {
    long size = parameters.get(index).cardinality().orElseThrow();
    List<Truth> truths = new ArrayList<>();
    for (long code = 0; code < size; code++) {
      truths.add(Truth.of(holds.test(code)));
    }
    return new Statement.ByCode(index, List.copyOf(truths));
  }

  /** The parameter that an expression names, noted as used; empty if it is something else. */
  private OptionalInt parameter(Expression expression) {
    if (!(expression instanceof Expression.Name name)) {
      return OptionalInt.empty();
    }
    OptionalInt index = names.indexOf(name.name());
    index.ifPresent(used::add);
    return index;
  }

  private static boolean word(Expression expression) {
    return expression instanceof Expression.Name
        || (expression instanceof Literal literal && literal.value() instanceof String);
  }

  private static String shown(Expression expression) {
    return expression instanceof Expression.Name name
        ? name.name()
        : PlainValue.text(((Literal) expression).value());
  }

  private InvalidConstraintException unknown(Expression.Name name) {
    return error(
        name, "'" + name.name() + "' is no parameter of this space; " + names.hint(name.name()));
  }

  private InvalidConstraintException error(Expression place, String problem) {
    return new InvalidConstraintException(text, place.position(), problem);
  }
}
