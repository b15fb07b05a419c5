package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  @Test
  void longCurve_staysWithinItsLimitAndSpreadsEvenly() {
    for (int limit : new int[] {8, 9, 50, 200}) {
      for (int reports : new int[] {1, 2, 7, 8, 9, 10, 99, 100, 1_000, 12_345}) {
        LearningCurve curve = new LearningCurve(limit);
        for (int i = 1; i <= reports; i++) {
          curve.add(i, -i);
        }
        String what = limit + " of " + reports;
        assertThat(curve.size()).as(what).isLessThanOrEqualTo(limit);
        assertThat(curve.size()).as(what).isGreaterThanOrEqualTo(Math.min(reports, limit / 2));
        assertThat(curve.reports()).as(what).isEqualTo(reports);
        assertThat(curve.resource(0)).as(what).isEqualTo(1);
        assertThat(curve.resource(curve.size() - 1)).as(what).isEqualTo(reports);
        double step = curve.size() > 2 ? curve.resource(1) - curve.resource(0) : 1;
        for (int i = 0; i < curve.size(); i++) {
          assertThat(curve.value(i)).as(what).isEqualTo(-curve.resource(i));
          if (i > 0 && i < curve.size() - 1) {
            assertThat(curve.resource(i) - curve.resource(i - 1)).as(what).isEqualTo(step);
          }
        }
      }
    }
  }

  @Test
  void repeatedResources_areLeftOut() {
    LearningCurve curve = new LearningCurve(8);
    curve.add(1, 10);
    curve.add(2, 20);
    curve.add(1, 11);
    curve.add(2, 21);
    curve.add(3, 30);
    curve.add(Double.NaN, 0);
    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.value(1)).isEqualTo(20);
  }

  @Test
  void nonFiniteValues_areKept() {
    LearningCurve curve = new LearningCurve(8);
    curve.add(1, Double.NaN);
    assertThat(curve.value(0)).isNaN();
  }

  @Test
  void anyReports_riseInResource() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      LearningCurve curve = new LearningCurve(8 + random.nextInt(20));
      for (int i = 0; i < 300; i++) {
        curve.add(random.nextInt(200), i);
      }
      for (int i = 1; i < curve.size(); i++) {
        assertThat(curve.resource(i)).as("seed %d", seed).isGreaterThan(curve.resource(i - 1));
      }
    }
  }
}
