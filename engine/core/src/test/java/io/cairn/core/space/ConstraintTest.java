package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintTest {
  private static final List<Parameter> PARAMETERS =
      List.of(
          new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.of(0.1)),
          new RealParameter("y", 0, 1, Scale.LINEAR, OptionalDouble.of(0.1)),
          new RealParameter("lr", 1e-4, 1, Scale.LOG, OptionalDouble.empty()),
          new IntegerParameter("depth", 1, 15, Scale.LINEAR, 1),
          new IntegerParameter("wide", 0, Long.MAX_VALUE, Scale.LINEAR, 1),
          new OrdinalParameter("batch", List.of(128, 64, 32, 16)),
          new OrdinalParameter("size", List.of("small", "medium", "large")),
          new OrdinalParameter("other-size", List.of("small", "medium", "large")),
          new CategoricalParameter("booster", List.of("gbtree", "dart", "3d", "depth")),
          new CategoricalParameter("twin", List.of("dart", "linear")),
          new BooleanParameter("flag"),
          new BooleanParameter("gate"),
          new RealParameter("drop-rate", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
          new BooleanParameter("late"),
          new ConstantParameter("threads", 4),
          new ConstantParameter("mode", "fast"),
          new BooleanParameter("and"));

  private static SearchSpace space(String constraint) {
    return new SearchSpace(
        PARAMETERS,
        Map.of(
            "drop-rate",
            new Condition.Equals("gate", true),
            "late",
            new Condition.Equals("gate", true)),
        List.of(Constraint.parse(constraint)));
  }

  /** gate is false: drop-rate and late are inactive. */
  private static boolean holds(String constraint) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("x", 0.1);
    values.put("y", 0.2);
    values.put("lr", 0.01);
    values.put("depth", 8);
    values.put("wide", Long.MAX_VALUE);
    values.put("batch", 32);
    values.put("size", "medium");
    values.put("other-size", "large");
    values.put("booster", "dart");
    values.put("twin", "dart");
    values.put("flag", true);
    values.put("gate", false);
    values.put("and", true);
    SearchSpace space = space(constraint);
    Configuration configuration =
        new SearchSpace(PARAMETERS, conditionsOf(space), List.of()).configuration(values);
    return space.satisfies(configuration);
  }

  private static Map<String, Condition> conditionsOf(SearchSpace space) {
    return Map.of(
        "drop-rate", space.condition(12).orElseThrow(), "late", space.condition(13).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "depth * 2 <= batch | true",
        "depth * 2 < 16 | false",
        "depth*4+1 > batch | true",
        "depth - 9 = -1 | true",
        "-depth < 0 | true",
        "depth / 3 * 3 = 8 | false",
        "16 / depth = 2 | true",
        "x + y = 0.3 | true",
        "x + y <= 0.3 | true",
        "x + y > 0.3 | false",
        "x * 3 = 0.3 | true",
        "y - x - 0.1 = 0 | true",
        "lr < 0.1 | true",
        "lr = 0.01 | true",
        "wide = 9223372036854775807 | true",
        "wide - 1 = 9223372036854775806 | true",
        "wide < 9223372036854775807 | false",
        "batch < 64 | true",
        "batch in [16, 32.0] | true",
        "depth in [7, 9] | false",
        "depth not in [7, 9] | true",
        "depth + 1 in [9] | true",
        "threads * 2 = depth | true",
        "threads > 4 | false",
        "booster = dart | true",
        "dart = booster | true",
        "booster == \"3d\" | false",
        "booster != depth | true",
        "booster = \"depth\" | false",
        "booster in [gbtree, depth] | false",
        "booster = twin | true",
        "booster != twin | false",
        "mode = fast | true",
        "mode != fast | false",
        "size < large | true",
        "size <= small | false",
        "small < size | true",
        "size >= medium and size <= 'medium' | true",
        "size in [small, large] | false",
        "size < other-size | true",
        "size = other-size | false",
        "flag | true",
        "not flag | false",
        "flag = true | true",
        "flag = gate | false",
        "flag != gate | true",
        "(depth > 5) = flag | true",
        "flag in [true] | true",
        "true and depth > 5 | true",
        "`and` and flag | true",
        "depth > 5 and (booster = gbtree or lr < 0.1) | true",
        "not (booster = dart and depth > 7) | false",
      })
  void constraint_holdsOrNot(String constraint, boolean expected) {
    assertThat(holds(constraint)).isEqualTo(expected);
  }

  /**
   * A comparison that touches an inactive parameter is unknown; what comes out unknown does not
   * forbid.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop-rate > 2 | true",
        "not (drop-rate > 2) | true",
        "not (drop-rate < 2) | true",
        "drop-rate + depth > 100 | true",
        "drop-rate in [2] | true",
        "drop-rate not in [2] | true",
        "late | true",
        "not late | true",
        "late = flag | true",
        "late != flag | true",
        "drop-rate > 2 and depth > 100 | false",
        "drop-rate > 2 and depth < 100 | true",
        "drop-rate > 2 or depth > 100 | true",
        "not (drop-rate > 2 or depth < 100) | false",
        "depth / (depth - 8) > 100 | true",
        "depth / (x + y - 0.3) > 1e300 | true",
        "not (depth / (depth - 8) > 100) | true",
      })
  void unknown_doesNotForbid(String constraint, boolean expected) {
    assertThat(holds(constraint)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "dpeth <= 3 | 0 | 'dpeth' is no parameter of this space; did you mean 'depth'?",
        "depth <= btach | 9 | 'btach' is no parameter of this space; did you mean 'batch'?",
        "foo = bar | 0 | neither side of = is a parameter of this space; name one, in backticks if it is no plain word",
        "booster = drat | 10 | 'drat' is no value of booster; did you mean 'dart'?",
        "booster in [dart, linear] | 18 | 'linear' is no value of booster; use one of [gbtree, dart, 3d, depth]",
        "booster < dart | 8 | booster is one of [gbtree, dart, 3d, depth] and has no order; use =, != or in",
        "booster < twin | 8 | only ordinals with the same values have an order between them; use = or !=",
        "booster + 1 > 2 | 0 | booster is one of [gbtree, dart, 3d, depth], but a number is needed here; compare it with one of its values",
        "booster = flag | 10 | 'flag' is no value of booster; use one of [gbtree, dart, 3d, depth]",
        "size < 'huge' | 7 | 'huge' is no value of size; use one of [small, medium, large]",
        "depth = 'eight' | 8 | 'eight' is no number, but a number is needed here; write a number or a numeric parameter",
        "depth | 0 | depth is an integer in [1, 15], not true or false; compare it with a value",
        "depth + 1 | 6 | expected something true or false; compare this with a value, such as ... <= 10",
        "flag < true | 5 | true and false have no order; use = or !=",
        "flag = 1 | 7 | expected something true or false; compare this with a value, such as ... <= 10",
        "1 < 2 | 0 | this constraint names no parameter, so it says nothing; compare a parameter or remove it",
        "`booster ` = dart | 0 | neither side of = is a parameter of this space; name one, in backticks if it is no plain word",
        "booster = `dart` | 10 | 'dart' is no parameter of this space; use one of [x, y, lr, depth, wide, batch, size, other-size, booster, twin, flag, gate] or 5 more",
      })
  void mistakes_carryTheirPlaceAndTheWayOut(String constraint, int position, String message) {
    assertThatThrownBy(() -> space(constraint))
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessage(
            "constraints[0]: "
                + message
                + "\n  "
                + constraint
                + "\n  "
                + " ".repeat(position)
                + "^");
  }

  @Test
  void equality_isByText() {
    assertThat(Constraint.parse("a = 1")).isEqualTo(Constraint.parse("a = 1")).hasToString("a = 1");
    assertThat(Constraint.parse("a = 1")).isNotEqualTo(Constraint.parse("a = 2"));
  }
}
