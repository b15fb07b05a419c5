package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.PriorLandscape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PriorsTest {
  private static final int TARGET = 3;
  private static final int SIZE = 200;

  private final Hills hills = Hills.of(21, true);
  private final Priors priors = new Priors(hills);

  private List<PriorLandscape> of(String kind, int seed) {
    return priors.of(PriorKind.parse(kind), TARGET, seed);
  }

  private static List<String> names(List<PriorLandscape> priors) {
    return priors.stream().map(PriorLandscape::name).toList();
  }

  /** Configurations by loss in full, best first. */
  private static List<Configuration> ranked(Landscape landscape) {
    double[] losses = landscape.losses(landscape.top());
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .map(i -> landscape.configurations().get(i))
        .toList();
  }

  @Test
  void all_areTheOtherInstances_measuredAtEveryRung() {
    List<PriorLandscape> all = of("all", 0);
    assertThat(names(all)).hasSize(20).doesNotContain("hill" + TARGET);
    for (PriorLandscape prior : all) {
      assertThat(prior.landscape().size()).isEqualTo(SIZE);
      assertThat(prior.landscape().levels()).containsExactly(1, 3, 9);
      assertThat(prior.landscape().measured(0)).isEqualTo(SIZE);
      assertThat(prior.landscape().cost(1, 7)).isEqualTo(3);
    }
    assertThat(of("none", 0)).isEmpty();
  }

  @Test
  void prior_isTheSame_whoeverAsks() {
    PriorLandscape asked = of("all", 0).get(0);
    PriorLandscape elsewhere = new Priors(hills).of(PriorKind.parse("all"), 7, 5).get(0);
    assertThat(elsewhere.landscape().configurations())
        .isEqualTo(asked.landscape().configurations());
  }

  @Test
  void subset_isDrawnForInstanceAndSeed() {
    assertThat(of("3", 0)).hasSize(3);
    assertThat(names(of("3", 0))).isEqualTo(names(of("3", 0))).isNotEqualTo(names(of("3", 1)));
    assertThat(names(of("20", 0))).isEqualTo(names(of("all", 0)));
    assertThat(of("100", 0)).hasSize(20);
  }

  @Test
  void negated_reversesTheOrder_withinTheSameRange() {
    Landscape honest = of("all", 0).get(4).landscape();
    Landscape negated = of("negated", 0).get(4).landscape();
    assertThat(ranked(negated).get(0)).isEqualTo(ranked(honest).get(SIZE - 1));
    for (int level = 0; level < 3; level++) {
      double[] before = Arrays.stream(honest.losses(level)).sorted().toArray();
      double[] after = Arrays.stream(negated.losses(level)).sorted().toArray();
      assertThat(after[0]).isCloseTo(before[0], Offset.offset(1e-12));
      assertThat(after[SIZE - 1] - after[SIZE - 2])
          .isCloseTo(before[1] - before[0], Offset.offset(1e-12));
    }
  }

  @Test
  void shuffled_keepsTheCurves_ofOtherConfigurations() {
    Landscape honest = of("all", 0).get(4).landscape();
    Landscape shuffled = of("shuffled", 0).get(4).landscape();
    int moved = 0;
    for (int i = 0; i < SIZE; i++) {
      assertThat(shuffled.loss(0, i) - shuffled.loss(2, i))
          .isCloseTo(1 - 1 / 9.0, Offset.offset(1e-12));
      moved += shuffled.loss(2, i) == honest.loss(2, i) ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(SIZE * 9 / 10);
    assertThat(Arrays.stream(shuffled.losses(2)).sorted().toArray())
        .isEqualTo(Arrays.stream(honest.losses(2)).sorted().toArray());
  }

  @Test
  void other_movesAllPriorsOfATargetByOneMap() {
    List<PriorLandscape> honest = of("all", 0);
    List<PriorLandscape> moved = of("other", 0);
    SpaceShift shift = SpaceShift.random(hills.space(), Draws.random(hills, "shift", TARGET));
    for (int prior = 0; prior < honest.size(); prior++) {
      Landscape from = honest.get(prior).landscape();
      Landscape to = moved.get(prior).landscape();
      assertThat(to.losses(2)).isEqualTo(from.losses(2));
      assertThat(to.configurations())
          .isEqualTo(from.configurations().stream().map(shift::apply).toList());
    }
    assertThat(moved.get(0).landscape().configurations())
        .isNotEqualTo(honest.get(0).landscape().configurations());
  }

  @Test
  void wrongTop_leavesFourFifths_andReversesAndMovesTheBest() {
    SampledPrior sample =
        SampledPrior.of(hills, 0, "hill0", hills.sample(0, SIZE, Draws.random(hills, "prior", 0)));
    SampledPrior wrong = WrongPriors.wrongTop(sample);
    double[] before = sample.fullLosses();
    int[] order =
        IntStream.range(0, SIZE)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> before[i]))
            .mapToInt(i -> i)
            .toArray();
    SpaceShift mirror = SpaceShift.mirror(hills.space());
    for (int rank = 0; rank < SIZE; rank++) {
      int i = order[rank];
      Configuration place = sample.configurations().get(i);
      boolean top = rank < SIZE / 5;
      double expected = top ? before[order[SIZE / 5 - 1 - rank]] : before[i];
      assertThat(wrong.fullLosses()[i]).as("rank " + rank).isEqualTo(expected);
      assertThat(wrong.configurations().get(i))
          .as("rank " + rank)
          .isEqualTo(top && rank >= SIZE / 10 ? mirror.apply(place) : place);
    }
  }

  @Test
  void selfNegated_areTenSamplesOfTheTarget_upsideDown() {
    List<PriorLandscape> own = of("self-negated", 0);
    assertThat(own).hasSize(10);
    assertThat(own.stream().map(p -> p.landscape().configurations()).distinct()).hasSize(10);
    Configuration pretended = ranked(own.get(0).landscape()).get(0);
    Configuration truly = ranked(own.get(0).landscape()).get(SIZE - 1);
    assertThat(hills.curve(TARGET, pretended).losses()[2])
        .isGreaterThan(hills.curve(TARGET, truly).losses()[2]);
  }

  @Test
  void tenOfHundred_areHonest() {
    List<PriorLandscape> all = of("all", 0);
    List<PriorLandscape> mixed = of("ten-of-hundred", 0);
    long honest =
        IntStream.range(0, 20)
            .filter(
                i ->
                    Arrays.equals(
                        all.get(i).landscape().losses(2), mixed.get(i).landscape().losses(2)))
            .count();
    assertThat(honest).isEqualTo(2);
  }

  @Test
  void kinds_haveNames_thatReadBack() {
    for (String name :
        List.of(
            "none",
            "all",
            "7",
            "negated",
            "shuffled",
            "other",
            "wrong-top",
            "self-negated",
            "ten-of-hundred")) {
      assertThat(PriorKind.parse(name).name()).isEqualTo(name);
    }
    assertThatThrownBy(() -> PriorKind.parse("nagated")).hasMessageContaining("negated");
    assertThatThrownBy(() -> PriorKind.parse("subset")).hasMessageContaining("a number");
  }
}
