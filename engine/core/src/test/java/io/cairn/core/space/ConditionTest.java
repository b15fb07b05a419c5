package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void anyNestedConditions_meanWhatANaiveReadingSays() {
    int accepted = 0;
    for (long seed = 0; seed < 600; seed++) {
      RandomSpace drawn = RandomSpace.of(seed);
      Set<Map<String, Object>> expected = drawn.enumerate();
      Set<String> reached =
          expected.stream().flatMap(values -> values.keySet().stream()).collect(Collectors.toSet());
      SearchSpace space;
      try {
        space = new SearchSpace(drawn.parameters(), drawn.conditions(), List.of());
      } catch (InvalidSpaceException neverHolds) {
        assertThat(reached.size()).as("seed %d", seed).isLessThan(drawn.parameters().size());
        continue;
      }
      accepted++;
      assertThat(reached).as("seed %d", seed).hasSize(drawn.parameters().size());
      List<Map<String, Object>> grid = new ArrayList<>();
      space.grid(100).forEachRemaining(configuration -> grid.add(configuration.values()));
      assertThat(grid).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(new LinkedHashSet<>(grid)).as("seed %d", seed).isEqualTo(expected);
      assertThat(space.cardinality()).as("seed %d", seed).hasValue(expected.size());
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 10; i++) {
        Configuration configuration = space.sample(random).orElseThrow();
        assertThat(expected).as("seed %d", seed).contains(configuration.values());
        assertThat(space.decode(space.encode(configuration)))
            .as("seed %d", seed)
            .isEqualTo(configuration);
        assertThat(space.configuration(configuration.values()))
            .as("seed %d", seed)
            .isEqualTo(configuration);
        assertThat(space.resolve(configuration.codes()))
            .as("seed %d", seed)
            .isEqualTo(configuration);
      }
    }
    assertThat(accepted).isGreaterThan(200);
  }

  @Test
  void not_onAnInactiveParent_isFalseToo() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new BooleanParameter("a"), new BooleanParameter("b"), new BooleanParameter("c")),
            Map.of(
                "b", new Condition.Equals("a", true),
                "c", new Condition.Not(new Condition.Equals("b", true))),
            List.of());
    assertThat(space.decode(new double[] {0, 0, 0})).hasToString("{a=false}");
    assertThat(space.decode(new double[] {1, 0, 0})).hasToString("{a=true, b=false, c=false}");
    assertThat(space.decode(new double[] {1, 1, 0})).hasToString("{a=true, b=true}");
  }

  @Test
  void range_onEveryNumericKind_respectsItsEnds() {
    RealParameter real = new RealParameter("p", -1, 1, Scale.LINEAR, NONE);
    assertActive(
        real, new Condition.Range("p", OptionalDouble.of(0), NONE, false, false), 0.0, false);
    assertActive(
        real, new Condition.Range("p", OptionalDouble.of(0), NONE, true, false), 0.0, true);
    assertActive(
        real,
        new Condition.Range("p", OptionalDouble.of(0), NONE, false, false),
        Double.MIN_VALUE,
        true);
    assertActive(real, new Condition.Not(new Condition.Equals("p", 0)), -0.0, false);
    assertActive(real, new Condition.Not(new Condition.Equals("p", 0)), -Double.MIN_VALUE, true);
    assertActive(
        real, new Condition.Range("p", NONE, OptionalDouble.of(0.5), true, true), 0.5, true);
    IntegerParameter integer = new IntegerParameter("p", -5, 5, Scale.LINEAR, 1);
    assertActive(
        integer, new Condition.Range("p", OptionalDouble.of(1.5), NONE, false, false), 2, true);
    assertActive(
        integer, new Condition.Range("p", OptionalDouble.of(2), NONE, false, false), 2, false);
    assertActive(
        integer, new Condition.Range("p", NONE, OptionalDouble.of(-1), true, false), -1, false);
    assertActive(
        integer, new Condition.Range("p", NONE, OptionalDouble.of(-1), true, true), -1, true);
    OrdinalParameter ordinal = new OrdinalParameter("p", List.of(64, 32, 16));
    assertActive(
        ordinal, new Condition.Range("p", OptionalDouble.of(32), NONE, true, false), 64, true);
    assertActive(
        ordinal, new Condition.Range("p", OptionalDouble.of(32), NONE, true, false), 16, false);
  }

  private static void assertActive(
      Parameter parent, Condition condition, Object value, boolean active) {
    SearchSpace space =
        new SearchSpace(
            List.of(parent, new BooleanParameter("child")), Map.of("child", condition), List.of());
    long code = parent.code(value).orElseThrow();
    assertThat(space.resolve(new long[] {code, Parameter.INACTIVE}).isActive(1))
        .as("%s when %s", value, condition)
        .isEqualTo(active);
  }

  @Test
  void integerRange_beyondLongs_neverOverflows() {
    IntegerParameter wide =
        new IntegerParameter("p", Long.MIN_VALUE + 1, Long.MAX_VALUE, Scale.LINEAR, 1);
    assertActive(
        wide,
        new Condition.Range("p", OptionalDouble.of(-1e300), NONE, true, false),
        Long.MIN_VALUE + 1,
        true);
    assertActive(
        wide,
        new Condition.Range("p", NONE, OptionalDouble.of(1e300), true, true),
        Long.MAX_VALUE,
        true);
    assertActive(
        wide, new Condition.Not(new Condition.Equals("p", Long.MAX_VALUE)), Long.MAX_VALUE, false);
    assertThatThrownBy(
            () ->
                assertActive(
                    wide,
                    new Condition.Range("p", OptionalDouble.of(1e300), NONE, true, false),
                    1,
                    true))
        .hasMessageContaining("can never hold");
  }

  @Test
  void mistakes_ofOneCondition_areAllReported() {
    Condition condition =
        new Condition.AllOf(
            List.of(
                new Condition.Equals("opt", "adm"),
                new Condition.In("opt", List.of()),
                new Condition.Range("opt", OptionalDouble.of(1), NONE, true, true),
                new Condition.Range("n", NONE, NONE, true, true),
                new Condition.Range("n", OptionalDouble.of(Double.NaN), NONE, true, true),
                new Condition.AnyOf(List.of()),
                new Condition.Equals("optt", 1)));
    InvalidSpaceException refused =
        catchThrowableOfType(
            InvalidSpaceException.class,
            () ->
                new SearchSpace(
                    List.of(
                        new CategoricalParameter("opt", List.of("sgd", "adam")),
                        new IntegerParameter("n", 1, 2, Scale.LINEAR, 1),
                        new BooleanParameter("c")),
                    Map.of("c", condition),
                    List.of()));
    assertThat(refused.problems()).allMatch(problem -> problem.path().equals("space.c.when"));
    assertThat(refused.problems())
        .extracting(Problem::message)
        .containsExactly(
            "adm is no value of opt, which is one of [sgd, adam]; correct it",
            "opt in [] can never hold; list at least one value",
            "a range needs a numeric parent, but opt is one of [sgd, adam]; list its values instead",
            "a range of n needs a bound; give min or max",
            "the bounds of a range of n must be finite; leave out an open end",
            "'any' of no condition says nothing; list at least one condition or leave it out",
            "'optt' is no parameter of this space; did you mean 'opt'?");
  }

  @Test
  void contradiction_acrossSeveralParents_isReportedOnce() {
    InvalidSpaceException refused =
        catchThrowableOfType(
            InvalidSpaceException.class,
            () ->
                new SearchSpace(
                    List.of(
                        new CategoricalParameter("kind", List.of("svm", "tree")),
                        new CategoricalParameter("kernel", List.of("rbf", "linear")),
                        new RealParameter("gamma", 0, 1, Scale.LINEAR, NONE),
                        new BooleanParameter("fine")),
                    Map.of(
                        "kernel", new Condition.Equals("kind", "svm"),
                        "gamma",
                            new Condition.AllOf(
                                List.of(
                                    new Condition.Equals("kernel", "rbf"),
                                    new Condition.Equals("kind", "tree"))),
                        "fine",
                            new Condition.Range("gamma", OptionalDouble.of(0.5), NONE, true, true)),
                    List.of()));
    assertThat(refused.problems()).extracting(Problem::path).containsExactly("space.gamma.when");
    assertThat(refused.problems().get(0).message()).contains("can never hold");
  }
}
