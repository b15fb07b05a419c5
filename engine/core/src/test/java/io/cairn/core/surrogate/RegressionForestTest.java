package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegressionForestTest {
  private static final List<Axis> AXES =
      List.of(new Axis.Numeric(false), new Axis.Numeric(true), new Axis.Categorical(3, false));

  private static double[][] points(int count, SplittableRandom random) {
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      double child = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
      points[i] = new double[] {random.nextDouble(), child, (random.nextInt(3) + 0.5) / 3};
    }
    return points;
  }

  private static double target(double[] point) {
    double child = Double.isNaN(point[1]) ? 2 : point[1];
    return (point[0] > 0.4 ? 1 : 0) + child + (point[2] > 0.3 && point[2] < 0.6 ? 3 : 0);
  }

  private static double[] targets(double[][] points) {
    double[] targets = new double[points.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = target(points[i]);
    }
    return targets;
  }

  @Test
  void categoriesAndInactive_arePredictedApart() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] points = points(1_500, random);
    RegressionForest forest =
        RegressionForest.fit(AXES, points, targets(points), ForestSettings.standard(), 1);
    assertThat(forest.outOfBagR2()).isGreaterThan(0.97);
    for (double[] point : points(200, random)) {
      assertThat(forest.predict(point)).isCloseTo(target(point), within(0.6));
    }
  }

  @Test
  void sameSeed_givesTheSameForest_andAnotherSeedAnother() {
    double[][] points = points(200, new SplittableRandom(5));
    double[] targets = targets(points);
    ForestSettings settings = ForestSettings.standard().withTrees(8);
    RegressionForest one = RegressionForest.fit(AXES, points, targets, settings, 7);
    RegressionForest same = RegressionForest.fit(AXES, points, targets, settings, 7);
    RegressionForest other = RegressionForest.fit(AXES, points, targets, settings, 8);
    assertThat(same.outOfBagR2()).isEqualTo(one.outOfBagR2());
    assertThat(other.outOfBagR2()).isNotEqualTo(one.outOfBagR2());
    for (double[] point : points) {
      assertThat(same.predict(point)).isEqualTo(one.predict(point));
    }
  }

  @Test
  void noise_hasNoOutOfBagR2() {
    SplittableRandom random = new SplittableRandom(11);
    double[][] points = points(400, random);
    double[] noise = random.doubles(400).toArray();
    assertThat(RegressionForest.fit(AXES, points, noise, ForestSettings.standard(), 1).outOfBagR2())
        .isLessThan(0.1);
  }

  @Test
  void constantTargets_giveOneLeaf() {
    double[][] points = points(50, new SplittableRandom(2));
    double[] targets = new double[50];
    Arrays.fill(targets, 0.3);
    RegressionForest forest =
        RegressionForest.fit(AXES, points, targets, ForestSettings.standard(), 1);
    assertThat(forest.trees()).allSatisfy(tree -> assertThat(tree.nodes()).isEqualTo(1));
    assertThat(forest.outOfBagR2()).isZero();
  }

  @Test
  void infiniteTarget_isRefused() {
    assertThatThrownBy(
            () ->
                RegressionForest.fit(
                    AXES,
                    points(1, new SplittableRandom(2)),
                    new double[] {Double.POSITIVE_INFINITY},
                    ForestSettings.standard(),
                    1))
        .hasMessageContaining("must be finite");
  }
}
