package io.cairn.core.search.landscape;

import io.cairn.core.transfer.TrustReport;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Where trials stand among all: by rank at the rung where most of them have a result. */
final class TrialRanks {
  private final List<Trial> trials;
  private final int rung;
  private final double[] sorted;

  TrialRanks(List<Trial> trials, int rungs) {
    this.trials = trials;
    int[] results = new int[rungs];
    for (Trial trial : trials) {
      for (int r = 0; r < rungs; r++) {
        results[r] += Double.isNaN(trial.losses[r]) ? 0 : 1;
      }
    }
    int fullest = 0;
    for (int r = 1; r < rungs; r++) {
      fullest = results[r] >= results[fullest] ? r : fullest;
    }
    this.rung = fullest;
    this.sorted =
        trials.stream()
            .mapToDouble(t -> t.losses[rung])
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toArray();
  }

  /** How some of them fared. */
  TrustReport.Fared of(Predicate<Trial> which) {
    List<Trial> some = trials.stream().filter(which).toList();
    double[] ranks =
        some.stream()
            .mapToDouble(t -> t.losses[rung])
            .filter(loss -> !Double.isNaN(loss))
            .map(this::rank)
            .sorted()
            .toArray();
    int bestRung = -1;
    double best = Double.NaN;
    for (Trial trial : some) {
      for (int r = Math.max(0, bestRung); r < trial.losses.length; r++) {
        double loss = trial.losses[r];
        if (Double.isFinite(loss) && (r > bestRung || loss < best)) {
          bestRung = r;
          best = loss;
        }
      }
    }
    return new TrustReport.Fared(
        some.size(), ranks.length, sorted.length, median(ranks), best, bestRung);
  }

  /** From 1; equal losses share the mean of their ranks. */
  private double rank(double loss) {
    int below = 0;
    int equal = 0;
    for (double other : sorted) {
      below += other < loss ? 1 : 0;
      equal += other == loss ? 1 : 0;
    }
    return below + (equal + 1) / 2.0;
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0
        ? Double.NaN
        : Arrays.stream(sorted, (n - 1) / 2, n / 2 + 1).average().orElseThrow();
  }
}
