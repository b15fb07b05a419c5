package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResultWindowTest {

  @Test
  void goodAndBad_whileAllFit_splitAllResultsByLoss() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ResultWindow window = new ResultWindow(100, 30);
      List<Double> losses = new ArrayList<>();
      int results = 3 + random.nextInt(98);
      for (int i = 0; i < results; i++) {
        double loss = random.nextInt(20);
        losses.add(loss);
        window.add(new double[] {loss}, loss);
      }
      losses.sort(Comparator.naturalOrder());
      int good = 1 + random.nextInt(Math.min(30, results));
      List<Double> better = firsts(window.good(good));
      List<Double> worse = new ArrayList<>(firsts(window.bad(good, 0)));
      Collections.sort(worse);
      assertThat(better).as("seed %d", seed).isEqualTo(losses.subList(0, good));
      assertThat(worse).as("seed %d", seed).isEqualTo(losses.subList(good, results));
    }
  }

  @Test
  void good_equalLosses_earlierFirst() {
    ResultWindow window = new ResultWindow(10, 10);
    window.add(new double[] {1}, 5);
    window.add(new double[] {2}, 5);
    window.add(new double[] {3}, 4);
    assertThat(firsts(window.good(3))).containsExactly(3.0, 1.0, 2.0);
  }

  @Test
  void good_beyondTheWindow_remembersTheBestEver() {
    ResultWindow window = new ResultWindow(10, 3);
    for (int i = 0; i < 1000; i++) {
      window.add(new double[] {i}, i);
    }
    assertThat(window.size()).isEqualTo(10);
    assertThat(firsts(window.good(3))).containsExactly(0.0, 1.0, 2.0);
    assertThat(firsts(window.bad(3, 0))).hasSize(10).contains(990.0, 999.0);
  }

  @Test
  void divergedResults_areBadAndNeverGood() {
    ResultWindow window = new ResultWindow(10, 10);
    window.add(new double[] {1}, Double.NaN);
    window.add(new double[] {2}, Double.NEGATIVE_INFINITY);
    window.add(new double[] {3}, Double.POSITIVE_INFINITY);
    window.add(new double[] {4}, 1);
    assertThat(window.finite()).isEqualTo(1);
    assertThat(firsts(window.good(4))).containsExactly(4.0);
    assertThat(firsts(window.bad(4, 0))).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void bad_tooFew_isFilledWithTheWorstOfTheGood() {
    ResultWindow window = new ResultWindow(10, 10);
    for (int i = 0; i < 5; i++) {
      window.add(new double[] {i}, i);
    }
    assertThat(firsts(window.bad(4, 3))).containsExactly(4.0, 3.0, 2.0);
  }

  private static List<Double> firsts(List<double[]> points) {
    return points.stream().map(point -> point[0]).toList();
  }
}
