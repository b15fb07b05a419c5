package io.cairn.core.landscape.similarity;

import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The similarity of all pairs of a list of columns. Symmetric: of a pair, the earlier one's space
 * is the common one.
 */
public final class SimilarityMatrix {
  private final List<LossColumn> columns;
  private final Similarity[][] below; // row i holds the pairs (j, i) with j < i
  private final int[] order;

  private SimilarityMatrix(List<LossColumn> columns, Similarity[][] below) {
    this.columns = columns;
    this.below = below;
    this.order = LeafOrder.of(distances(below));
  }

  /** Compares all pairs. */
  public static SimilarityMatrix of(List<LossColumn> columns, SimilaritySettings settings) {
    return of(columns, settings, pairs -> {});
  }

  /**
   * Compares all pairs.
   *
   * @param progress hears how many pairs are done, after each
   */
  public static SimilarityMatrix of(
      List<LossColumn> columns, SimilaritySettings settings, IntConsumer progress) {
    List<LossColumn> kept = List.copyOf(columns);
    Comparison comparison = new Comparison(kept, settings);
    Similarity[][] below = new Similarity[kept.size()][];
    int done = 0;
    for (int i = 0; i < below.length; i++) {
      below[i] = new Similarity[i];
      for (int j = 0; j < i; j++) {
        below[i][j] = comparison.pair(j, i);
        progress.accept(++done);
      }
    }
    return new SimilarityMatrix(kept, below);
  }

  /** What is compared, in the order given. */
  public List<LossColumn> columns() {
    return columns;
  }

  /** Number of columns. */
  public int size() {
    return columns.size();
  }

  /**
   * The similarity of two different columns.
   *
   * @throws IllegalArgumentException if they are the same one
   */
  public Similarity pair(int i, int j) {
    if (i == j) {
      throw new IllegalArgumentException(
          "Column " + i + " is compared with the others only, not with itself.");
    }
    return below[Math.max(i, j)][Math.min(i, j)];
  }

  /** Their Spearman correlation: 1 of a column with itself, unknown where not comparable. */
  public Estimate rho(int i, int j) {
    return i == j
        ? new Estimate(1, 1, 1)
        : pair(i, j).figures().map(Agreement::rho).orElseGet(() -> Estimate.unknown(-1, 1));
  }

  /** The shared part of their tops: 1 of a column with itself, unknown where not comparable. */
  public Estimate overlap(int i, int j) {
    return i == j
        ? new Estimate(1, 1, 1)
        : pair(i, j).figures().map(Agreement::overlap).orElseGet(() -> Estimate.unknown(0, 1));
  }

  /**
   * The columns in an order that puts alike ones side by side: average linkage on 1 - rho, where an
   * unknown rho counts as 0.
   */
  public int[] order() {
    return order.clone();
  }

  private static double[][] distances(Similarity[][] below) {
    double[][] distances = new double[below.length][below.length];
    for (int i = 0; i < below.length; i++) {
      for (int j = 0; j < i; j++) {
        double rho =
            below[i][j]
                .figures()
                .filter(Agreement::determined)
                .map(figures -> figures.rho().value())
                .orElse(0.0);
        distances[i][j] = 1 - rho;
        distances[j][i] = 1 - rho;
      }
    }
    return distances;
  }

  /** Ranks every column once, and models it once on the design of its own space. */
  private static final class Comparison {
    private final List<LossColumn> columns;
    private final SimilaritySettings settings;
    private final RankedColumns ranked;
    private final Surrogates surrogates;
    private final Map<SearchSpace, double[][]> designs = new HashMap<>(); // looked up, never walked
    private final @Nullable Modelled[] models;

    Comparison(List<LossColumn> columns, SimilaritySettings settings) {
      this.columns = columns;
      this.settings = settings;
      this.ranked = new RankedColumns(columns);
      this.surrogates = new Surrogates(settings);
      this.models = new Modelled[columns.size()];
    }

    Similarity pair(int i, int j) {
      LossColumn first = columns.get(i);
      LossColumn second = columns.get(j);
      if (!first.landscape().space().equals(second.landscape().space())) {
        return LandscapeSimilarity.between(first, second, settings);
      }
      Similarity.Measured measured =
          ranked.aligned(i, j) ? ranked.compare(i, j, settings.agreement()) : joined(first, second);
      return measured.matching().shared() >= settings.minShared()
          ? measured
          : surrogates.compare(measured.matching(), model(i), model(j));
    }

    private Similarity.Measured joined(LossColumn first, LossColumn second) {
      MappedColumn mapped = new MappedColumn(second);
      double[] aligned = mapped.along(first);
      return new Similarity.Measured(
          mapped.matching(first, aligned),
          Agreement.of(first.losses(), aligned, settings.agreement()));
    }

    private Modelled model(int i) {
      Modelled known = models[i];
      if (known == null) {
        SearchSpace space = columns.get(i).landscape().space();
        double[][] design = designs.computeIfAbsent(space, surrogates::design);
        known = surrogates.model(space, new MappedColumn(columns.get(i)), design);
        models[i] = known;
      }
      return known;
    }
  }

  /** The median of the known rank correlations between different columns; empty without any. */
  public Optional<Double> medianRho() {
    double[] known =
        IntStream.range(0, size())
            .boxed()
            .flatMap(i -> IntStream.range(0, i).mapToObj(j -> rho(i, j)))
            .filter(Estimate::known)
            .mapToDouble(Estimate::value)
            .sorted()
            .toArray();
    int n = known.length;
    return n == 0 ? Optional.empty() : Optional.of((known[(n - 1) / 2] + known[n / 2]) / 2);
  }

  @Override
  public String toString() {
    return "SimilarityMatrix" + Arrays.toString(order);
  }
}
