package io.cairn.core.space;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between the parameters of a configuration, as text: {@code depth * 2 <= batch},
 * {@code not (booster = dart and depth > 10)}, {@code optimizer in [sgd, adam] or lr < 0.1}.
 *
 * <p>Grammar, loosest first: {@code or}; {@code and}; {@code not}; one comparison {@code = == != <
 * <= > >=} or {@code in [a, b]} or {@code not in [a, b]}; {@code + -}; {@code * /}; unary minus;
 * numbers, true, false, names, parentheses. Names may hold dots and dashes. A dash inside a word
 * belongs to a name when the space declares that name, otherwise it is a minus if the parts are
 * names or numbers; a dash with spaces around it is always a minus. Words that are no parameter are
 * categories. Backticks make a parameter of anything ({@code `my param`}), quotes a value ({@code
 * "in"}).
 *
 * <p>Meaning: numbers are compared as the decimals that they are printed as, so 0.1 + 0.2 = 0.3;
 * ordinals of text by their declared order; text and booleans by equality. A comparison that
 * touches an inactive parameter, or divides by zero, is unknown; {@link Truth} says how unknown
 * goes on; a constraint that comes out unknown is satisfied. Equal by text.
 */
public final class Constraint {
  private final String text;
  private final Expression expression;

  private Constraint(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Reads a constraint without knowing the names; a {@link SearchSpace} reads it again with its
   * own.
   *
   * @throws InvalidConstraintException if the text does not follow the grammar
   */
  public static Constraint parse(String text) {
    return parse(text, name -> false);
  }

  static Constraint parse(String text, Predicate<String> declared) {
    return new Constraint(text, new ConstraintParser(text, declared).parse());
  }

  /** As written. */
  public String text() {
    return text;
  }

  /** The syntax tree, with dashes read as the names known when it was parsed demand. */
  public Expression expression() {
    return expression;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Constraint that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
