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
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the surface of a prior: ridge regression on the features of a {@link SurfaceBasis}, one
 * system for all rungs, the penalty chosen by leave-one-out error.
 *
 * <p>Where most configurations were measured in full, losses are put on the scale of {@link
 * LossScale} by the median and best of the full ones, every rung alike. Of a landscape that halving
 * made only the order counts ({@link PriorScores}). A prior that measured other levels gives a rung
 * what it knows of its level nearest to it ({@link PriorRungs}).
 */
public final class PriorFitter {
  /**
   * Raised with every change that makes other fits of the same landscape, here or in {@link
   * SurfaceBasis}: kept fits of another version are not used.
   */
  public static final int VERSION = 1;

  private static final int MOST_POINTS = 300;
  private static final int BEST = 8;
  private static final double[] PENALTIES = {0.01, 0.03, 0.1, 0.3, 1};

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
    private final PriorRungs rungs;

    Work(PriorLandscape prior, MappingReport report, PriorUse use, double[] scores, int[] rows) {
      this.prior = prior;
      this.landscape = prior.landscape();
      this.use = use;
      this.scores = scores;
      this.rows = rows;
      this.features = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        Configuration configuration = Objects.requireNonNull(configuration(report, rows[i]));
        configurations.add(configuration);
        features[i] = basis.features(configuration);
      }
      this.rungs = new PriorRungs(basis, landscape, rows);
    }

    FittedPrior fit() {
      double[] sorted = finite(landscape.losses(landscape.top()));
      double spread = sorted.length == 0 ? 0 : sorted[sorted.length / 2] - sorted[0];
      @Nullable LossScale scale =
          MeasuredInFull.isEnough(landscape) && spread > 0
              ? new LossScale(sorted[sorted.length / 2], spread)
              : null;
      double[][] targets = new double[rungs.size()][];
      for (int rung = 0; rung < targets.length; rung++) {
        targets[rung] = scale == null ? byOrder() : byLoss(scale, rungs.level(rung));
      }
      double[][] weights = new double[targets.length][SurfaceBasis.FEATURES];
      double[] offsets = new double[targets.length];
      double predictability = 0;
      if (rows.length >= 2) {
        double[] top = targets[targets.length - 1];
        Ridge ridge = ridge(top);
        for (int rung = 0; rung < targets.length; rung++) {
          offsets[rung] = mean(targets[rung]);
          weights[rung] = ridge.weights(centred(targets[rung], offsets[rung]));
        }
        predictability = RankScores.spearman(top, ridge.leaveOneOut(centred(top, mean(top))));
      }
      return new FittedPrior(
          prior.id(),
          prior.name(),
          new Surface(weights, offsets),
          rungs.costs(features),
          scale == null ? Double.NaN : spread,
          rungs.reliability(),
          rungs.costShares(),
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
      return Objects.requireNonNull(best);
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
