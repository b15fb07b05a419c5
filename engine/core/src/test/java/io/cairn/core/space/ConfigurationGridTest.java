package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationGridTest {
  private static List<Object> levels(Parameter parameter, int levels) {
    List<Object> values = new ArrayList<>();
    new SearchSpace(List.of(parameter), Map.of(), List.of())
        .grid(levels)
        .forEachRemaining(configuration -> values.add(configuration.value(0)));
    return values;
  }

  @Test
  void levels_areEqualStepsOfTheScaleWithBothEnds() {
    assertThat(levels(new RealParameter("x", -1, 1, Scale.LINEAR, OptionalDouble.empty()), 5))
        .containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
    List<Object> log =
        levels(new RealParameter("x", 1e-4, 1, Scale.LOG, OptionalDouble.empty()), 3);
    assertThat(log).hasSize(3).startsWith(1e-4).endsWith(1.0);
    assertThat((Double) log.get(1))
        .isCloseTo(1e-2, org.assertj.core.data.Percentage.withPercentage(1e-10));
    assertThat(levels(new RealParameter("x", 0, 4, Scale.LINEAR, OptionalDouble.empty()), 1))
        .containsExactly(2.0);
    assertThat(levels(new RealParameter("x", 3, 3, Scale.LINEAR, OptionalDouble.empty()), 4))
        .containsExactly(3.0);
  }

  @Test
  void integers_areThinnedOnlyWhenWider() {
    assertThat(levels(new IntegerParameter("n", 1, 4, Scale.LINEAR, 1), 4))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(levels(new IntegerParameter("n", 0, 100, Scale.LINEAR, 1), 3))
        .containsExactly(0L, 50L, 100L);
    assertThat(levels(new IntegerParameter("n", 10, 1000, Scale.LINEAR, 50), 3))
        .containsExactly(10L, 510L, 960L);
    assertThat(levels(new IntegerParameter("n", 1, 100, Scale.LOG, 1), 3))
        .containsExactly(1L, 10L, 100L);
    assertThat(levels(new IntegerParameter("n", 1, 9, Scale.LOG, 1), 8))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 9L);
    assertThat(
            levels(
                new IntegerParameter("n", Long.MIN_VALUE + 1, Long.MAX_VALUE, Scale.LINEAR, 1), 3))
        .containsExactly(Long.MIN_VALUE + 1, 0L, Long.MAX_VALUE);
    assertThat(levels(new RealParameter("q", 0, 1, Scale.LINEAR, OptionalDouble.of(0.01)), 3))
        .containsExactly(0.0, 0.5, 1.0);
    assertThat(levels(new OrdinalParameter("o", List.of(1, 2, 3, 4)), 2)).hasSize(4);
  }

  @Test
  void constraints_leaveExactlyTheFeasible() {
    SearchSpace space = SearchSpaceTest.churn();
    SearchSpace free =
        new SearchSpace(
            space.parameters(), Map.of("drop-rate", space.condition(4).orElseThrow()), List.of());
    Set<Map<String, Object>> expected = new LinkedHashSet<>();
    free.grid(4)
        .forEachRemaining(
            configuration -> {
              if (space.satisfies(configuration)) {
                expected.add(configuration.values());
              }
            });
    List<Map<String, Object>> found = new ArrayList<>();
    space.grid(4).forEachRemaining(configuration -> found.add(configuration.values()));
    assertThat(found).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Test
  void impossibleConstraint_onAHugeGrid_endsAtOnce() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new IntegerParameter("n", 1, 5, Scale.LINEAR, 1));
    for (int i = 0; i < 50; i++) {
      parameters.add(new BooleanParameter("b" + i));
    }
    SearchSpace space = new SearchSpace(parameters, Map.of(), List.of(Constraint.parse("n > 5")));
    Iterator<Configuration> grid = space.grid(10);
    assertThat(grid.hasNext()).isFalse();
    assertThatThrownBy(grid::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void noLevels_isRefused() {
    assertThatThrownBy(() -> SearchSpaceTest.churn().grid(0))
        .hasMessage("levels = 0 must be at least 1; raise it");
  }
}
