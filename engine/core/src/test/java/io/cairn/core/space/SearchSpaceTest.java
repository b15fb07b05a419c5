package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  /** The space of the example sweep file. */
  static SearchSpace churn() {
    return new SearchSpace(
        List.of(
            new RealParameter("trees-share", 0.1, 1.0, Scale.LINEAR, OptionalDouble.empty()),
            new RealParameter("shrinkage", 0.001, 1.0, Scale.LOG, OptionalDouble.empty()),
            new IntegerParameter("depth", 1, 15, Scale.LINEAR, 1),
            new CategoricalParameter("booster", List.of("gbtree", "dart")),
            new RealParameter("drop-rate", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
            new OrdinalParameter("batch", List.of(16, 32, 64, 128))),
        Map.of("drop-rate", new Condition.In("booster", List.of("dart"))),
        List.of(
            Constraint.parse("depth * 2 <= batch"),
            Constraint.parse("not (booster = dart and depth > 10)"),
            Constraint.parse("drop-rate <= 0.5")));
  }

  static Map<String, Object> values(Object... pairs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }

  @Test
  void sample_satisfiesConstraintsAndConditions() {
    SearchSpace space = churn();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      Configuration configuration = space.sample(random).orElseThrow();
      Map<String, Object> values = configuration.values();
      long depth = (Long) values.get("depth");
      assertThat(depth * 2).isLessThanOrEqualTo((Long) values.get("batch"));
      assertThat(values.containsKey("drop-rate")).isEqualTo(values.get("booster").equals("dart"));
      if (values.get("booster").equals("dart")) {
        assertThat(depth).isLessThanOrEqualTo(10);
        assertThat((Double) values.get("drop-rate")).isLessThanOrEqualTo(0.5);
      }
      assertThat(space.configuration(values)).isEqualTo(configuration);
    }
  }

  @Test
  void sample_ofAnImpossibleConstraint_isEmpty() {
    SearchSpace space =
        new SearchSpace(
            List.of(new IntegerParameter("a", 1, 9, Scale.LINEAR, 1)),
            Map.of(),
            List.of(Constraint.parse("a > 9")));
    assertThat(space.sample(new SplittableRandom(1))).isEmpty();
  }

  @Test
  void sample_ofOneSeed_isReproducible() {
    SearchSpace space = churn();
    assertThat(space.sample(new SplittableRandom(7)))
        .isEqualTo(space.sample(new SplittableRandom(7)));
  }

  @Test
  void unitAndValues_leadBackToTheSameConfiguration() {
    SearchSpace space = churn();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100_000; i++) {
      Configuration configuration = space.sample(random).orElseThrow();
      double[] unit = space.encode(configuration);
      boolean same =
          Double.isNaN(unit[4]) == !configuration.isActive(4)
              && space.decode(unit).equals(configuration)
              && space.configuration(configuration.values()).equals(configuration);
      if (!same) {
        throw new AssertionError("seed 2, sample %d: %s".formatted(i, configuration));
      }
    }
  }

  @Test
  void decode_ofWrongLengthOrNaN_isRefused() {
    SearchSpace space = churn();
    assertThatThrownBy(() -> space.decode(new double[2]))
        .hasMessageContaining("2 numbers must have one for each of the 6 parameters");
    double[] unit = {0.5, Double.NaN, 0.5, 0.5, 0.5, 0.5};
    assertThatThrownBy(() -> space.decode(unit)).hasMessageContaining("unit of shrinkage is NaN");
  }

  @Test
  void toString_isCanonical() {
    Configuration configuration =
        churn()
            .configuration(
                values(
                    "trees-share",
                    1,
                    "shrinkage",
                    0.01,
                    "depth",
                    3.0,
                    "booster",
                    "gbtree",
                    "batch",
                    16L));
    assertThat(configuration)
        .hasToString("{trees-share=1.0, shrinkage=0.01, depth=3, booster=gbtree, batch=16}");
    assertThat(configuration.values().get("depth")).isEqualTo(3L);
    assertThatThrownBy(() -> configuration.value(4)).isInstanceOf(IllegalStateException.class);
    assertThat(configuration.value("drop-rate")).isEmpty();
    assertThat(configuration.value("depth")).contains(3L);
  }

  @Test
  void configuration_withMistakes_listsEveryOne() {
    InvalidConfigurationException refused =
        catchThrowableOfType(
            InvalidConfigurationException.class,
            () ->
                churn()
                    .configuration(
                        values(
                            "shrinkage",
                            2,
                            "depht",
                            3,
                            "depth",
                            12,
                            "booster",
                            "gbtree",
                            "drop-rate",
                            0.1,
                            "batch",
                            16)));
    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "depht: is no parameter of this space; did you mean 'depth'?",
            "trees-share: is missing; give a real in [0.1, 1.0]",
            "shrinkage: 2 must be a real in [0.001, 1.0]; correct the value",
            "drop-rate: is given but inactive for these values; remove it or change its parents",
            "constraints: violates depth * 2 <= batch; change one of its values");
  }

  @Test
  void configuration_withABadParent_doesNotComplainAboutItsChildren() {
    InvalidConfigurationException refused =
        catchThrowableOfType(
            InvalidConfigurationException.class,
            () ->
                churn()
                    .configuration(
                        values(
                            "trees-share",
                            1,
                            "shrinkage",
                            0.1,
                            "depth",
                            1,
                            "booster",
                            "drat",
                            "drop-rate",
                            0.1,
                            "batch",
                            16)));
    assertThat(refused.problems()).extracting(Problem::path).containsExactly("booster");
  }

  @Test
  void resolve_fillsTheActiveAndClearsTheInactive() {
    SearchSpace space = churn();
    long[] codes = space.decode(new double[] {.5, .5, .5, .9, .25, .5}).codes();
    codes[3] = 0;
    Configuration withoutRate = space.resolve(codes);
    assertThat(withoutRate.isActive(4)).isFalse();
    long[] back = withoutRate.codes();
    back[3] = 1;
    assertThat(space.resolve(back).value(4)).isEqualTo(0.5);
  }

  @Test
  void problems_ofASpace_areAllReported() {
    InvalidSpaceException refused =
        catchThrowableOfType(
            InvalidSpaceException.class,
            () ->
                new SearchSpace(
                    List.of(
                        new BooleanParameter("a"),
                        new BooleanParameter("a"),
                        new CategoricalParameter("opt", List.of("sgd", "adam")),
                        new IntegerParameter("b.c", 1, 3, Scale.LINEAR, 1),
                        new BooleanParameter("x"),
                        new BooleanParameter("y")),
                    Map.of(
                        "b.c", new Condition.Equals("opt", "sdg"),
                        "x", new Condition.Equals("y", true),
                        "y", new Condition.Equals("x", true),
                        "z", new Condition.Equals("x", true)),
                    List.of(Constraint.parse("opt < 3"), Constraint.parse("b.c <= n"))));
    assertThat(refused.problems())
        .extracting(Problem::path)
        .containsExactly(
            "space.a",
            "space.\"b.c\".when",
            "space.z.when",
            "constraints[0]",
            "constraints[1]",
            "space.x.when");
    assertThat(refused.problems().get(5).message()).contains("(x -> y -> x)");
  }

  @Test
  void cycle_throughSeveralParameters_isNamed() {
    assertThatThrownBy(
            () ->
                new SearchSpace(
                    List.of(
                        new BooleanParameter("a"),
                        new BooleanParameter("b"),
                        new BooleanParameter("c"),
                        new BooleanParameter("behind")),
                    Map.of(
                        "a", new Condition.Not(new Condition.Equals("c", true)),
                        "b", new Condition.Equals("a", true),
                        "c", new Condition.Equals("b", true),
                        "behind", new Condition.Equals("c", true)),
                    List.of()))
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessage(
            "space.a.when: conditions depend on each other in a circle (a -> c -> b -> a); remove one of them");
  }

  @Test
  void condition_onItself_isACycle() {
    assertThatThrownBy(
            () ->
                new SearchSpace(
                    List.of(new BooleanParameter("a")),
                    Map.of("a", new Condition.Equals("a", true)),
                    List.of()))
        .hasMessageContaining("(a -> a)");
  }

  @Test
  void equality_isByDeclaration() {
    assertThat(churn()).isEqualTo(churn()).hasSameHashCodeAs(churn());
    assertThat(churn())
        .isNotEqualTo(new SearchSpace(List.of(new BooleanParameter("a")), Map.of(), List.of()));
  }
}
