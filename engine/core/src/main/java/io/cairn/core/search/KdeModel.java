package io.cairn.core.search;

import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.KernelDensity;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Two densities of one rung, of its good results and of the others. */
final class KdeModel {
  private final int rung;
  private final KernelDensity good;
  private final KernelDensity bad;

  private KdeModel(int rung, KernelDensity good, KernelDensity bad) {
    this.rung = rung;
    this.good = good;
    this.bad = bad;
  }

  /** Whether a rung has enough results: d + 1 good ones and two more. */
  static boolean isPossible(ResultWindow results, int dimensions) {
    int least = KdeSettings.minPoints(dimensions);
    return results.finite() >= least && results.size() >= least + 2;
  }

  /**
   * Fits the densities.
   *
   * @param shunned points that count as bad whatever the rung: pending and failed trials
   */
  static KdeModel fit(
      int rung,
      List<Axis> axes,
      ResultWindow results,
      List<double[]> shunned,
      KdeSettings settings) {
    int least = KdeSettings.minPoints(axes.size());
    int count = settings.good(results.size(), axes.size());
    List<double[]> bad = new ArrayList<>(results.bad(count, least));
    bad.addAll(shunned);
    return new KdeModel(
        rung,
        KernelDensity.fit(axes, results.good(count), settings.minBandwidth()),
        KernelDensity.fit(axes, bad, settings.minBandwidth()));
  }

  int rung() {
    return rung;
  }

  /** A point near a good result. */
  double[] sample(RandomGenerator random, double widening) {
    return good.sample(random, widening);
  }

  /** The logarithm of good density over bad density: what BOHB maximises. */
  double score(double[] point) {
    return good.logDensity(point) - bad.logDensity(point);
  }
}
