package io.cairn.core.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RungLadderTest {

  /** Logarithms in floating point lose a rung at (1, 243, 3) and (1, 1000, 10). */
  @ParameterizedTest
  @CsvSource({
    "1, 243, 3, '1, 3, 9, 27, 81, 243'",
    "5, 1215, 3, '5, 15, 45, 135, 405, 1215'",
    "1, 1000, 10, '1, 10, 100, 1000'",
    "1, 59049, 9, '1, 9, 81, 729, 6561, 59049'",
    "2, 100, 3, '2, 6, 18, 54, 100'",
    "1, 1, 3, '1'",
    "1, 81, 3, '1, 3, 9, 27, 81'",
    "1, 52, 3, '1, 3, 9, 27, 52'",
    "1, 100, 3, '1, 3, 9, 27, 81, 100'",
    "7, 7, 2, '7'",
    "1, 82, 3, '1, 3, 9, 27, 81, 82'"
  })
  void of_wholeNumbers_multipliesExactly(long min, long max, int reduction, String levels) {
    RungLadder ladder = ladder(Long.toString(min), Long.toString(max), reduction);

    assertThat(exact(ladder)).isEqualTo(List.of(levels.split(", ")));
    assertThat(ladder.integral()).isTrue();
  }

  @Test
  void of_anyWholeNumbers_eachRungIsEtaTimesTheOneBelowAndTheLastIsMax() {
    for (int reduction = 2; reduction <= 10; reduction++) {
      for (long max = 1; max <= 300; max++) {
        RungLadder ladder = ladder("1", Long.toString(max), reduction);
        long level = 1;
        for (int rung = 0; rung < ladder.top(); rung++) {
          assertThat(ladder.exactLevel(rung)).isEqualTo(Rational.of(level));
          level *= reduction;
        }
        assertThat(level).as("1 to %d by %d", max, reduction).isGreaterThanOrEqualTo(max);
        assertThat(ladder.level(ladder.top())).isEqualTo(max);
        assertThat(ladder.shortLastStep()).isEqualTo(ladder.size() > 1 && level > max);
      }
    }
  }

  @Test
  void of_fractions_areExactAndEqualPythonsQuotients() {
    RungLadder ladder = ladder("1/27", "1", 3);

    assertThat(exact(ladder)).containsExactly("1/27", "1/9", "1/3", "1");
    assertThat(ladder.level(0)).isEqualTo(1.0 / 27);
    assertThat(ladder.level(1)).isEqualTo(1.0 / 9);
    assertThat(ladder.level(2)).isEqualTo(1.0 / 3);
    assertThat(ladder.integral()).isFalse();
    assertThat(ladder.shortLastStep()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.037, 1, 3, '0.037, 0.111, 0.333, 1'",
    "0.03703703703703703, 1, 3, '3703703703703703/100000000000000000,"
        + " 11111111111111109/100000000000000000, 33333333333333327/100000000000000000, 1'",
    "0.0371, 1, 3, '0.0371, 0.1113, 0.3339, 1'",
    "0.012, 1, 3, '0.012, 0.036, 0.108, 0.324, 1'",
    "0.33, 1, 3, '0.33, 1'",
    "0.1, 1, 3, '0.1, 0.3, 0.9, 1'",
    "0.125, 1, 2, '0.125, 0.25, 0.5, 1'",
    "0.5, 4, 2, '0.5, 1, 2, 4'",
    "1, 2.97, 3, '1, 2.97'",
    "0.97, 1, 3, '0.97, 1'",
    "1, 1.0, 3, '1'"
  })
  void of_roundedFractions_haveNoGhostRungBesideMax(
      String min, String max, int reduction, String levels) {
    assertThat(exact(ladder(min, max, reduction))).isEqualTo(List.of(levels.split(", ")));
  }

  @Test
  void of_ghostRule_endsAtFivePercent() {
    assertThat(exact(ladder("0.475", "1", 2))).containsExactly("0.475", "1");
    assertThat(exact(ladder("0.4749", "1", 2))).containsExactly("0.4749", "0.9498", "1");
  }

  @Test
  void of_nearTheEndOfLong_doesNotOverflow() {
    RungLadder ladder = ladder("1", Long.toString(Long.MAX_VALUE), 2);

    assertThat(ladder.size()).isEqualTo(64);
    assertThat(ladder.exactLevel(62)).isEqualTo(Rational.of(1L << 62));
    assertThat(ladder.shortLastStep()).isTrue();
  }

  @Test
  void of_fractionThatDoesNotFit_saysWhatToDo() {
    assertThatThrownBy(
            () -> ladder("999999999999999998/999999999999999999", "999999999999999999", 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fewer digits");
  }

  @Test
  void single_isOneRungNamedRun() {
    RungLadder single = RungLadder.single();

    assertThat(single.size()).isEqualTo(1);
    assertThat(single.top()).isZero();
    assertThat(single.level(0)).isEqualTo(1.0);
    assertThat(single.label(0)).isEqualTo("run 1");
    assertThat(single.fidelity()).isEmpty();
    assertThat(single.shortLastStep()).isFalse();
    assertThat(single.checkpoints()).isFalse();
  }

  @Test
  void rungAt_isTheHighestReachedWithATolerance() {
    RungLadder ladder = ladder("1", "81", 3);

    assertThat(ladder.rungAt(0.999)).isEqualTo(-1);
    assertThat(ladder.rungAt(1)).isZero();
    assertThat(ladder.rungAt(8.99)).isEqualTo(1);
    assertThat(ladder.rungAt(8.9999999999)).isEqualTo(2);
    assertThat(ladder.rungAt(81)).isEqualTo(4);
    assertThat(ladder.rungAt(1e9)).isEqualTo(4);
    assertThat(ladder.rungAt(Double.POSITIVE_INFINITY)).isEqualTo(4);
    assertThat(ladder.rungAt(Double.NaN)).isEqualTo(-1);
    assertThat(ladder.rungAt(-1)).isEqualTo(-1);
  }

  @Test
  void rungAt_fractionsThatWentThroughText_areFoundAgain() {
    RungLadder ladder = ladder("1/27", "1", 3);
    for (int rung = 0; rung < ladder.size(); rung++) {
      double typed = Double.parseDouble(String.format(Locale.ROOT, "%.10f", ladder.level(rung)));
      assertThat(ladder.rungAt(typed)).as("level %s", typed).isEqualTo(rung);
    }
  }

  @Test
  void level_outsideTheLadder_throws() {
    RungLadder ladder = ladder("1", "9", 3);
    assertThatThrownBy(() -> ladder.level(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ladder.exactLevel(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void toString_listsLevelsAndUnit() {
    assertThat(ladder("1", "52", 3)).hasToString("1, 3, 9, 27, 52 epoch");
    assertThat(ladder("1", "52", 3).label(2)).isEqualTo("epoch 9");
  }

  private static RungLadder ladder(String min, String max, int reduction) {
    return RungLadder.of(
        new Fidelity("epoch", Rational.parse(min), Rational.parse(max), reduction, true));
  }

  private static List<String> exact(RungLadder ladder) {
    return IntStream.range(0, ladder.size())
        .mapToObj(rung -> ladder.exactLevel(rung).toString())
        .toList();
  }
}
