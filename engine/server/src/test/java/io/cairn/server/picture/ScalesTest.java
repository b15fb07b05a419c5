package io.cairn.server.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScalesTest {

  @Test
  void linearTicks_areRound() {
    assertThat(Ticks.linear(0, 100, 5)).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Ticks.linear(0.43, 0.56, 5)).hasSizeBetween(2, 6).contains(0.5);
    assertThat(Ticks.linear(3, 3, 5)).containsExactly(3.0);
  }

  @Test
  void logarithmicTicks_arePowersOfTen_thinnedOut() {
    assertThat(Ticks.logarithmic(1e-5, 1e-1, 5)).hasSize(5);
    assertThat(Ticks.logarithmic(1e-12, 1, 5)).hasSizeLessThan(8);
    assertThat(Ticks.logarithmic(2, 3, 5)).hasSizeGreaterThan(1);
  }

  @Test
  void logarithmicAxis_placesByRatio_andFallsBackAtZero() {
    PlotAxis log = new PlotAxis.Logarithmic("rate");
    Span span = Span.fixed(log, 0.01, 100);
    assertThat(span.share(1)).isCloseTo(0.5, within(1e-12));
    assertThat(span.value(0.75)).isCloseTo(10, within(1e-9));
    Span withZero = Span.of(log, DoubleStream.of(0, 1, 2));
    assertThat(withZero.share(1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void span_ofNothing_isFinite() {
    Span span = Span.of(new PlotAxis.Linear("x"), DoubleStream.of(Double.NaN));
    assertThat(span.share(0.5)).isFinite();
    assertThat(span.ticks(5)).isNotEmpty();
  }

  @Test
  void figures_areShort() {
    assertThat(Figures.of(0.30000000000000004)).isEqualTo("0.3");
    assertThat(Figures.of(-1234.5678)).isEqualTo("−1235");
    assertThat(Figures.of(1e-5)).isEqualTo("1e−5");
    assertThat(Figures.of(Double.NaN)).isEqualTo("–");
    assertThat(Figures.percent(0.004)).startsWith("<1");
    assertThat(Figures.coordinate(-0.001)).isEqualTo("0");
  }

  @Test
  void text_isCutWithoutBreakingACharacter() {
    String cut = TextWidth.fit("🗻🗻🗻🗻🗻🗻", 12, 40);
    assertThat(cut).endsWith("…");
    assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 2))).isFalse();
    assertThat(TextWidth.wrap("a few words", 12, 30)).hasSizeGreaterThan(1);
  }

  @Test
  void alikeThings_standTogether() {
    // 0 and 2 are alike, and so are 1 and 3.
    double[][] alike = {{1, 0, 0.9, 0.1}, {0, 1, 0.1, 0.8}, {0.9, 0.1, 1, 0}, {0.1, 0.8, 0, 1}};
    int[] order = LeafOrder.of(alike);
    List<Integer> places = Arrays.stream(order).boxed().toList();
    assertThat(Math.abs(places.indexOf(0) - places.indexOf(2))).isEqualTo(1);
    assertThat(Math.abs(places.indexOf(1) - places.indexOf(3))).isEqualTo(1);
    assertThat(LeafOrder.of(new double[0][])).isEmpty();
  }

  @Test
  void ranks_shareTies() {
    assertThat(RankDrawing.ranks(new double[] {5, 1, 5, 9}))
        .containsExactly(new double[] {50, 0, 50, 100}, within(1e-12));
    assertThat(RankDrawing.ranks(new double[] {Double.POSITIVE_INFINITY, 0}))
        .containsExactly(100, 0);
  }

  @Test
  void pairMeans_areMeansOfWhatWasMeasured() {
    Column x = new Column(new PlotAxis.Linear("x"), new double[] {1, 1, 2, Double.NaN});
    Column y = new Column(new PlotAxis.Named("y", List.of("a", "b")), new double[] {0, 0, 1, 1});
    PairMeans.Pair pair = PairBins.of(x, y, new double[] {2, 4, Double.POSITIVE_INFINITY, 7});
    assertThat(pair.means()[0][0]).isEqualTo(3);
    assertThat(pair.means()[1][1]).isNaN();
    assertThat(pair.acrossLabels()).containsExactly("1", "2");
  }

  @Test
  void heapedPoints_areSpreadAndTheBestStays() {
    double[] px = new double[20];
    double[] py = new double[20];
    px[19] = 100;
    Integer[] worstFirst = new Integer[20];
    Arrays.setAll(worstFirst, i -> 19 - i);
    Heaps.spread(px, py, worstFirst, 4);
    assertThat(px[0]).isZero();
    assertThat(px[19]).isEqualTo(100);
    assertThat(DoubleStream.of(px).distinct().count()).isEqualTo(20);
    assertThat(Math.hypot(px[18], py[18])).isLessThan(50);
  }
}
