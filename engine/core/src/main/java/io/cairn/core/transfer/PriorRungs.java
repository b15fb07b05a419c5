package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a prior as the rungs of a new study, whatever units and ladders they were measured
 * on: a rung is the level at the nearest share of the prior's own full resource, and the full level
 * where none is near. With that, what the prior knows of rungs: what they cost, and how well they
 * rank configurations.
 */
final class PriorRungs {
  private static final double COST_PENALTY = 1;

  /** Levels whose shares of the full resource differ by less than this factor are the same. */
  private static final double SAME_SHARE = 1.75;

  private final SurfaceBasis basis;
  private final Landscape landscape;
  private final int[] rows;
  private final int[] levels;
  private final boolean[] told; // whether the prior has a level for the rung

  /**
   * Rungs of a prior.
   *
   * @param rows the configurations of the landscape that figures rest on
   */
  PriorRungs(SurfaceBasis basis, Landscape landscape, int[] rows) {
    this.basis = basis;
    this.landscape = landscape;
    this.rows = rows;
    this.levels = new int[basis.ladder().size()];
    this.told = new boolean[levels.length];
    double[] own = landscape.levels();
    double full = own[own.length - 1];
    double top = basis.ladder().level(basis.ladder().top());
    for (int rung = 0; rung < levels.length; rung++) {
      double share = basis.ladder().level(rung) / top;
      levels[rung] = own.length - 1;
      double least = Math.log(SAME_SHARE);
      for (int level = 0; level < own.length; level++) {
        double apart = Math.abs(Math.log(own[level] / full / share));
        if (apart < least) {
          least = apart;
          levels[rung] = level;
          told[rung] = true;
        }
      }
    }
    levels[levels.length - 1] = own.length - 1;
    told[levels.length - 1] = true;
  }

  /** Number of rungs. */
  int size() {
    return levels.length;
  }

  /** The prior's level for a rung. */
  int level(int rung) {
    return levels[rung];
  }

  /**
   * Log of the seconds to reach a rung over the median seconds of a full evaluation; null where too
   * few recorded any.
   *
   * @param features of the configurations, in the order of the rows
   */
  @Nullable Surface costs(double[][] features) {
    int top = landscape.top();
    double[] full =
        Arrays.stream(rows)
            .mapToDouble(row -> landscape.cost(top, row))
            .filter(seconds -> seconds > 0)
            .sorted()
            .toArray();
    if (!MeasuredInFull.isEnough(full.length, rows.length)) {
      return null;
    }
    double median = full[full.length / 2];
    Ridge ridge = new Ridge(features, COST_PENALTY);
    double[][] weights = new double[levels.length][];
    double[] offsets = new double[levels.length];
    for (int rung = 0; rung < levels.length; rung++) {
      double[] logs = new double[rows.length];
      for (int i = 0; i < logs.length; i++) {
        double seconds = landscape.cost(levels[rung], rows[i]);
        logs[i] = seconds > 0 ? Math.log(seconds / median) : Double.NaN;
      }
      double mean = Arrays.stream(logs).filter(Double::isFinite).average().orElse(0);
      // Where nothing is told of a rung, its cost is that of a full evaluation by its share.
      offsets[rung] = told[rung] ? mean : mean + basis.logShares()[rung];
      weights[rung] =
          ridge.weights(Arrays.stream(logs).map(l -> Double.isFinite(l) ? l - mean : 0).toArray());
    }
    return new Surface(weights, offsets);
  }

  /** Rank correlation of each rung's losses with the full ones; NaN where it is not known. */
  double[] reliability() {
    int top = landscape.top();
    return ofRungs(
        level -> {
          int[] both =
              Arrays.stream(rows)
                  .filter(
                      row ->
                          !Double.isNaN(landscape.value(level, row))
                              && !Double.isNaN(landscape.value(top, row)))
                  .toArray();
          if (both.length < MeasuredInFull.LEAST) {
            return Double.NaN;
          }
          return RankScores.spearman(
              Arrays.stream(both).mapToDouble(row -> landscape.loss(level, row)).toArray(),
              Arrays.stream(both).mapToDouble(row -> landscape.loss(top, row)).toArray());
        });
  }

  /** Median share of a full evaluation's seconds that a rung takes; NaN where it is not known. */
  double[] costShares() {
    int top = landscape.top();
    return ofRungs(
        level -> {
          double[] shares =
              Arrays.stream(rows)
                  .mapToDouble(row -> landscape.cost(level, row) / landscape.cost(top, row))
                  .filter(Double::isFinite)
                  .sorted()
                  .toArray();
          return shares.length < MeasuredInFull.LEAST ? Double.NaN : shares[shares.length / 2];
        });
  }

  /** A figure of the prior's level for each rung; NaN where it has none. */
  private double[] ofRungs(IntToDoubleFunction figure) {
    return IntStream.range(0, levels.length)
        .mapToDouble(rung -> told[rung] ? figure.applyAsDouble(levels[rung]) : Double.NaN)
        .toArray();
  }
}
