package io.cairn.core.space;

import java.util.List;
import java.util.Objects;

/**
 * The syntax tree of a constraint. Positions are offsets into its text, counted from 0. Whether a
 * bare word is a parameter or a category is decided by the space that declares the names; {@link
 * Name} is either until then.
 */
public sealed interface Expression {
  /** Offset of the first character that stands for this node: of its operator, if it has one. */
  int position();

  /** How two values are compared. */
  enum Comparator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    /** As written in a constraint. */
    public String symbol() {
      return symbol;
    }

    /** Whether the comparison holds for the sign of left - right. */
    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }

    boolean ordering() {
      return this != EQUAL && this != NOT_EQUAL;
    }

    /** The comparison with its sides exchanged. */
    Comparator mirrored() {
      return switch (this) {
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        case EQUAL, NOT_EQUAL -> this;
      };
    }
  }

  /** An operation on numbers. */
  enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED_BY("/");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** As written in a constraint. */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * A parameter, or a bare word that may be a category.
   *
   * @param backticks whether it was written in backticks and so can only be a parameter
   */
  record Name(String name, boolean backticks, int position) implements Expression {
    public Name {
      Objects.requireNonNull(name, "name");
    }
  }

  /** A value written out: Long, Double, Boolean, or a String in quotes. */
  record Literal(Object value, int position) implements Expression {
    public Literal {
      Objects.requireNonNull(value, "value");
    }
  }

  /** Minus a number. */
  record Negation(Expression operand, int position) implements Expression {}

  /** Two numbers combined. */
  record Arithmetic(Operator operator, Expression left, Expression right, int position)
      implements Expression {}

  /** Two values compared. */
  record Comparison(Comparator comparator, Expression left, Expression right, int position)
      implements Expression {}

  /** One value looked up in a list; words in the list are values, never parameters. */
  record Membership(Expression operand, List<Literal> values, int position) implements Expression {
    public Membership {
      values = List.copyOf(values);
    }
  }

  /** The opposite. */
  record Not(Expression operand, int position) implements Expression {}

  /** Both hold. */
  record And(Expression left, Expression right, int position) implements Expression {}

  /** At least one holds. */
  record Or(Expression left, Expression right, int position) implements Expression {}
}
