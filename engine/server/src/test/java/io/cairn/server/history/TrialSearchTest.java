package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.TrialQuery.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialSearchTest {

  private static StudyHistory history(int seed) {
    StudySpec spec =
        Specs.of(
            "search",
            Specs.ACCURACY,
            Specs.booster(),
            Specs.epochs(9),
            "asha",
            Budget.ofTrials(60));
    return StudyHistory.of(
        spec,
        "s",
        new SimulatedSweep(spec, SimulatedSweep::booster)
            .seed(seed).errors(0.1).losses(0.1).run().stream());
  }

  private static TrialQuery query(
      Order order, boolean reversed, Optional<TrialPlace> after, int limit) {
    return new TrialQuery(order, reversed, Optional.empty(), -1, -1, "", after, limit);
  }

  private static Comparator<TrialHistory> naive(Order order, boolean reversed) {
    Comparator<TrialHistory> comparator =
        switch (order) {
          case TRIAL -> Comparator.comparingInt(TrialHistory::number);
          case COST -> Comparator.comparingDouble(trial -> -trial.costSeconds());
          case UPDATED -> Comparator.comparing(TrialHistory::lastEvent).reversed();
          case EVALUATIONS -> Comparator.comparingInt(trial -> -trial.evaluations());
          case VALUE ->
              Comparator.<TrialHistory>comparingInt(t -> -t.lastResult().orElseThrow().rung())
                  .thenComparingDouble(t -> t.lastResult().orElseThrow().loss());
        };
    comparator = reversed ? comparator.reversed() : comparator;
    if (order == Order.VALUE) {
      comparator =
          Comparator.<TrialHistory>comparingInt(TrialSearchTest::kind)
              .thenComparing((a, b) -> kind(a) > 0 ? 0 : naiveValue(a, b, reversed));
    }
    return comparator.thenComparingInt(TrialHistory::number);
  }

  private static int naiveValue(TrialHistory a, TrialHistory b, boolean reversed) {
    RungResult one = a.lastResult().orElseThrow();
    RungResult two = b.lastResult().orElseThrow();
    int order =
        one.rung() != two.rung()
            ? Integer.compare(two.rung(), one.rung())
            : Double.compare(one.loss(), two.loss());
    return reversed ? -order : order;
  }

  /** Those with a finite result first, those that diverged next. */
  private static int kind(TrialHistory trial) {
    return trial.lastResult().map(result -> result.finite() ? 0 : 1).orElse(2);
  }

  @Test
  void pages_areTheWholeListInItsOrderCutUp() {
    for (int seed = 0; seed < 6; seed++) {
      StudyHistory history = history(seed);
      Random random = new Random(seed);
      for (Order order : Order.values()) {
        for (boolean reversed : new boolean[] {false, true}) {
          String where = "seed " + seed + ", " + order + (reversed ? " reversed" : "");
          List<Integer> seen = new ArrayList<>();
          Optional<TrialPlace> after = Optional.empty();
          do {
            TrialPage page = history.trials(query(order, reversed, after, 1 + random.nextInt(20)));
            assertThat(page.matching()).as(where).isEqualTo(history.trials().size());
            page.trials().forEach(trial -> seen.add(trial.number()));
            after = page.last().map(TrialPlace::text).flatMap(TrialPlace::parse);
          } while (after.isPresent());
          List<Integer> expected =
              history.trials().stream()
                  .sorted(naive(order, reversed))
                  .map(TrialHistory::number)
                  .toList();
          assertThat(seen).as(where).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void filters_leaveThoseThatMatch() {
    StudyHistory history = history(1);
    for (TrialStatus status : TrialStatus.values()) {
      TrialPage page =
          history.trials(
              new TrialQuery(
                  Order.TRIAL, false, Optional.of(status), -1, -1, "", Optional.empty(), 1_000));
      assertThat(page.trials())
          .extracting(TrialHistory::number)
          .isEqualTo(
              history.trials().stream()
                  .filter(trial -> trial.status() == status)
                  .map(TrialHistory::number)
                  .toList());
      assertThat(page.matching()).isEqualTo(page.trials().size());
      assertThat(page.last()).isEmpty();
    }
    TrialPage high =
        history.trials(
            new TrialQuery(
                Order.TRIAL, false, Optional.empty(), 1, -1, "", Optional.empty(), 1_000));
    assertThat(high.trials()).isNotEmpty();
    assertThat(high.trials()).allMatch(t -> t.lastResult().orElseThrow().rung() >= 1);
  }

  @Test
  void text_isLookedForInConfigurationOriginAndReason() {
    StudyHistory history = history(2);
    TrialHistory some =
        history.trials().stream()
            .filter(trial -> trial.lastDecision().isPresent())
            .findFirst()
            .orElseThrow();
    for (String text :
        List.of(
            some.configuration().toString(),
            some.origin().toUpperCase(Locale.ROOT),
            some.lastDecision().orElseThrow().reason())) {
      TrialPage page =
          history.trials(
              new TrialQuery(
                  Order.TRIAL, false, Optional.empty(), -1, -1, text, Optional.empty(), 1_000));
      assertThat(page.trials()).as(text).extracting(TrialHistory::number).contains(some.number());
    }
    assertThat(
            history
                .trials(
                    new TrialQuery(
                        Order.TRIAL,
                        false,
                        Optional.empty(),
                        -1,
                        -1,
                        "no trial says this",
                        Optional.empty(),
                        5))
                .trials())
        .isEmpty();
  }

  @Test
  void anyPieceOfWhatTrialsSay_isFoundWhereverItStandsAndNowhereElse() {
    for (int seed = 0; seed < 4; seed++) {
      StudyHistory history = history(seed);
      Random random = new Random(seed);
      for (int i = 0; i < 300; i++) {
        String line = pick(said(pick(history.trials(), random)), random);
        int from = random.nextInt(line.length());
        int length = 1 + random.nextInt(Math.min(12, line.length() - from));
        String text = line.substring(from, from + length);
        text = random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
        String sought = text.toLowerCase(Locale.ROOT);
        TrialPage page =
            history.trials(
                new TrialQuery(
                    Order.TRIAL, false, Optional.empty(), -1, -1, text, Optional.empty(), 1_000));
        assertThat(page.trials())
            .as("seed %d, \"%s\"", seed, text)
            .extracting(TrialHistory::number)
            .isEqualTo(
                history.trials().stream()
                    .filter(
                        trial ->
                            said(trial).stream()
                                .anyMatch(said -> said.toLowerCase(Locale.ROOT).contains(sought)))
                    .map(TrialHistory::number)
                    .toList());
      }
    }
  }

  private static List<String> said(TrialHistory trial) {
    List<String> said = new ArrayList<>();
    said.add(trial.configuration().toString());
    said.add(trial.origin());
    trial.lastDecision().ifPresent(decision -> said.add(decision.reason()));
    return said;
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void placeThatIsNone_isRefused() {
    for (String text : List.of("", "1", "a.b.c", "0.0.x", "0.0.0.0", "zz.0.1")) {
      assertThat(TrialPlace.parse(text)).as(text).isEmpty();
    }
  }
}
