package io.cairn.core.transfer;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.SymmetricEigen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The landscapes that a set of priors spans: their mean and the few directions in which they differ
 * most, so that hundreds of priors cost as much as a dozen. Every prior is the mean plus a
 * combination of the directions, its {@linkplain #coordinates coordinates}; the target is assumed
 * to be near such a combination.
 *
 * <p>Directions are principal components of the priors' values at 200 random configurations and all
 * rungs, each scaled to a root mean square of one over the priors.
 */
public final class PriorSpan {
  private static final int MOST_DIRECTIONS = 12;
  private static final int PROBES = 200;
  private static final double LEAST_SHARE = 1e-3;

  private final SurfaceBasis basis;
  private final List<FittedPrior> priors;
  private final Surface[] surfaces; // mean, then directions
  private final double[][] coordinates; // [prior][direction]
  private final int width; // columns of a rung in the block: the surfaces, then the cost
  private final double[] block; // side by side: [feature][rung * width + column]
  private final double[] offsets; // [rung * width + column]

  /**
   * The span of priors of one basis.
   *
   * @param priors at least one
   * @param random for the probes
   */
  public PriorSpan(SurfaceBasis basis, List<FittedPrior> priors, RandomGenerator random) {
    if (priors.isEmpty()) {
      throw new IllegalArgumentException("a span needs at least one prior");
    }
    this.basis = basis;
    this.priors = List.copyOf(priors);
    int m = priors.size();
    Surface[] own = priors.stream().map(FittedPrior::losses).toArray(Surface[]::new);
    double[] equal = new double[m];
    Arrays.fill(equal, 1.0 / m);
    Surface mean = Surface.combination(own, equal);
    double[][] values = centredValues(own, mean, random);
    SymmetricEigen eigen = SymmetricEigen.of(gram(values));
    double total = Math.max(1e-12, Arrays.stream(eigen.values()).sum());
    int directions = 0;
    while (directions < Math.min(MOST_DIRECTIONS, m - 1)
        && eigen.values()[directions] > LEAST_SHARE * total) {
      directions++;
    }
    this.surfaces = new Surface[1 + directions];
    this.coordinates = new double[m][directions];
    surfaces[0] = mean;
    for (int q = 0; q < directions; q++) {
      double root = Math.sqrt(m);
      double[] factors = new double[m];
      double sum = 0;
      for (int k = 0; k < m; k++) {
        coordinates[k][q] = eigen.vectors()[k][q] * root;
        factors[k] = eigen.vectors()[k][q] / root;
        sum += factors[k];
      }
      Surface direction = Surface.combination(own, factors);
      Surface[] parts = {direction, mean};
      surfaces[1 + q] = Surface.combination(parts, new double[] {1, -sum});
    }
    this.width = surfaces.length + 1;
    int columns = basis.ladder().size() * width;
    this.block = new double[SurfaceBasis.FEATURES * columns];
    this.offsets = new double[columns];
    for (int q = 0; q < surfaces.length; q++) {
      fill(surfaces[q], q);
    }
    fill(meanCost(), surfaces.length);
  }

  /** The mean over the priors that recorded costs; that cost grows as the resource if none did. */
  private Surface meanCost() {
    Surface[] costs =
        priors.stream().map(FittedPrior::costs).filter(Objects::nonNull).toArray(Surface[]::new);
    if (costs.length == 0) {
      return new Surface(
          new double[basis.ladder().size()][SurfaceBasis.FEATURES], basis.logShares());
    }
    double[] equal = new double[costs.length];
    Arrays.fill(equal, 1.0 / costs.length);
    return Surface.combination(costs, equal);
  }

  private void fill(Surface surface, int column) {
    int columns = offsets.length;
    for (int rung = 0; rung < basis.ladder().size(); rung++) {
      offsets[rung * width + column] = surface.offsets()[rung];
      for (int f = 0; f < SurfaceBasis.FEATURES; f++) {
        block[f * columns + rung * width + column] = surface.weights()[rung][f];
      }
    }
  }

  private double[][] centredValues(Surface[] own, Surface mean, RandomGenerator random) {
    int rungs = basis.ladder().size();
    double[][] values = new double[own.length][PROBES * rungs];
    for (int probe = 0; probe < PROBES; probe++) {
      double[] features = basis.features(probe(random));
      for (int rung = 0; rung < rungs; rung++) {
        double middle = mean.at(features, rung);
        for (int k = 0; k < own.length; k++) {
          values[k][probe * rungs + rung] = own[k].at(features, rung) - middle;
        }
      }
    }
    return values;
  }

  private Configuration probe(RandomGenerator random) {
    return basis
        .space()
        .sample(random)
        .orElseGet(
            () -> basis.space().decode(random.doubles(basis.space().dimensions()).toArray()));
  }

  private static double[][] gram(double[][] values) {
    int m = values.length;
    double[][] gram = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int c = 0; c < values[i].length; c++) {
          sum += values[i][c] * values[j][c];
        }
        gram[i][j] = sum / values[i].length;
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  /** The priors, in their order. */
  public List<FittedPrior> priors() {
    return priors;
  }

  /** Number of surfaces: the mean and the directions. */
  public int size() {
    return surfaces.length;
  }

  /** Where a prior lies along the directions; its coefficient of the mean is 1. */
  double[] coordinates(int prior) {
    return coordinates[prior];
  }

  /** A configuration with the values of the surfaces there. */
  public LandscapePoint point(Configuration configuration) {
    double[] vector = basis.encoding().of(configuration);
    double[] features = basis.features(vector);
    int columns = offsets.length;
    double[] sums = offsets.clone();
    for (int f = 0; f < features.length; f++) {
      double feature = features[f];
      int base = f * columns;
      for (int c = 0; c < columns; c++) {
        sums[c] += feature * block[base + c];
      }
    }
    int rungs = basis.ladder().size();
    double[][] values = new double[rungs][];
    double[] costs = new double[rungs];
    for (int rung = 0; rung < rungs; rung++) {
      values[rung] = Arrays.copyOfRange(sums, rung * width, rung * width + surfaces.length);
      costs[rung] = sums[rung * width + surfaces.length];
    }
    return new LandscapePoint(configuration, vector, values, costs);
  }

  /** What each prior expects of a configuration at a rung. */
  public double[] expectations(Configuration configuration, int rung) {
    double[] features = basis.features(configuration);
    return priors.stream().mapToDouble(prior -> prior.losses().at(features, rung)).toArray();
  }

  /** Mean over the priors of the rank correlation of each rung with the top one. */
  public double[] reliability() {
    double[] means = meanOf(FittedPrior::reliability);
    for (int rung = 0; rung < means.length; rung++) {
      means[rung] = Double.isNaN(means[rung]) ? 1 : means[rung];
    }
    return means;
  }

  /** Mean over the priors of what a rung costs of a full evaluation; NaN where none knows. */
  public double[] costShares() {
    return meanOf(FittedPrior::costShares);
  }

  private double[] meanOf(Function<FittedPrior, double[]> figures) {
    return IntStream.range(0, basis.ladder().size())
        .mapToDouble(
            rung ->
                priors.stream()
                    .mapToDouble(prior -> figures.apply(prior)[rung])
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  /** The best configurations of the priors, the best of each first; distinct. */
  public List<Configuration> bestConfigurations(int most) {
    List<Configuration> best = new ArrayList<>();
    for (int rank = 0; best.size() < most; rank++) {
      boolean any = false;
      for (FittedPrior prior : priors) {
        if (rank < prior.best().size() && best.size() < most) {
          any = true;
          best.add(prior.best().get(rank));
        }
      }
      if (!any) {
        break;
      }
    }
    return best.stream().distinct().toList();
  }
}
