package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {

  /**
   * The first ten points that the authors of the direction numbers print on their page for three
   * dimensions.
   */
  private static final double[][] PUBLISHED = {
    {0, 0, 0},
    {0.5, 0.5, 0.5},
    {0.75, 0.25, 0.25},
    {0.25, 0.75, 0.75},
    {0.375, 0.375, 0.625},
    {0.875, 0.875, 0.125},
    {0.625, 0.125, 0.875},
    {0.125, 0.625, 0.375},
    {0.1875, 0.3125, 0.9375},
    {0.6875, 0.8125, 0.4375}
  };

  @Test
  void plain_firstPoints_areThePublishedOnes() {
    SobolSequence sequence = SobolSequence.plain(3);
    for (int i = 0; i < PUBLISHED.length; i++) {
      assertThat(sequence.point(i)).as("point %d", i).containsExactly(PUBLISHED[i]);
    }
  }

  /** Figures of SobolSequenceGenerator of Apache Commons Math 3.6.1. */
  @Test
  void plain_pointThousandInManyDimensions_agreesWithAnotherImplementation() {
    double[] point = SobolSequence.plain(256).point(1000);
    assertThat(point[0]).isEqualTo(0.2197265625);
    assertThat(point[1]).isEqualTo(0.0966796875);
    assertThat(point[2]).isEqualTo(0.5185546875);
    assertThat(point[9]).isEqualTo(0.0693359375);
    assertThat(point[49]).isEqualTo(0.4794921875);
    assertThat(point[99]).isEqualTo(0.1865234375);
    assertThat(point[199]).isEqualTo(0.8427734375);
    assertThat(point[255]).isEqualTo(0.2490234375);
  }

  /**
   * The first two dimensions are a (0, m, 2)-net: every box of volume 2^-m with dyadic sides holds
   * one of 2^m points.
   */
  @Test
  void firstPowerOfTwo_everyDyadicBoxHoldsExactlyOnePoint() {
    int m = 8;
    for (long seed = 0; seed < 10; seed++) {
      SobolSequence sequence = SobolSequence.scrambled(2, seed);
      for (int split = 0; split <= m; split++) {
        int[] counts = new int[1 << m];
        for (int i = 0; i < counts.length; i++) {
          double[] point = sequence.point(i);
          int column = (int) (point[0] * (1 << split));
          int row = (int) (point[1] * (1 << (m - split)));
          counts[(column << (m - split)) | row]++;
        }
        assertThat(counts).as("seed %d, %d columns", seed, 1 << split).containsOnly(1);
      }
    }
  }

  @Test
  void everyDimension_firstPowerOfTwo_isStratified() {
    int points = 64;
    for (SobolSequence sequence :
        new SobolSequence[] {SobolSequence.plain(256), SobolSequence.scrambled(256, 5)}) {
      int[][] counts = new int[256][points];
      for (int i = 0; i < points; i++) {
        double[] point = sequence.point(i);
        for (int d = 0; d < 256; d++) {
          counts[d][(int) (point[d] * points)]++;
        }
      }
      for (int d = 0; d < 256; d++) {
        assertThat(counts[d]).as("dimension %d", d).containsOnly(1);
      }
    }
  }

  @Test
  void scrambled_onePointOverManySeeds_isUniform() {
    int cells = 16;
    int seeds = 16_000;
    int[] counts = new int[cells * cells];
    for (long seed = 0; seed < seeds; seed++) {
      double[] point = SobolSequence.scrambled(2, seed).point(1);
      counts[(int) (point[0] * cells) * cells + (int) (point[1] * cells)]++;
    }
    double expected = (double) seeds / counts.length;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // 99.9999 % quantile of chi-square with 255 degrees of freedom.
    assertThat(chiSquare).isLessThan(374);
  }

  @Test
  void scrambled_sameSeed_samePoints_otherSeed_others() {
    assertThat(SobolSequence.scrambled(5, 1).point(7))
        .containsExactly(SobolSequence.scrambled(5, 1).point(7));
    assertThat(SobolSequence.scrambled(5, 1).point(7))
        .isNotEqualTo(SobolSequence.scrambled(5, 2).point(7));
  }

  @Test
  void tooManyDimensions_isRefusedWithTheLimit() {
    assertThatThrownBy(() -> SobolSequence.plain(257))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("257")
        .hasMessageContaining("256");
  }
}
