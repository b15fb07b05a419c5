package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

  private static final Objective UP = new Objective("acc", Objective.Direction.MAXIMIZE);
  private static final Objective DOWN = new Objective("loss", Objective.Direction.MINIMIZE);

  @Test
  void nonFinite_isWorseThanEveryFiniteValueInBothDirections() {
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(UP.loss(value)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(DOWN.loss(value)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(UP.reaches(value, -1e300)).isFalse();
      assertThat(DOWN.reaches(value, 1e300)).isFalse();
    }
    assertThat(DOWN.loss(Double.MAX_VALUE)).isLessThan(Double.POSITIVE_INFINITY);
  }

  @Test
  void loss_andMetricValue_areInverse() {
    for (double value : new double[] {0.0, -0.0, 1.5, -2e-300, 1e300}) {
      assertThat(UP.metricValue(UP.loss(value)) == value).isTrue();
      assertThat(DOWN.metricValue(DOWN.loss(value)) == value).isTrue();
    }
    assertThat(Double.doubleToRawLongBits(UP.loss(0.0))).isZero();
    assertThat(Double.doubleToRawLongBits(DOWN.loss(-0.0))).isZero();
  }

  @Test
  void target_isReachedAtEquality() {
    assertThat(UP.reaches(0.97, 0.97)).isTrue();
    assertThat(UP.reaches(0.969, 0.97)).isFalse();
    assertThat(DOWN.reaches(0.1, 0.1)).isTrue();
    assertThat(DOWN.reaches(0.11, 0.1)).isFalse();
  }

  @Test
  void blankMetric_isRefused() {
    assertThatThrownBy(() -> new Objective(" ", Objective.Direction.MINIMIZE))
        .hasMessageContaining("metric");
  }
}
