package io.cairn.core.search.landscape;

import io.cairn.core.transfer.Evidence;
import io.cairn.core.transfer.PriorSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observations that the priors are tested on: at each rung the first ones that are no
 * variations of earlier trials, with what every prior expected of them. The rung with most of them
 * counts, the higher one of equals.
 */
final class EvidenceLedger {
  private final PriorSpan span;
  private final int most;
  private final List<List<double[]>> expectations = new ArrayList<>(); // [rung][observation][prior]
  private final List<List<Double>> losses = new ArrayList<>();
  private @Nullable Evidence evidence;

  EvidenceLedger(PriorSpan span, int rungs, int most) {
    this.span = span;
    this.most = most;
    for (int rung = 0; rung < rungs; rung++) {
      expectations.add(new ArrayList<>());
      losses.add(new ArrayList<>());
    }
  }

  void reported(Trial trial, int rung) {
    if (trial.mutant || losses.get(rung).size() >= most) {
      return;
    }
    double loss = trial.losses[rung];
    losses.get(rung).add(Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY);
    expectations.get(rung).add(span.expectations(trial.configuration, rung));
    evidence = null;
  }

  private int rung() {
    int chosen = 0;
    for (int rung = 0; rung < losses.size(); rung++) {
      if (losses.get(rung).size() >= losses.get(chosen).size()) {
        chosen = rung;
      }
    }
    return chosen;
  }

  /** Observations that the evidence rests on. */
  int size() {
    return losses.get(rung()).size();
  }

  Evidence evidence() {
    Evidence known = evidence;
    if (known == null) {
      int rung = rung();
      int n = losses.get(rung).size();
      double[][] byPrior = new double[span.priors().size()][n];
      for (int i = 0; i < n; i++) {
        double[] of = expectations.get(rung).get(i);
        for (int k = 0; k < byPrior.length; k++) {
          byPrior[k][i] = of[k];
        }
      }
      known =
          Evidence.of(
              byPrior, losses.get(rung).stream().mapToDouble(Double::doubleValue).toArray());
      evidence = known;
    }
    return known;
  }
}
