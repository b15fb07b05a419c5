package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new ConstantParameter("k", "fixed"),
              new CategoricalParameter("kind", List.of("a", "b", "c")),
              new RealParameter("x", 1, 100, Scale.LOG, OptionalDouble.empty()),
              new BooleanParameter("flag"),
              new CategoricalParameter("sub", List.of("p", "q"))),
          Map.of("x", new Condition.Equals("kind", "b"), "sub", new Condition.Equals("kind", "a")),
          List.of());

  private final Encoding encoding = Encoding.of(SPACE);

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += (a[p] - b[p]) * (a[p] - b[p]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void size_isOneForANumberAndOneForEachCategory() {
    assertThat(encoding.size()).isEqualTo(3 + 1 + 2 + 2);
    int[] axes = new int[encoding.size()];
    for (int p = 0; p < axes.length; p++) {
      axes[p] = encoding.axis(p);
    }
    assertThat(axes).containsExactly(0, 0, 0, 1, 2, 2, 3, 3);
  }

  @Test
  void of_activeAndInactive_areAsDocumented() {
    Configuration b = SPACE.configuration(Map.of("kind", "b", "x", 10.0, "flag", true));
    double[] vector = encoding.of(b);
    assertThat(vector).hasSize(8);
    assertThat(new double[] {vector[0], vector[1], vector[2]}).containsExactly(0, 0.7, 0);
    assertThat(vector[3]).as("x, the middle on a log scale").isCloseTo(0.5, within(1e-12));
    assertThat(new double[] {vector[4] + vector[5], vector[4] * vector[5]}).containsExactly(0.7, 0);
    assertThat(new double[] {vector[6], vector[7]}).as("sub is inactive").containsExactly(0, 0);

    double[] other = encoding.of(SPACE.configuration(Map.of("kind", "c", "flag", true)));
    assertThat(other[3]).as("x is inactive").isEqualTo(0.5);
    double[] end = encoding.of(SPACE.configuration(Map.of("kind", "b", "x", 100.0, "flag", true)));
    assertThat(end[3]).isEqualTo(1);
  }

  @Test
  void of_twoCategories_areEquallyFarApart_aboutAsTheEndsOfANumber() {
    double[] a = encoding.of(SPACE.configuration(Map.of("kind", "c", "flag", true)));
    double[] b = encoding.of(SPACE.configuration(Map.of("kind", "c", "flag", false)));
    double apart = distance(a, b);
    assertThat(apart).isBetween(0.95, 1.0);

    SearchSpace many =
        new SearchSpace(
            List.of(new CategoricalParameter("kind", List.of("a", "b", "c", "d", "e"))),
            Map.of(),
            List.of());
    Encoding of = Encoding.of(many);
    List<String> names = List.of("a", "b", "c", "d", "e");
    for (String one : names) {
      for (String two : names) {
        double d =
            distance(
                of.of(many.configuration(Map.of("kind", one))),
                of.of(many.configuration(Map.of("kind", two))));
        assertThat(d).as(one + two).isCloseTo(one.equals(two) ? 0 : apart, within(1e-12));
      }
    }
  }

  @Test
  void of_differentConfigurations_areDifferentVectors() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      Configuration one = SPACE.sample(random).orElseThrow();
      Configuration two = SPACE.sample(random).orElseThrow();
      assertThat(distance(encoding.of(one), encoding.of(two)) > 0)
          .as("%s and %s", one, two)
          .isEqualTo(!one.equals(two));
    }
  }

  @Test
  void constantsOnly_hasNoCoordinates() {
    SearchSpace constant =
        new SearchSpace(List.of(new ConstantParameter("k", 1)), Map.of(), List.of());
    Encoding of = Encoding.of(constant);
    assertThat(of.size()).isZero();
    assertThat(of.of(constant.configuration(Map.of("k", 1)))).isEmpty();
  }
}
