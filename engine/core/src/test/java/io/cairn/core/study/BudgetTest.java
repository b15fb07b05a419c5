package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Spending SOME = new Spending(20, 50, 600, 0, 90, 0, 0, 0, 0, 0, 0);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static double spent(Budget budget) {
    return budget.spent(SOME, MINUTE).orElseThrow();
  }

  @Test
  void spent_isOfTheLimitThatIsNearest() {
    assertThat(spent(Budget.ofTrials(80))).isEqualTo(0.25);
    assertThat(spent(Budget.ofTrials(10))).as("never more than all").isEqualTo(1);
    Budget several =
        new Budget(
            OptionalInt.of(200),
            OptionalLong.of(100),
            OptionalDouble.of(6_000),
            Optional.of(Duration.ofSeconds(900)),
            Optional.of(Duration.ofMinutes(10)),
            OptionalDouble.of(0.9));
    assertThat(spent(several)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void eachLimit_counts() {
    assertThat(spent(of(OptionalDouble.of(1_200), Optional.empty(), Optional.empty())))
        .isEqualTo(0.5);
    assertThat(
            spent(
                of(OptionalDouble.empty(), Optional.of(Duration.ofSeconds(120)), Optional.empty())))
        .isEqualTo(0.75);
    assertThat(
            spent(of(OptionalDouble.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(4)))))
        .isEqualTo(0.25);
  }

  private static Budget of(
      OptionalDouble resource, Optional<Duration> compute, Optional<Duration> wallClock) {
    return new Budget(
        OptionalInt.empty(),
        OptionalLong.empty(),
        resource,
        compute,
        wallClock,
        OptionalDouble.empty());
  }

  @Test
  void withoutALimitThatIsReachedForCertain_nothingIsKnown() {
    assertThat(Budget.UNLIMITED.spent(SOME, MINUTE)).isEmpty();
  }
}
