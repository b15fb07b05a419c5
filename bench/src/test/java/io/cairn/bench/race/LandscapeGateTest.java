package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.MethodSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A small race in virtual time that holds the quality of the landscape method. Seeded, so that each
 * figure is one number: the bar lies between what it is now and what it is when the part that it
 * watches is broken.
 */
class LandscapeGateTest {
  private static final int BUDGET = 32;
  private static final int[] INSTANCES = {1, 4, 7, 10};

  private static double regret(boolean checkpoints, String method, String priors, int budget) {
    Hills hills = Hills.of(12, checkpoints);
    FittedPriors fits = new FittedPriors(hills);
    Priors sources = new Priors(hills);
    double sum = 0;
    int runs = 0;
    for (int instance : INSTANCES) {
      InstanceScale scale = hills.scale(instance);
      for (int seed = 0; seed < 2; seed++) {
        RaceKey key = new RaceKey("hills", method, priors, 4, instance, seed);
        sum +=
            new Race(hills, scale, BUDGET, fits)
                .run(
                    key,
                    MethodSettings.of(method, 100L * seed + instance),
                    sources.of(PriorKind.parse(priors), instance, seed))
                .regrets()[budget - 1];
        runs++;
      }
    }
    return sum / runs;
  }

  @ParameterizedTest
  @CsvSource({
    // checkpoints, priors, budget, now, broken (no model: as asha; no priors: as none), bar
    "true, none, 16, 0.0432, 0.1293, 0.09",
    "true, none, 32, 0.0009, 0.0874, 0.02",
    "true, all, 4, 0.0344, 0.4755, 0.12",
    "true, negated, 16, 0.0276, 0.1293, 0.0529",
    "false, none, 32, 0.0026, 0.1087, 0.04",
    "false, all, 4, 0.0486, 0.4989, 0.12",
    "false, negated, 16, 0.0791, 0.2106, 0.12"
  })
  void meanRegret_staysBelowItsBar(
      boolean checkpoints, String priors, int budget, double now, double broken, double bar) {
    assertThat(regret(checkpoints, "landscape", priors, budget))
        .as(
            "checkpoints %s, priors %s, at %d: %s when the bar was set, %s when broken",
            checkpoints, priors, budget, now, broken)
        .isLessThan(bar);
  }
}
