package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObservationWindowTest {

  private static List<Trial> fill(ObservationWindow window, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trial> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double loss = i % 7 == 3 ? Double.POSITIVE_INFINITY : random.nextDouble();
      Trial trial = Bowls.reported(i, Bowls.at(random.nextDouble(), 0.5), i % 3, loss);
      all.add(trial);
      window.reported(trial, i % 3);
    }
    return all;
  }

  @Test
  void few_areAllKept_byNumber_whateverTheOrderOfReports() {
    ObservationWindow window = new ObservationWindow(3);
    List<Trial> all = new ArrayList<>();
    for (int number : new int[] {5, 2, 9, 0, 7}) {
      double loss = number == 9 ? Double.POSITIVE_INFINITY : number;
      Trial trial = Bowls.reported(number, Bowls.at(0.1 * number, 0), 1, loss);
      window.reported(trial, 1);
      all.add(trial);
    }
    assertThat(window.observed()).extracting(t -> t.number).containsExactly(0, 2, 5, 7, 9);
    assertThat(window.observed()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void many_keepsTheNewestAndTheBestOfEachRung_bounded() {
    for (long seed = 0; seed < 5; seed++) {
      ObservationWindow window = new ObservationWindow(3);
      List<Trial> all = fill(window, 3_000, seed);
      List<Trial> kept = window.observed();
      assertThat(kept).as("seed %d", seed).hasSizeLessThanOrEqualTo(128 + 3 * 42);
      assertThat(kept).isSortedAccordingTo(Comparator.comparingInt(t -> t.number));
      assertThat(kept).as("newest").containsAll(all.subList(3_000 - 128, 3_000));
      for (int rung = 0; rung < 3; rung++) {
        int at = rung;
        List<Trial> best =
            all.stream()
                .filter(t -> t.reached == at)
                .sorted(Comparator.comparingDouble(t -> t.losses[at]))
                .limit(42)
                .toList();
        assertThat(kept).as("best of rung %d", rung).containsAll(best);
      }
      assertThat(kept)
          .as("diverged and old")
          .noneMatch(t -> t.number < 2_000 && Double.isInfinite(t.latest()));
    }
  }

  @Test
  void reportedAgain_isTheNewestAgain_andTakesOnePlace() {
    ObservationWindow window = new ObservationWindow(3);
    List<Trial> all = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      all.add(Bowls.reported(i, Bowls.at(0.5, 0.5), 0, Double.POSITIVE_INFINITY));
      window.reported(all.get(i), 0);
    }
    for (int again = 0; again < 10; again++) {
      window.reported(all.get(0), 1);
    }
    assertThat(window.observed()).as("nobody had to go").isEqualTo(all);
    window.reported(Bowls.reported(128, Bowls.at(0.5, 0.5), 0, Double.POSITIVE_INFINITY), 0);
    assertThat(window.observed()).contains(all.get(0)).doesNotContain(all.get(1)).hasSize(128);
  }

  @Test
  void manyThatRun_areBoundedTheHighestAndTheNewestStay() {
    ObservationWindow window = new ObservationWindow(3);
    for (int i = 0; i < 5_000; i++) {
      window.started(new Trial(i, Bowls.at(0.5, 0.5), 3, i % 100 == 0 ? 1 : 0));
    }
    List<Trial> running = window.copies();
    assertThat(running).hasSize(256);
    assertThat(running.stream().filter(t -> t.due == 1)).as("promoted ones, all").hasSize(50);
    assertThat(running).extracting(t -> t.number).contains(4_999, 4_900, 0).doesNotContain(1);
  }
}
