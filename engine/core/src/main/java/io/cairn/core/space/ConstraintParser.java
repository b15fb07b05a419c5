package io.cairn.core.space;

import io.cairn.core.space.ConstraintLexer.Kind;
import io.cairn.core.space.ConstraintLexer.Token;
import io.cairn.core.space.Expression.Comparator;
import io.cairn.core.space.Expression.Literal;
import io.cairn.core.space.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Recursive descent over the grammar of {@link Constraint}. */
final class ConstraintParser {
  private static final int MAX_LENGTH = 4_000;
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final List<Token> tokens;
  private int at;
  private int depth;

  ConstraintParser(String text, Predicate<String> declared) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidConstraintException(
          text.substring(0, 60) + "...",
          0,
          "a constraint of "
              + text.length()
              + " characters must have at most "
              + MAX_LENGTH
              + "; split it at its ands");
    }
    this.text = text;
    this.tokens = new ConstraintLexer(text, declared).tokens();
  }

  Expression parse() {
    if (peek().kind() == Kind.END) {
      throw error(peek(), "the constraint is empty; write what must hold, such as depth <= 10");
    }
    Expression whole = or();
    Token rest = peek();
    if (rest.kind() == Kind.END) {
      return whole;
    }
    if (comparator(rest).isPresent()) {
      throw error(rest, "a comparison compares two values; join two comparisons with and");
    }
    throw error(
        rest, "unexpected " + rest.shown() + "; join conditions with and or or" + wayOutOf(rest));
  }

  private static String wayOutOf(Token token) {
    return token.is(")") ? ", or remove this parenthesis" : "";
  }

  private Expression or() {
    Expression left = and();
    while (peek().is("or")) {
      Token operator = next();
      left = new Expression.Or(left, and(), operator.position());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (peek().is("and")) {
      Token operator = next();
      left = new Expression.And(left, not(), operator.position());
    }
    return left;
  }

  private Expression not() {
    if (!peek().is("not")) {
      return comparison();
    }
    Token operator = next();
    return nested(operator, () -> new Expression.Not(not(), operator.position()));
  }

  private Expression comparison() {
    Expression left = sum();
    Token operator = peek();
    Optional<Comparator> comparator = comparator(operator);
    if (comparator.isPresent()) {
      next();
      return new Expression.Comparison(comparator.get(), left, sum(), operator.position());
    }
    if (operator.is("in")) {
      next();
      return new Expression.Membership(left, list(), operator.position());
    }
    if (operator.is("not") && tokens.get(at + 1).is("in")) {
      next();
      Token in = next();
      return new Expression.Not(
          new Expression.Membership(left, list(), in.position()), operator.position());
    }
    return left;
  }

  private static Optional<Comparator> comparator(Token token) {
    if (token.is("==")) {
      return Optional.of(Comparator.EQUAL);
    }
    for (Comparator comparator : Comparator.values()) {
      if (token.is(comparator.symbol())) {
        return Optional.of(comparator);
      }
    }
    return Optional.empty();
  }

  private List<Literal> list() {
    expect("[", "the list of values after in, such as [sgd, adam]");
    List<Literal> values = new ArrayList<>();
    do {
      values.add(listed());
    } while (accept(","));
    expect("]", "',' or the ']' that ends the list");
    return values;
  }

  private Literal listed() {
    Token token = next();
    boolean minus = token.is("-") && peek().kind() == Kind.NUMBER;
    if (minus) {
      Token number = next();
      return new Literal(number("-" + number.text()), token.position());
    }
    return switch (token.kind()) {
      case WORD, TEXT -> new Literal(token.text(), token.position());
      case NUMBER -> new Literal(number(token.text()), token.position());
      case KEYWORD -> new Literal(truth(token), token.position());
      default ->
          throw error(
              token,
              "expected a value but found "
                  + token.shown()
                  + "; a list holds numbers, words or text in quotes");
    };
  }

  private Expression sum() {
    Expression left = product();
    while (peek().is("+") || peek().is("-")) {
      Token operator = next();
      Operator kind = operator.is("+") ? Operator.PLUS : Operator.MINUS;
      left = new Expression.Arithmetic(kind, left, product(), operator.position());
    }
    return left;
  }

  private Expression product() {
    Expression left = unary();
    while (peek().is("*") || peek().is("/")) {
      Token operator = next();
      Operator kind = operator.is("*") ? Operator.TIMES : Operator.DIVIDED_BY;
      left = new Expression.Arithmetic(kind, left, unary(), operator.position());
    }
    return left;
  }

  private Expression unary() {
    Token token = peek();
    if (!token.is("-")) {
      return primary();
    }
    next();
    if (peek().kind() == Kind.NUMBER) {
      return new Literal(number("-" + next().text()), token.position());
    }
    return nested(token, () -> new Expression.Negation(unary(), token.position()));
  }

  private Expression primary() {
    Token token = next();
    if (token.is("(")) {
      Expression inner = nested(token, this::or);
      expect(")", "')' to close the one at column " + (token.position() + 1));
      return inner;
    }
    return switch (token.kind()) {
      case WORD -> new Expression.Name(token.text(), false, token.position());
      case PARAMETER -> new Expression.Name(token.text(), true, token.position());
      case TEXT -> new Literal(token.text(), token.position());
      case NUMBER -> new Literal(number(token.text()), token.position());
      case KEYWORD -> new Literal(truth(token), token.position());
      default ->
          throw error(
              token,
              "expected a value but found "
                  + token.shown()
                  + "; write a number, a parameter or a value here");
    };
  }

  private boolean truth(Token token) {
    if (token.is("true") || token.is("false")) {
      return token.is("true");
    }
    throw error(
        token,
        "expected a value but found the word "
            + token.shown()
            + "; put it in quotes if it is a value, in backticks if a parameter");
  }

  private static Number number(String digits) {
    return NumberText.parse(digits).orElseThrow();
  }

  private interface Part {
    Expression parse();
  }

  private Expression nested(Token opening, Part part) {
    if (++depth > MAX_DEPTH) {
      throw error(
          opening, "nested more than " + MAX_DEPTH + " deep; split the constraint at its ands");
    }
    Expression inner = part.parse();
    depth--;
    return inner;
  }

  private void expect(String symbol, String what) {
    Token token = next();
    if (!token.is(symbol)) {
      throw error(token, "expected " + what + " but found " + token.shown() + "; add " + symbol);
    }
  }

  private boolean accept(String symbol) {
    boolean found = peek().is(symbol);
    if (found) {
      next();
    }
    return found;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private InvalidConstraintException error(Token token, String problem) {
    return new InvalidConstraintException(text, token.position(), problem);
  }
}
