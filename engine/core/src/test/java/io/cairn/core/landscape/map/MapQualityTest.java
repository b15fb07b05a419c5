package io.cairn.core.landscape.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.SymmetricEigen;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapQualityTest {

  private static float[][] random(int size, int width, SplittableRandom random) {
    float[][] points = new float[size][width];
    for (float[] point : points) {
      for (int i = 0; i < width; i++) {
        point[i] = (float) random.nextDouble();
      }
    }
    return points;
  }

  /** The others of a point, nearest first, by the definition. */
  private static List<Integer> order(float[][] points, int point) {
    return IntStream.range(0, points.length)
        .filter(i -> i != point)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> squared(points[i], points[point])))
        .toList();
  }

  private static double squared(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }

  private static double bruteForce(float[][] truth, float[][] shown, int k) {
    int n = truth.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      List<Integer> near = order(truth, i);
      for (int j : order(shown, i).subList(0, k)) {
        sum += Math.max(0, near.indexOf(j) + 1 - k);
      }
    }
    return 1 - 2 * sum / ((double) n * k * (2 * n - 3 * k - 1));
  }

  @Test
  void figures_equalBruteForce() {
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] space = random(60, 4, random);
      float[][] map = random(60, 2, random);
      MapQuality quality =
          NeighbourhoodCheck.of(Distances.euclidean(space), Distances.euclidean(map), 7, 1);
      assertThat(quality.trustworthiness())
          .as("seed " + seed)
          .isCloseTo(bruteForce(space, map, 7), within(1e-9));
      assertThat(quality.continuity())
          .as("seed " + seed)
          .isCloseTo(bruteForce(map, space, 7), within(1e-9));
      assertThat(quality.trustworthiness()).isBetween(0.3, 0.7);
      assertThat(quality.evaluated()).isEqualTo(60);
    }
  }

  @Test
  void identity_isPerfect_evenWhereDistancesTie() {
    float[][] grid = new float[81][];
    Arrays.setAll(grid, i -> new float[] {i / 9, i % 9});
    Distances distances = Distances.euclidean(grid);
    MapQuality quality = NeighbourhoodCheck.of(distances, distances, 15, 1);
    assertThat(quality.trustworthiness()).isEqualTo(1);
    assertThat(quality.continuity()).isEqualTo(1);
  }

  @Test
  void allPointsAtOnePlace_areNotPraised() {
    SplittableRandom random = new SplittableRandom(2);
    float[][] space = random(60, 2, random);
    MapQuality quality =
        NeighbourhoodCheck.of(
            Distances.euclidean(space), Distances.euclidean(new float[60][2]), 10, 1);
    assertThat(quality.trustworthiness()).isBetween(0.3, 0.7);
    assertThat(quality.continuity()).isEqualTo(1); // nothing near was torn apart
  }

  @Test
  void tooFewPoints_haveNoFigure() {
    Distances two = Distances.euclidean(new float[][] {{0}, {1}});
    assertThat(NeighbourhoodCheck.of(two, two, 15, 1).neighbours()).isZero();
    Distances none = Distances.euclidean(new float[0][]);
    assertThat(NeighbourhoodCheck.of(none, none, 15, 1).trustworthiness()).isNaN();
  }

  @Test
  void nearestPoints_equalSorting_overSeveralBlocks() {
    SplittableRandom random = new SplittableRandom(6);
    float[][] points = random(1_200, 3, random);
    NearestPoints nearest = NearestPoints.of(Distances.euclidean(points), 9);
    for (int p = 0; p < points.length; p += 97) {
      assertThat(Arrays.stream(nearest.points()[p]).boxed().toList())
          .isEqualTo(order(points, p).subList(0, 9));
    }
  }

  @Test
  void principalAxes_findTheDirectionOfMostVariance() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] points = new float[400][];
    for (int i = 0; i < points.length; i++) {
      float t = (float) random.nextDouble();
      points[i] = new float[] {3 * t, 4 * t, 0.01f * (float) random.nextDouble()};
    }
    PrincipalAxes axes = PrincipalAxes.of(points, 2);
    assertThat(axes.explained()[0]).isGreaterThan(0.999);
    double slope = axes.scores()[0][0] - axes.scores()[1][0];
    double along = 5 * (points[0][0] - points[1][0]) / 3;
    assertThat(Math.abs(slope)).isCloseTo(Math.abs(along), within(0.02));
  }

  @Test
  void eigen_rebuildsTheMatrix() {
    SplittableRandom random = new SplittableRandom(9);
    double[][] a = new double[12][12];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextDouble() - 0.5;
        a[j][i] = a[i][j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(a);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
          sum += eigen.vectors()[i][k] * eigen.values()[k] * eigen.vectors()[j][k];
        }
        assertThat(sum).isCloseTo(a[i][j], within(1e-12));
      }
    }
  }
}
