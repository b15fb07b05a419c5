package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintParserTest {
  /** The tree with every parenthesis written. */
  private static String tree(Expression e) {
    if (e instanceof Expression.Or or) {
      return "(" + tree(or.left()) + " or " + tree(or.right()) + ")";
    }
    if (e instanceof Expression.And and) {
      return "(" + tree(and.left()) + " and " + tree(and.right()) + ")";
    }
    if (e instanceof Expression.Not not) {
      return "(not " + tree(not.operand()) + ")";
    }
    if (e instanceof Expression.Comparison comparison) {
      return "("
          + tree(comparison.left())
          + " "
          + comparison.comparator().symbol()
          + " "
          + tree(comparison.right())
          + ")";
    }
    if (e instanceof Expression.Membership in) {
      String values =
          in.values().stream().map(ConstraintParserTest::tree).collect(Collectors.joining(" "));
      return "(" + tree(in.operand()) + " in [" + values + "])";
    }
    if (e instanceof Expression.Arithmetic a) {
      return "(" + tree(a.left()) + " " + a.operator().symbol() + " " + tree(a.right()) + ")";
    }
    if (e instanceof Expression.Negation negation) {
      return "(-" + tree(negation.operand()) + ")";
    }
    if (e instanceof Expression.Name name) {
      return name.backticks() ? "`" + name.name() + "`" : name.name();
    }
    Object value = ((Expression.Literal) e).value();
    return value instanceof String text ? "\"" + text + "\"" : Parameter.text(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a or b and not c or d | ((a or (b and (not c))) or d)",
        "not a = 1 and b = 2 | ((not (a = 1)) and (b = 2))",
        "NOT (a = 1 Or b == 2) | (not ((a = 1) or (b = 2)))",
        "a + 2 * b - 3 / c <= -d | (((a + (2 * b)) - (3 / c)) <= (-d))",
        "a - b - c < (a - (b - c)) * 2 | (((a - b) - c) < ((a - (b - c)) * 2))",
        "a -3 > -2 * -1.5e-3 | ((a - 3) > (-2 * -0.0015))",
        "opt in [sgd, \"a b\", 'in', 3, -2.5, true] | (opt in [\"sgd\" \"a b\" \"in\" 3 -2.5 true])",
        "opt not in [x] | (not (opt in [\"x\"]))",
        "drop-rate <= 1 | (drop-rate <= 1)",
        "a.b-c_1 != x-y | (a.b-c_1 != x-y)",
        "`my param`>=\"x\" | (`my param` >= \"x\")",
        "a - b = 1 | ((a - b) = 1)",
        "flag | flag",
      })
  void text_becomesATree(String text, String tree) {
    assertThat(tree(Constraint.parse(text).expression())).isEqualTo(tree);
    assertThat(Constraint.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop-rate <= 1 | (drop-rate <= 1)",
        "max-depth-2 > 0 | ((max-depth - 2) > 0)",
        "2*depth-batch > 0 | (((2 * depth) - batch) > 0)",
        "drop-rate-depth-1e-3 > 0 | (((drop-rate - depth) - 0.001) > 0)",
        "batch-max-depth > 0 | ((batch - max-depth) > 0)",
        "opt = adam-w | (opt = adam-w)",
        "opt = depth-wise | (opt = depth-wise)",
        "2-depth > 0 | ((2 - depth) > 0)",
      })
  void dashes_belongToDeclaredNames(String text, String tree) {
    Set<String> declared = Set.of("drop-rate", "max-depth", "depth", "batch", "opt");
    assertThat(tree(Constraint.parse(text, declared::contains).expression())).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "depth * 2 <= | 12 | expected a value but found the end; write a number, a parameter or a value here",
        "1 < depth < 5 | 10 | a comparison compares two values; join two comparisons with and",
        "(a = 1 | 6 | expected ')' to close the one at column 1 but found the end; add )",
        "a = 1) | 5 | unexpected ')'; join conditions with and or or, or remove this parenthesis",
        "a = 1 b = 2 | 6 | unexpected 'b'; join conditions with and or or",
        "a in sgd | 5 | expected the list of values after in, such as [sgd, adam] but found 'sgd'; add [",
        "a in [1, 2 | 10 | expected ',' or the ']' that ends the list but found the end; add ]",
        "a in [] | 6 | expected a value but found ']'; a list holds numbers, words or text in quotes",
        "a && b | 2 | '&' means nothing in a constraint; write and",
        "!a | 0 | '!' means nothing in a constraint; write not, or != to compare",
        "a = \"x | 4 | this \" is never closed; add a second \"",
        "a = 3d | 4 | '3d' is no number; put it in quotes if it is a value, in backticks if a parameter",
        "a = and | 4 | expected a value but found the word 'and'; put it in quotes if it is a value, in backticks if a parameter",
        "a = 1 and | 9 | expected a value but found the end; write a number, a parameter or a value here",
        "a ^ 2 = 4 | 2 | '^' means nothing in a constraint; only + - * / are known",
      })
  void mistakes_carryTheirPlaceAndTheWayOut(String text, int position, String message) {
    assertThatThrownBy(() -> Constraint.parse(text))
        .isInstanceOfSatisfying(
            InvalidConstraintException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessage(message + "\n  " + text + "\n  " + " ".repeat(position) + "^");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void nothing_isRefused(String text) {
    assertThatThrownBy(() -> Constraint.parse(text))
        .hasMessageContaining("the constraint is empty");
  }

  @Test
  void depthAndLength_areBounded() {
    assertThatThrownBy(() -> Constraint.parse("(".repeat(1000) + "a = 1" + ")".repeat(1000)))
        .hasMessageContaining("nested more than 200 deep");
    assertThatThrownBy(() -> Constraint.parse("not ".repeat(500) + "a"))
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> Constraint.parse("a = 1 or ".repeat(1000) + "b"))
        .hasMessageContaining("must have at most 4000");
  }

  @Test
  void anyTextAtAll_isReadOrRefusedInOrder() {
    SplittableRandom random = new SplittableRandom(99);
    int read = 0;
    String[] pieces = {
      "a", "b-c", " ", "and", "or", "not ", "in", "[", "]", "(", ")", "=", "<", "-", "*", "1",
      "2.5", "'", "`", "e", "."
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        read += Constraint.parse(text.toString()).text().isEmpty() ? 0 : 1;
      } catch (InvalidConstraintException refused) {
        if (refused.position() < 0 || refused.position() > text.length()) {
          throw new AssertionError(
              "seed 99, %s: position %d".formatted(text, refused.position()), refused);
        }
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
