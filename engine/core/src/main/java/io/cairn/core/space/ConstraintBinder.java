package io.cairn.core.space;

import io.cairn.core.space.ConstraintTerms.Kind;
import io.cairn.core.space.Expression.Comparator;
import io.cairn.core.space.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Gives a constraint its meaning in a space: resolves names, checks types, and builds the {@link
 * Statement}.
 */
final class ConstraintBinder {
  private final ConstraintTerms terms;

  private ConstraintBinder(ConstraintTerms terms) {
    this.terms = terms;
  }

  /**
   * Reads a constraint with the names of a space.
   *
   * @throws InvalidConstraintException if the text is malformed, names what is not declared, or
   *     compares what cannot be compared
   */
  static BoundConstraint bind(String text, List<Parameter> parameters, Names names) {
    Constraint constraint = Constraint.parse(text, names::contains);
    ConstraintTerms terms = new ConstraintTerms(text, parameters, names);
    Statement statement = new ConstraintBinder(terms).statement(constraint.expression());
    if (terms.used().isEmpty()) {
      throw new InvalidConstraintException(
          text,
          0,
          "this constraint names no parameter, so it says nothing; compare a parameter or remove it");
    }
    return new BoundConstraint(constraint, statement, terms.used());
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
    OptionalInt index = terms.parameter(expression);
    if (terms.isA(Kind.BOOLEAN, index)) {
      int flag = index.getAsInt();
      return byCode(flag, code -> terms.declared(flag).value(code).equals(true));
    }
    if (index.isPresent()) {
      throw terms.error(
          expression,
          terms.described(index.getAsInt()) + ", not true or false; compare it with a value");
    }
    if (expression instanceof Expression.Name name) {
      throw terms.unknown(name);
    }
    throw terms.error(
        expression,
        "expected something true or false; compare this with a value, such as ... <= 10");
  }

  private Statement comparison(Expression.Comparison comparison) {
    Expression left = comparison.left();
    Expression right = comparison.right();
    OptionalInt a = terms.parameter(left);
    OptionalInt b = terms.parameter(right);
    if (terms.isA(Kind.TEXT, a) && terms.isA(Kind.TEXT, b)) {
      return twoTexts(comparison, a.getAsInt(), b.getAsInt());
    }
    if (terms.isA(Kind.TEXT, a)) {
      return textAndValue(comparison, comparison.comparator(), a.getAsInt(), right);
    }
    if (terms.isA(Kind.TEXT, b)) {
      return textAndValue(comparison, comparison.comparator().mirrored(), b.getAsInt(), left);
    }
    if (truthLike(left, a) || truthLike(right, b)) {
      return twoTruths(comparison);
    }
    if (word(left) && word(right) && a.isEmpty() && b.isEmpty()) {
      throw terms.error(
          left,
          "neither side of "
              + comparison.comparator().symbol()
              + " is a parameter of this space; name one, in backticks if it is no plain word");
    }
    return new Statement.Numbers(
        comparison.comparator(), terms.formula(left), terms.formula(right));
  }

  private Statement twoTruths(Expression.Comparison comparison) {
    if (comparison.comparator().ordering()) {
      throw terms.error(comparison, "true and false have no order; use = or !=");
    }
    Statement same =
        new Statement.Same(statement(comparison.left()), statement(comparison.right()));
    return comparison.comparator() == Comparator.EQUAL ? same : new Statement.Not(same);
  }

  private boolean truthLike(Expression expression, OptionalInt parameter) {
    return terms.isA(Kind.BOOLEAN, parameter)
        || (expression instanceof Literal literal && literal.value() instanceof Boolean)
        || expression instanceof Expression.Comparison
        || expression instanceof Expression.Membership
        || expression instanceof Expression.Not
        || expression instanceof Expression.And
        || expression instanceof Expression.Or;
  }

  private static boolean word(Expression expression) {
    return expression instanceof Expression.Name
        || (expression instanceof Literal literal && literal.value() instanceof String);
  }

  private Statement textAndValue(
      Expression.Comparison whole, Comparator comparator, int index, Expression value) {
    if (comparator.ordering() && !(terms.declared(index) instanceof OrdinalParameter)) {
      throw terms.error(whole, terms.described(index) + " and has no order; use =, != or in");
    }
    long reference = terms.code(index, value);
    return byCode(index, code -> comparator.holds(Long.compare(code, reference)));
  }

  private Statement twoTexts(Expression.Comparison comparison, int a, int b) {
    List<String> left = terms.values(a);
    List<String> right = terms.values(b);
    boolean ordered =
        left.equals(right)
            && terms.declared(a) instanceof OrdinalParameter
            && terms.declared(b) instanceof OrdinalParameter;
    if (comparison.comparator().ordering() && !ordered) {
      throw terms.error(
          comparison, "only ordinals with the same values have an order between them; use = or !=");
    }
    List<Integer> leftRanks = IntStream.range(0, left.size()).boxed().toList();
    List<Integer> rightRanks = right.stream().map(left::indexOf).toList();
    return new Statement.Ranks(a, b, leftRanks, rightRanks, comparison.comparator());
  }

  private Statement membership(Expression.Membership membership) {
    OptionalInt index = terms.parameter(membership.operand());
    if (terms.isA(Kind.TEXT, index) || terms.isA(Kind.BOOLEAN, index)) {
      TreeSet<Long> members = new TreeSet<>();
      membership.values().forEach(value -> members.add(terms.code(index.getAsInt(), value)));
      return byCode(index.getAsInt(), members::contains);
    }
    Formula operand = terms.formula(membership.operand());
    Statement any = new Statement.Fixed(Truth.FALSE);
    for (Literal value : membership.values()) {
      any =
          new Statement.Or(
              any, new Statement.Numbers(Comparator.EQUAL, operand, terms.formula(value)));
    }
    return any;
  }

  private Statement byCode(int index, LongPredicate holds) {
    long size = terms.declared(index).cardinality().orElseThrow();
    List<Truth> truths = new ArrayList<>();
    for (long code = 0; code < size; code++) {
      truths.add(Truth.of(holds.test(code)));
    }
    return new Statement.ByCode(index, List.copyOf(truths));
  }
}
