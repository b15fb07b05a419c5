package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Transfer must not converge to something worse than a cold start, and must pay where it is right
 * (scikit-optimize#325, syne-tune#211): priors with the optimum in the opposite corner, turned
 * upside down, of a single trial, and right ones, alone and together.
 */
class MisleadingPriorTest {
  private static final int SEEDS = 8;
  private static final int TRIALS = 36;

  /** Regret that counts as found: one percent of what a usual configuration has. */
  private static final double FOUND = 0.01;

  private static final Valley TARGET = Valley.TARGET;
  private static final Valley.LossAt LOSS = TARGET::loss;
  private static final PriorLandscape RIGHT = Valley.prior("right", LOSS);
  private static final PriorLandscape OPPOSITE =
      Valley.prior("opposite", new Valley(1 - TARGET.x(), 1 - TARGET.y())::loss);
  private static final PriorLandscape NEGATED = Valley.prior("negated", LOSS.through(l -> -l));
  private static final PriorLandscape SINGLE =
      Valley.prior("single", 1, new double[] {1, 3, 9}, new Valley(0.1, 0.9)::loss);

  private static final Runs COLD = Runs.of();

  /** Regret at the end, and worker seconds until it was found, over the seeds. */
  private record Runs(double[] regrets, double[] seconds) {
    static Runs of(PriorLandscape... priors) {
      List<FittedPrior> fitted = Stream.of(priors).map(Valley::fitted).toList();
      double[] regrets = new double[SEEDS];
      double[] seconds = new double[SEEDS];
      IntStream.range(0, SEEDS).forEach(seed -> run(fitted, seed, regrets, seconds));
      return new Runs(regrets, seconds);
    }

    private static void run(
        List<FittedPrior> priors, int seed, double[] regrets, double[] seconds) {
      regrets[seed] = Double.POSITIVE_INFINITY;
      seconds[seed] = Double.POSITIVE_INFINITY;
      Valley.run(
          Valley.study("landscape", TRIALS, seed, priors),
          LOSS,
          event -> {
            if (event instanceof StudyEvent.Reported e
                && e.rung().isPresent()
                && e.rung().getAsInt() == Valley.LADDER.top()) {
              regrets[seed] = Math.min(regrets[seed], e.metrics().get("loss") / Valley.USUAL);
              if (regrets[seed] <= FOUND) {
                double at = Duration.between(Instant.EPOCH, e.at()).toMillis() / 1000.0;
                seconds[seed] = Math.min(seconds[seed], at);
              }
            }
          });
    }

    /** Mean regret; what is below a percent is found, and no ratio of such figures means much. */
    double regret() {
      return IntStream.range(0, SEEDS)
          .mapToDouble(seed -> Math.max(FOUND, regrets[seed]))
          .average()
          .orElseThrow();
    }

    /** Median. */
    double secondsUntilFound() {
      double[] sorted = seconds.clone();
      java.util.Arrays.sort(sorted);
      return (sorted[(SEEDS - 1) / 2] + sorted[SEEDS / 2]) / 2;
    }

    @Override
    public String toString() {
      return "regret " + regret() + ", found after " + secondsUntilFound() + " s";
    }
  }

  private static void noWorseThanCold(PriorLandscape... priors) {
    Runs warm = Runs.of(priors);
    assertThat(warm.regret())
        .as("%s against cold %s; healthy: the same", warm, COLD)
        .isLessThanOrEqualTo(1.1 * COLD.regret());
  }

  private static void twiceAsFast(PriorLandscape... priors) {
    Runs warm = Runs.of(priors);
    assertThat(warm.secondsUntilFound())
        .as("%s against cold %s; healthy: after 13 s against 39 s", warm, COLD)
        .isLessThanOrEqualTo(COLD.secondsUntilFound() / 2);
  }

  @Test
  void optimumInTheOppositeCorner_convergesAsCold() {
    noWorseThanCold(OPPOSITE);
  }

  @Test
  void negatedPrior_convergesAsCold() {
    noWorseThanCold(NEGATED);
  }

  @Test
  void priorOfOneTrial_isTheColdStart() {
    Runs warm = Runs.of(SINGLE);
    assertThat(warm.regrets()).isEqualTo(COLD.regrets());
    assertThat(warm.seconds()).isEqualTo(COLD.seconds());
  }

  @Test
  void misleadingPriorsTogether_convergeAsCold() {
    noWorseThanCold(OPPOSITE, NEGATED, SINGLE);
  }

  @Test
  void rightPrior_isTwiceAsFast() {
    twiceAsFast(RIGHT);
  }

  @Test
  void rightPriorAmongMisleadingOnes_isTwiceAsFast() {
    twiceAsFast(OPPOSITE, RIGHT, NEGATED, SINGLE);
  }
}
