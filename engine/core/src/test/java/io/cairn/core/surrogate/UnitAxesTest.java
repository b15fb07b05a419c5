package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnitAxesTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new ConstantParameter("k", "fixed"),
              new CategoricalParameter("kind", List.of("a", "b", "c")),
              new RealParameter("x", 0, 10, Scale.LINEAR, OptionalDouble.empty()),
              new BooleanParameter("flag"),
              new OrdinalParameter("size", List.of("s", "m", "l")),
              new IntegerParameter("one", 4, 4, Scale.LINEAR, 1)),
          Map.of("x", new Condition.Equals("kind", "b")),
          List.of());

  private final UnitAxes axes = UnitAxes.of(SPACE);

  @Test
  void of_leavesOutWhatCannotVary() {
    assertThat(axes.axes())
        .containsExactly(
            new Axis.Categorical(3, false),
            new Axis.Numeric(true),
            new Axis.Categorical(2, false),
            new Axis.Numeric(false));
  }

  @Test
  void configuration_ofThePointOfAConfiguration_isThatConfiguration() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      Configuration one = SPACE.sample(random).orElseThrow();
      double[] point = axes.point(one);
      assertThat(Double.isNaN(point[1])).isEqualTo(!one.values().containsKey("x"));
      assertThat(axes.configuration(point, random)).isEqualTo(one);
    }
  }

  @Test
  void configuration_noOpinionOnAnActiveParameter_isDrawn() {
    double[] point = {0.5, Double.NaN, 0.1, 0.1};
    SplittableRandom random = new SplittableRandom(2);
    Configuration one = axes.configuration(point, random);
    Configuration two = axes.configuration(point, random);
    assertThat(one.values()).containsKey("x");
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void distance_isRootMeanSquareWithCategoriesAndActivityOneApart() {
    double[] a = {0.1, Double.NaN, 0.1, 0.2};
    double[] b = {0.9, 0.5, 0.2, 0.6};
    assertThat(axes.distance(a, a)).isZero();
    assertThat(axes.distance(a, b)).isCloseTo(Math.sqrt((1 + 1 + 0 + 0.16) / 4), within(1e-12));
    assertThat(axes.distance(b, a)).isEqualTo(axes.distance(a, b));
  }
}
