package io.cairn.core.search.landscape;

import io.cairn.core.search.RandomStreams;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.core.transfer.Evidence;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorSpan;
import io.cairn.core.transfer.SurfaceBasis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observations that the priors are tested on: at each rung the first ones that are no
 * variations of earlier trials, with what every prior expected of them. The rung with most of them
 * counts, the higher one of equals.
 */
final class EvidenceLedger {
  /** Root mean square over the axes below which two configurations are variations of one. */
  private static final double NEAR = 0.1;

  private final PriorSpan span;
  private final int most;
  private final UnitAxes axes;
  private final List<List<double[]>> points = new ArrayList<>(); // [rung][observation]
  private final List<List<double[]>> expectations = new ArrayList<>(); // [rung][observation][prior]
  private final List<List<Double>> losses = new ArrayList<>();
  private @Nullable Evidence evidence;

  /**
   * A ledger of the priors that can predict themselves; null if none can.
   *
   * @param most observations at a rung
   */
  static @Nullable EvidenceLedger of(SurfaceBasis basis, List<FittedPrior> priors, int most) {
    List<FittedPrior> sound = priors.stream().filter(FittedPrior::isSound).toList();
    if (sound.isEmpty()) {
      return null;
    }
    // The same probes whatever the study's seed: the span is a matter of the priors alone.
    PriorSpan span = new PriorSpan(basis, sound, new RandomStreams(0).stream("probes", 0));
    return new EvidenceLedger(span, basis.ladder().size(), most, basis.encoding().axes());
  }

  EvidenceLedger(PriorSpan span, int rungs, int most, UnitAxes axes) {
    this.span = span;
    this.most = most;
    this.axes = axes;
    for (int rung = 0; rung < rungs; rung++) {
      expectations.add(new ArrayList<>());
      losses.add(new ArrayList<>());
      points.add(new ArrayList<>());
    }
  }

  /** The priors that are tested. */
  PriorSpan span() {
    return span;
  }

  void reported(Trial trial, int rung) {
    if (losses.get(rung).size() >= most) {
      return;
    }
    double[] point = axes.point(trial.configuration);
    if (points.get(rung).stream().anyMatch(p -> axes.distance(p, point) < NEAR)) {
      return;
    }
    points.get(rung).add(point);
    double loss = trial.losses[rung];
    losses.get(rung).add(Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY);
    expectations.get(rung).add(span.expectations(trial.configuration, rung));
    evidence = null;
  }

  /** The rung that the priors are tested at. */
  int rung() {
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
      known = Evidence.of(expectations(), losses());
      evidence = known;
    }
    return known;
  }

  /** What was observed at that rung. */
  double[] losses() {
    return losses.get(rung()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What each prior expected of it: [prior][observation]. */
  double[][] expectations() {
    List<double[]> at = expectations.get(rung());
    double[][] byPrior = new double[span.priors().size()][at.size()];
    for (int i = 0; i < at.size(); i++) {
      for (int k = 0; k < byPrior.length; k++) {
        byPrior[k][i] = at.get(i)[k];
      }
    }
    return byPrior;
  }
}
