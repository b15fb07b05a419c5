package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankedLossesTest {

  private record Entry(double loss, int trial, int index) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingDouble(Entry::loss).thenComparingInt(Entry::trial);

  /** Against a sorted list, with many ties. */
  @Test
  void anySequence_agreesWithASortedList() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RankedLosses ranked = new RankedLosses();
      List<Entry> sorted = new ArrayList<>();
      List<Integer> closed = new ArrayList<>();
      int size = random.nextInt(1, 120);
      int[] trials = shuffled(size, random);
      for (int trial : trials) {
        double loss = random.nextInt(-5, 6) / 2.0;
        Entry entry = new Entry(loss, trial, ranked.add(loss, trial));
        sorted.add(entry);
        sorted.sort(ORDER);
        if (random.nextInt(3) == 0) {
          Entry any = sorted.get(random.nextInt(sorted.size()));
          ranked.close(any.index());
          closed.add(any.index());
        }
        check(ranked, sorted, closed, "seed " + seed);
      }
    }
  }

  private static void check(
      RankedLosses ranked, List<Entry> sorted, List<Integer> closed, String seed) {
    List<Entry> open = sorted.stream().filter(e -> !closed.contains(e.index())).toList();
    assertThat(ranked.size()).as(seed).isEqualTo(sorted.size());
    assertThat(ranked.open()).as(seed).isEqualTo(open.size());
    assertThat(ranked.firstOpen())
        .as(seed)
        .isEqualTo(open.isEmpty() ? RankedLosses.NONE : open.get(0).index());
    int openSoFar = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Entry entry = sorted.get(i);
      assertThat(ranked.select(i + 1)).as(seed).isEqualTo(entry.index());
      assertThat(ranked.rank(entry.index())).as(seed).isEqualTo(i + 1);
      assertThat(ranked.loss(entry.index())).as(seed).isEqualTo(entry.loss());
      assertThat(ranked.trial(entry.index())).as(seed).isEqualTo(entry.trial());
      boolean isOpen = !closed.contains(entry.index());
      assertThat(ranked.isOpen(entry.index())).as(seed).isEqualTo(isOpen);
      assertThat(ranked.openAmong(i)).as(seed).isEqualTo(openSoFar);
      openSoFar += isOpen ? 1 : 0;
    }
    assertThat(ranked.openAmong(sorted.size() + 5)).as(seed).isEqualTo(openSoFar);
  }

  /** A tree that degenerates to a list would overflow the stack here. */
  @Test
  void sortedArrivals_ofManyTrials_stayBalanced() {
    RankedLosses rising = new RankedLosses();
    RankedLosses falling = new RankedLosses();
    int many = 300_000;
    for (int trial = 0; trial < many; trial++) {
      rising.add(trial, trial);
      falling.add(-trial, trial);
    }
    assertThat(rising.trial(rising.select(12_346))).isEqualTo(12_345);
    assertThat(falling.trial(falling.select(1))).isEqualTo(many - 1);
  }

  @Test
  void add_zeroOfEitherSign_ties() {
    RankedLosses ranked = new RankedLosses();
    int later = ranked.add(-0.0, 1);
    int earlier = ranked.add(0.0, 0);
    assertThat(ranked.rank(earlier)).isEqualTo(1);
    assertThat(ranked.rank(later)).isEqualTo(2);
  }

  @Test
  void add_notFinite_isRefused() {
    RankedLosses ranked = new RankedLosses();
    for (double loss : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertThatThrownBy(() -> ranked.add(loss, 7)).hasMessageContaining("trial 7 has no rank");
    }
  }

  @Test
  void select_outsideTheOrder_throws() {
    RankedLosses ranked = new RankedLosses();
    assertThatThrownBy(() -> ranked.select(1)).isInstanceOf(IndexOutOfBoundsException.class);
    ranked.add(1, 0);
    assertThatThrownBy(() -> ranked.select(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ranked.select(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      values[i] = values[j];
      values[j] = i;
    }
    return values;
  }
}
