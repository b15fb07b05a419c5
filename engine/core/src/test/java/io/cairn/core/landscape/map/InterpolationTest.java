package io.cairn.core.landscape.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterpolationTest {

  private static LandscapeMap map(double[] x, double[] y, double[] ranks) {
    Layout layout = new Layout("test", x, y, new MapQuality(1, 1, 1, 1));
    int[] rows = new int[x.length];
    return new LandscapeMap(rows, ranks, ranks, x.length, 0, layout, layout, "none", List.of());
  }

  @Test
  void plane_isRebuiltInsideTheHull() {
    for (long seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = random.doubles(400, -3, 5).toArray();
      double[] y = random.doubles(400, 10, 11).toArray();
      double[] ranks = new double[400];
      Arrays.setAll(ranks, i -> 0.05 * (x[i] + 3) + 0.4 * (y[i] - 10));
      Interpolation surface = Interpolation.of(map(x, y, ranks));
      int inside = 0;
      for (int c = 0; c < 100; c++) {
        for (int r = 0; r < 100; r++) {
          if (!Double.isNaN(surface.ranks()[c][r])) {
            double atX = surface.lowX() + surface.width() * (c + 0.5) / 100;
            double atY = surface.lowY() + surface.height() * (r + 0.5) / 100;
            assertThat(surface.ranks()[c][r])
                .as("seed %d, cell %d %d", seed, c, r)
                .isCloseTo(0.05 * (atX + 3) + 0.4 * (atY - 10), within(1e-3));
            inside++;
          }
        }
      }
      assertThat(inside).as("seed " + seed).isBetween(9_000, 10_000);
    }
  }

  @Test
  void heapsAndLines_areInterpolated() {
    double[] x = new double[60];
    double[] y = new double[60];
    double[] ranks = new double[60];
    Arrays.setAll(x, i -> i % 3);
    Arrays.setAll(y, i -> i / 3 % 2);
    Arrays.setAll(ranks, i -> i / 59.0);
    Interpolation surface = Interpolation.of(map(x, y, ranks));
    long inside =
        Arrays.stream(surface.ranks())
            .flatMapToDouble(Arrays::stream)
            .filter(r -> r >= 0 && r <= 1)
            .count();
    assertThat(inside).isGreaterThan(9_000);
  }

  @Test
  void fewPoints_haveNoSurface() {
    assertThat(Interpolation.of(map(new double[2], new double[2], new double[2])).ranks())
        .isEmpty();
  }
}
