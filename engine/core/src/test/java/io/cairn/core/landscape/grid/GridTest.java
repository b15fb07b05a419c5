package io.cairn.core.landscape.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final List<String> THREE = List.of("a", "b", "c");

  private static Set<Long> neighbours(Grid grid, long code) {
    Neighbours reader = grid.neighbours();
    int count = reader.visit(code);
    Set<Long> found = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      assertThat(found.add(reader.code(i))).as("neighbour %d of %d comes once", i, code).isTrue();
    }
    assertThat(grid.degree(code)).isEqualTo(count);
    return found;
  }

  @Test
  void plainGrid_neighboursAreTheNodesAtDistanceOne() {
    for (long seed = 0; seed < 40; seed++) {
      Grid grid = RandomGrid.plain(seed, 4, 5);
      assertThat(grid.nodes()).hasValue(grid.codes());
      int[] levels = new int[grid.dimensions()];
      for (long code = 0; code < grid.codes(); code += 1 + grid.codes() / 50) {
        assertThat(grid.code(grid.levels(code, levels))).isEqualTo(code);
        Set<Long> expected = new TreeSet<>();
        for (long other = 0; other < grid.codes(); other++) {
          if (RandomGrid.distance(grid, code, other) == 1) {
            expected.add(other);
          }
          assertThat(grid.distance(code, other)).isEqualTo(RandomGrid.distance(grid, code, other));
        }
        assertThat(neighbours(grid, code))
            .as("seed %d, %s, %d", seed, grid, code)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void ordinalAxis_topLevelIsReachedAndLeft() {
    Grid grid = Grid.of(List.of(GridAxis.ordinal("depth", THREE)));
    assertThat(neighbours(grid, 0)).containsExactly(1L);
    assertThat(neighbours(grid, 1)).containsExactly(0L, 2L);
    assertThat(neighbours(grid, 2)).containsExactly(1L);
  }

  @Test
  void stringOrdinal_keepsTheDeclaredOrder() {
    GridAxis batch = GridAxis.ordinal("batch", List.of("8", "16", "128"));
    assertThat(batch.level("128")).isEqualTo(2);
    assertThat(Grid.of(List.of(batch)).distance(1, 2)).isEqualTo(1);
    SearchSpace space =
        new SearchSpace(
            List.of(new OrdinalParameter("batch", List.of("8", "16", "128"))), Map.of(), List.of());
    assertThat(Grid.of(space, 2).axes()).containsExactly(batch);
  }

  @Test
  void levelThatNothingWasMeasuredAt_staysBetweenItsNeighbours() {
    Grid grid = Grid.of(List.of(GridAxis.ordinal("x", THREE)));
    GridLandscape landscape =
        new GridLandscapeBuilder(grid).add(new int[] {0}, 1).add(new int[] {2}, 2).build();
    assertThat(landscape.grid().distance(0, 2)).isEqualTo(2);
    assertThat(neighbours(landscape.grid(), 0)).doesNotContain(2L);
  }

  @Test
  void gridOfASpace_followsTheSpacesOwnGrid() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new RealParameter("lr", 0.5, 2, Scale.LINEAR, OptionalDouble.empty()),
                new ConstantParameter("epochs", 3),
                new IntegerParameter("depth", 1, 3, Scale.LINEAR, 1),
                new BooleanParameter("nesterov")),
            Map.of(),
            List.of());
    Grid grid = Grid.of(space, 4);
    assertThat(grid.axes())
        .containsExactly(
            GridAxis.ordinal("lr", List.of("0.5", "1.0", "1.5", "2.0")),
            GridAxis.ordinal("depth", List.of("1", "2", "3")),
            GridAxis.categorical("nesterov", List.of("false", "true")));
    assertThat(grid.plain()).isTrue();
    long[] next = {0};
    space
        .grid(4)
        .forEachRemaining(
            configuration -> {
              assertThat(grid.codeOf(configuration)).hasValue(next[0]);
              assertThat(grid.configuration(next[0]++)).isEqualTo(configuration);
            });
    assertThat(next[0]).isEqualTo(grid.codes());
    Configuration between = space.configuration(Map.of("lr", 0.7, "depth", 1, "nesterov", false));
    assertThat(grid.codeOf(between)).isEmpty();
  }

  @Test
  void conditionalGrid_neighboursFollowTheRule() {
    for (long seed = 0; seed < 150; seed++) {
      SearchSpace space = RandomGrid.conditionalSpace(seed);
      Grid grid = Grid.of(space, 3);
      List<Configuration> nodes = RandomGrid.configurations(space, 3);
      assertThat(grid.nodes()).as("seed %d", seed).hasValue(nodes.size());
      for (Configuration node : nodes) {
        long code = grid.codeOf(node).orElseThrow();
        assertThat(grid.contains(code)).isTrue();
        assertThat(grid.configuration(code)).isEqualTo(node);
        Set<Long> expected = new TreeSet<>();
        for (Configuration other : nodes) {
          if (RandomGrid.step(grid, node, other) || RandomGrid.step(grid, other, node)) {
            expected.add(grid.codeOf(other).orElseThrow());
          }
        }
        assertThat(neighbours(grid, code)).as("seed %d, %s", seed, node).isEqualTo(expected);
        assertThat(expected).allSatisfy(to -> assertThat(grid.distance(code, to)).isEqualTo(1));
      }
    }
  }

  @Test
  void constrainedGrid_hasOnlyNodesThatSatisfyTheConstraints() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("a", 1, 3, Scale.LINEAR, 1),
                new IntegerParameter("b", 1, 3, Scale.LINEAR, 1)),
            Map.of(),
            List.of(Constraint.parse("a <= b")));
    Grid grid = Grid.of(space, 5);
    assertThat(grid.plain()).isFalse();
    assertThat(grid.nodes()).hasValue(6);
    assertThat(grid.contains(grid.code(1, 0))).isFalse();
    assertThat(neighbours(grid, grid.code(1, 1))).containsExactly(grid.code(0, 1), grid.code(1, 2));
    assertThat(grid.neighbourRule()).isEqualTo("one-step");
  }

  @Test
  void badDeclarations_areRefused() {
    assertThatThrownBy(() -> GridAxis.ordinal("x", List.of()))
        .hasMessageContaining("'x' has no level");
    assertThatThrownBy(() -> GridAxis.ordinal("x", List.of("1", "1")))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> GridAxis.ordinal("x", THREE).level("d"))
        .hasMessageContaining("'d' is no level of the axis 'x'");
    GridAxis axis = GridAxis.ordinal("x", THREE);
    assertThatThrownBy(() -> Grid.of(List.of(axis, axis))).hasMessageContaining("distinct names");
    assertThatThrownBy(() -> Grid.of(List.of(axis)).code(3)).hasMessageContaining("from 0 to 2");
    assertThatThrownBy(() -> Grid.of(List.of(axis)).code(0, 0))
        .hasMessageContaining("one for each");
  }

  @Test
  void gridTooLargeForCodes_isRefused_andAHugeOneWorks() {
    List<String> labels = java.util.stream.IntStream.range(0, 64).mapToObj(i -> "" + i).toList();
    List<GridAxis> ten =
        java.util.stream.IntStream.range(0, 10)
            .mapToObj(i -> GridAxis.ordinal("p" + i, labels))
            .toList();
    Grid huge = Grid.of(ten);
    assertThat(huge.codes()).isEqualTo(1L << 60);
    long last = huge.codes() - 1;
    assertThat(huge.levels(last, new int[10])).containsOnly(63);
    assertThat(neighbours(huge, last)).hasSize(10);
    List<GridAxis> eleven =
        java.util.stream.IntStream.range(0, 11)
            .mapToObj(i -> GridAxis.ordinal("p" + i, labels))
            .toList();
    assertThatThrownBy(() -> Grid.of(eleven)).hasMessageContaining("2^63");
  }

  @Test
  void gridWithoutAxes_hasOneNode() {
    Grid grid = Grid.of(List.of());
    assertThat(grid.nodes()).hasValue(1);
    assertThat(grid.code()).isZero();
    assertThat(neighbours(grid, 0)).isEmpty();
  }
}
