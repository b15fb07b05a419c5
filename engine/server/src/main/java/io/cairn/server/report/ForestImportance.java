package io.cairn.server.report;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.report.Importance.Estimate;
import io.cairn.server.report.Importance.Item;
import io.cairn.server.report.Importance.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.regression.RandomForest;

/**
 * Permutation importance of the parameters by random forests: L. Breiman, "Random Forests", Machine
 * Learning 45 (2001), section 10, on results held out instead of out of bag, so that one number
 * says how far the forest may be believed at all.
 *
 * <p>What is predicted is the rank of the loss among the results of one rung, the highest with
 * enough of them (see {@link #rung}): ranks keep a few terrible trials from being all that matters.
 * Diverged results are left out. Each of several forests trains on a random two thirds and is
 * scored on the rest; their spread is the uncertainty shown. Deterministic: seeds are fixed.
 * Correlated parameters (a condition and its child) share their importance, as with every method of
 * this kind.
 */
final class ForestImportance {

  static final int FEWEST_RESULTS = 20;

  private static final int RESULTS_PER_PARAMETER = 5;
  private static final int FORESTS = 6;
  private static final int TREES = 40;
  private static final int SHUFFLES = 2;
  private static final int MAX_DEPTH = 12;
  private static final int NODE_SIZE = 3;

  /** Smile takes 0 and 1 for no seed at all. */
  private static final long FIRST_SEED = 1_000;

  private static final String RANK = "rank of loss";

  private final FeatureTable table;
  private final double[] ranks;
  private final SearchSpace space;

  private ForestImportance(SearchSpace space, List<Configuration> configurations, double[] ranks) {
    this.space = space;
    this.table = new FeatureTable(space, configurations);
    this.ranks = ranks;
  }

  /**
   * Gathers what the importance of a study's parameters is estimated from.
   *
   * @param mostRows results beyond so many are thinned out evenly
   * @return the estimate, which takes seconds and has no use for the history any more
   */
  static Supplier<Importance> of(StudyHistory history, int mostRows) {
    int top = history.spec().ladder().top();
    int[] finite = new int[top + 1];
    for (TrialHistory trial : history.trials()) {
      trial.results().stream().filter(RungResult::finite).forEach(r -> finite[r.rung()]++);
    }
    int rung = rung(finite, history.spec().space());
    if (finite[rung] < FEWEST_RESULTS) {
      return unknown(
          "Importance needs at least "
              + FEWEST_RESULTS
              + " finite results at one rung; here the fullest rung has "
              + finite[rung]
              + ".");
    }
    List<Configuration> configurations = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    gather(history, rung, finite[rung], mostRows, configurations, losses);
    double[] ranks = ranks(losses);
    if (Arrays.stream(ranks).distinct().count() < 2) {
      return unknown("Importance cannot be told: all results at the rung are equal.");
    }
    ForestImportance estimate = new ForestImportance(history.spec().space(), configurations, ranks);
    if (estimate.table.groups().isEmpty()) {
      return unknown("Importance cannot be told: no parameter varies between the results.");
    }
    return () -> estimate.run(rung, finite[rung]);
  }

  private static Supplier<Importance> unknown(String why) {
    return () -> new Unknown(why);
  }

  /**
   * The highest rung with five results or more for each parameter that can vary, for fewer tell a
   * forest little; else the fullest rung.
   */
  private static int rung(int[] finite, SearchSpace space) {
    long vary =
        space.parameters().stream().filter(p -> p.cardinality().orElse(Long.MAX_VALUE) > 1).count();
    int fullest = 0;
    for (int rung = finite.length - 1; rung >= 0; rung--) {
      if (finite[rung] >= Math.max(FEWEST_RESULTS, RESULTS_PER_PARAMETER * vary)) {
        return rung;
      }
      fullest = finite[rung] > finite[fullest] ? rung : fullest;
    }
    return fullest;
  }

  private static void gather(
      StudyHistory history,
      int rung,
      int available,
      int most,
      List<Configuration> configurations,
      List<Double> losses) {
    long seen = 0;
    for (TrialHistory trial : history.trials()) {
      for (RungResult result : trial.results()) {
        if (result.rung() == rung && result.finite()) {
          seen++;
          if (available <= most || seen * most / available > (seen - 1) * most / available) {
            configurations.add(trial.configuration());
            losses.add(result.loss());
          }
        }
      }
    }
  }

  /** Average ranks, from 0 for the best to 1 for the worst. */
  private static double[] ranks(List<Double> losses) {
    double[] sorted = losses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double[] ranks = new double[sorted.length];
    for (int i = 0; i < ranks.length; i++) {
      double loss = losses.get(i);
      int from = lowerBound(sorted, loss);
      int to = lowerBound(sorted, Math.nextUp(loss));
      ranks[i] = (from + to - 1) / 2.0 / Math.max(1, sorted.length - 1);
    }
    return ranks;
  }

  private static int lowerBound(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Importance run(int rung, int available) {
    int groups = table.groups().size();
    double[][] scores = new double[groups][FORESTS];
    double explained = 0;
    for (int forest = 0; forest < FORESTS; forest++) {
      explained += forest(forest, scores) / FORESTS;
    }
    List<Item> items = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      double[] over = scores[g];
      items.add(
          new Item(
              space.parameter(table.groups().get(g).parameter()).name(),
              Arrays.stream(over).average().orElse(0),
              Arrays.stream(over).min().orElse(0),
              Arrays.stream(over).max().orElse(0)));
    }
    items.sort(Comparator.comparingDouble(Item::mean).reversed());
    return new Estimate(rung, available, FORESTS, explained, items);
  }

  /** Trains and scores one forest; the share of the held-out variance that it explains. */
  private double forest(int forest, double[][] scores) {
    SplittableRandom random = new SplittableRandom(forest);
    int[] order = shuffled(table.rows().length, random);
    int held = Math.max(2, order.length / 3);
    int[] test = Arrays.copyOf(order, held);
    int[] train = Arrays.copyOfRange(order, held, order.length);
    int columns = table.rows()[0].length;
    RandomForest model =
        RandomForest.fit(
            Formula.lhs(RANK),
            frame(train),
            TREES,
            Math.max(1, (columns + 2) / 3),
            MAX_DEPTH,
            Math.max(4, train.length),
            NODE_SIZE,
            1.0,
            LongStream.range(0, TREES).map(tree -> FIRST_SEED + 1_000L * forest + tree));
    double[][] rows =
        Arrays.stream(test).mapToObj(i -> table.rows()[i].clone()).toArray(double[][]::new);
    double[] target = Arrays.stream(test).mapToDouble(i -> ranks[i]).toArray();
    double variance = variance(target);
    if (variance == 0) {
      return 0;
    }
    double error = error(model, rows, target);
    for (int g = 0; g < scores.length; g++) {
      scores[g][forest] = (shuffledError(model, rows, target, g, random) - error) / variance;
    }
    return 1 - error / variance;
  }

  private double shuffledError(
      RandomForest model, double[][] rows, double[] target, int group, SplittableRandom random) {
    FeatureTable.Group columns = table.groups().get(group);
    double sum = 0;
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      int[] from = shuffled(rows.length, random);
      double[][] mixed = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        mixed[i] = rows[i].clone();
        int width = columns.to() - columns.from();
        System.arraycopy(rows[from[i]], columns.from(), mixed[i], columns.from(), width);
      }
      sum += error(model, mixed, target);
    }
    return sum / SHUFFLES;
  }

  private DataFrame frame(int[] chosen) {
    double[][] rows = Arrays.stream(chosen).mapToObj(i -> table.rows()[i]).toArray(double[][]::new);
    double[] target = Arrays.stream(chosen).mapToDouble(i -> ranks[i]).toArray();
    return DataFrame.of(rows, names(rows[0].length)).merge(DoubleVector.of(RANK, target));
  }

  private static String[] names(int columns) {
    String[] names = new String[columns];
    Arrays.setAll(names, column -> "x" + column);
    return names;
  }

  private static double error(RandomForest model, double[][] rows, double[] target) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double miss = model.predict(Tuple.of(rows[i], model.schema())) - target[i];
      sum += miss * miss;
    }
    return sum / rows.length;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
