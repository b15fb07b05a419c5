package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.MappingReport;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.LossScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the surface of a prior: ridge regression on the features of a {@link SurfaceBasis}, one
 * system for all rungs, the penalty chosen by leave-one-out error.
 *
 * <p>Where most configurations were measured in full, losses are put on the scale of {@link
 * LossScale} by the median and best of the full ones, every rung alike. Of a landscape that halving
 * made only the order counts ({@link PriorScores}). A prior that measured other levels gives a rung
 * what it knows of the level at the nearest share of its own full resource, its full losses if it
 * has no level near.
 */
public final class PriorFitter {
  /**
   * Raised with every change that makes other fits of the same landscape, here or in {@link
   * SurfaceBasis}: kept fits of another version are not used.
   */
  public static final int VERSION = 1;

  private static final int MOST_POINTS = 300;
  private static final int BEST = 8;
  private static final int ENOUGH_IN_FULL = 10;
  private static final double[] PENALTIES = {0.01, 0.03, 0.1, 0.3, 1};
  private static final double COST_PENALTY = 1;

  /** Levels whose shares of the full resource differ by less than this factor are the same. */
  private static final double SAME_SHARE = 1.75;

  private final SurfaceBasis basis;

  /** Fits priors in a basis. */
  public PriorFitter(SurfaceBasis basis) {
    this.basis = basis;
  }

  /** Fits a prior whose parameters mean the same as those of the same name in the new space. */
  public FittedPrior fit(PriorLandscape prior) {
    return fit(
        prior, SpaceMap.between(prior.landscape().space(), basis.space(), Map.of(), Map.of()));
  }

  /**
   * Fits a prior.
   *
   * @param map from its space to the new one
   */
  public FittedPrior fit(PriorLandscape prior, SpaceMap map) {
    Landscape landscape = prior.landscape();
    MappingReport report =
        map.mapAll(landscape.configurations().stream().map(Configuration::values).toList());
    PriorUse use =
        new PriorUse(
            prior.id(),
            prior.name(),
            report.used(),
            report.projected(),
            report.rejected(),
            report.reasons());
    double[] scores = PriorScores.of(landscape);
    int[] rows = chosen(report, scores);
    return new Work(prior, report, use, scores, rows).fit();
  }

  /** The best half, and the rest evenly over the order. */
  private static int[] chosen(MappingReport report, double[] scores) {
    int[] usable =
        IntStream.range(0, scores.length)
            .filter(i -> configuration(report, i) != null)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(i -> i)
            .toArray();
    if (usable.length <= MOST_POINTS) {
      return usable;
    }
    int half = MOST_POINTS / 2;
    return IntStream.concat(
            Arrays.stream(usable, 0, half),
            IntStream.range(0, half)
                .map(i -> usable[half + (int) ((long) i * (usable.length - half) / half)]))
        .toArray();
  }

  private static @Nullable Configuration configuration(MappingReport report, int i) {
    MappedConfiguration mapped = report.mapped().get(i);
    if (mapped instanceof MappedConfiguration.Used used) {
      return used.configuration();
    }
    return mapped instanceof MappedConfiguration.Projected projected
        ? projected.configuration()
        : null;
  }

  /** One fit. */
  private final class Work {
    private final PriorLandscape prior;
    private final Landscape landscape;
    private final PriorUse use;
    private final double[] scores;
    private final int[] rows;
    private final List<Configuration> configurations = new ArrayList<>();
    private final double[][] features;
    private final int[] levels;
    private final boolean[] told; // whether the prior has a level for the rung

    Work(PriorLandscape prior, MappingReport report, PriorUse use, double[] scores, int[] rows) {
      this.prior = prior;
      this.landscape = prior.landscape();
      this.use = use;
      this.scores = scores;
      this.rows = rows;
      this.features = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        Configuration configuration =
            java.util.Objects.requireNonNull(configuration(report, rows[i]));
        configurations.add(configuration);
        features[i] = basis.features(configuration);
      }
      this.told = new boolean[basis.ladder().size()];
      this.levels = levels();
    }

    /** The prior's level for each rung. */
    private int[] levels() {
      double[] own = landscape.levels();
      double full = own[own.length - 1];
      int[] chosen = new int[basis.ladder().size()];
      double top = basis.ladder().level(basis.ladder().top());
      for (int rung = 0; rung < chosen.length; rung++) {
        double share = basis.ladder().level(rung) / top;
        chosen[rung] = own.length - 1;
        double least = Math.log(SAME_SHARE);
        for (int level = 0; level < own.length; level++) {
          double apart = Math.abs(Math.log(own[level] / full / share));
          if (apart < least) {
            least = apart;
            chosen[rung] = level;
            told[rung] = true;
          }
        }
      }
      chosen[chosen.length - 1] = own.length - 1;
      told[chosen.length - 1] = true;
      return chosen;
    }

    FittedPrior fit() {
      int rungs = levels.length;
      int full = landscape.measured(landscape.top());
      boolean inFull = full >= ENOUGH_IN_FULL && 2 * full >= landscape.size();
      double[] sorted = finite(landscape.losses(landscape.top()));
      double spread = sorted.length == 0 ? 0 : sorted[sorted.length / 2] - sorted[0];
      @Nullable LossScale scale =
          inFull && spread > 0 ? new LossScale(sorted[sorted.length / 2], spread) : null;
      double[][] targets = new double[rungs][];
      for (int rung = 0; rung < rungs; rung++) {
        targets[rung] = scale == null ? byOrder() : byLoss(scale, levels[rung]);
      }
      double[][] weights = new double[rungs][SurfaceBasis.FEATURES];
      double[] offsets = new double[rungs];
      double predictability = 0;
      if (rows.length >= 2) {
        Ridge ridge = ridge(targets[rungs - 1]);
        for (int rung = 0; rung < rungs; rung++) {
          offsets[rung] = mean(targets[rung]);
          weights[rung] = ridge.weights(centred(targets[rung], offsets[rung]));
        }
        double[] top = targets[rungs - 1];
        predictability = RankScores.spearman(top, ridge.leaveOneOut(centred(top, mean(top))));
      }
      return new FittedPrior(
          prior.id(),
          prior.name(),
          new Surface(weights, offsets),
          costs(),
          scale == null ? Double.NaN : spread,
          reliability(),
          costShares(),
          predictability,
          rows.length,
          configurations.subList(0, Math.min(BEST, configurations.size())),
          use);
    }

    private Ridge ridge(double[] top) {
      double mean = mean(top);
      double[] centred = centred(top, mean);
      double least = Double.POSITIVE_INFINITY;
      @Nullable Ridge best = null;
      for (double penalty : PENALTIES) {
        Ridge ridge = new Ridge(features, penalty);
        double[] predicted = ridge.leaveOneOut(centred);
        double error = 0;
        for (int i = 0; i < predicted.length; i++) {
          error += (predicted[i] - centred[i]) * (predicted[i] - centred[i]);
        }
        if (error < least || best == null) {
          least = error;
          best = ridge;
        }
      }
      return java.util.Objects.requireNonNull(best);
    }

    /** Warped losses; what was not measured at a level is taken from the nearest above or below. */
    private double[] byLoss(LossScale scale, int level) {
      double[] z = new double[rows.length];
      for (int i = 0; i < z.length; i++) {
        double loss = landscape.loss(level, rows[i]);
        for (int apart = 1; Double.isNaN(loss) && apart <= landscape.top(); apart++) {
          loss = measured(level + apart, rows[i]);
          loss = Double.isNaN(loss) ? measured(level - apart, rows[i]) : loss;
        }
        z[i] = scale.of(loss);
      }
      return z;
    }

    private double measured(int level, int row) {
      return level < 0 || level > landscape.top() ? Double.NaN : landscape.loss(level, row);
    }

    private double[] byOrder() {
      return Arrays.stream(rows).mapToDouble(row -> 2 * scores[row] - 1).toArray();
    }

    private @Nullable Surface costs() {
      int top = landscape.top();
      double[] full =
          Arrays.stream(rows)
              .mapToDouble(row -> landscape.cost(top, row))
              .filter(seconds -> seconds > 0)
              .sorted()
              .toArray();
      if (full.length < ENOUGH_IN_FULL || 2 * full.length < rows.length) {
        return null;
      }
      double median = full[full.length / 2];
      Ridge ridge = new Ridge(features, COST_PENALTY);
      int rungs = levels.length;
      double[][] weights = new double[rungs][];
      double[] offsets = new double[rungs];
      for (int rung = 0; rung < rungs; rung++) {
        double[] logs = new double[rows.length];
        for (int i = 0; i < logs.length; i++) {
          double seconds = landscape.cost(levels[rung], rows[i]);
          logs[i] = seconds > 0 ? Math.log(seconds / median) : Double.NaN;
        }
        double mean = Arrays.stream(logs).filter(Double::isFinite).average().orElse(0);
        // Where nothing is told of a rung, its cost is that of a full evaluation by its share.
        offsets[rung] = told[rung] ? mean : mean + basis.logShares()[rung];
        weights[rung] =
            ridge.weights(
                Arrays.stream(logs).map(l -> Double.isFinite(l) ? l - mean : 0).toArray());
      }
      return new Surface(weights, offsets);
    }

    private double[] reliability() {
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
            if (both.length < ENOUGH_IN_FULL) {
              return Double.NaN;
            }
            return RankScores.spearman(
                Arrays.stream(both).mapToDouble(row -> landscape.loss(level, row)).toArray(),
                Arrays.stream(both).mapToDouble(row -> landscape.loss(top, row)).toArray());
          });
    }

    /** A figure of the prior's level for each rung; NaN where it has none. */
    private double[] ofRungs(IntToDoubleFunction figure) {
      return IntStream.range(0, levels.length)
          .mapToDouble(rung -> told[rung] ? figure.applyAsDouble(levels[rung]) : Double.NaN)
          .toArray();
    }

    private double[] costShares() {
      int top = landscape.top();
      return ofRungs(
          level -> {
            double[] shares =
                Arrays.stream(rows)
                    .mapToDouble(row -> landscape.cost(level, row) / landscape.cost(top, row))
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            return shares.length < ENOUGH_IN_FULL ? Double.NaN : shares[shares.length / 2];
          });
    }
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double[] centred(double[] values, double mean) {
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }
}
