package io.cairn.core.landscape.importance;

import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.RegressionForest;
import io.cairn.core.surrogate.RegressionTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Functional ANOVA of a sample: the mean over a forest's trees of each tree's own shares. */
final class ForestAnova {
  private static final int MOST_ROWS = 20_000;

  /** Pairs are told for so many of the most important parameters; beyond, they say nothing. */
  private static final int MOST_PAIRED = 16;

  private static final double WORTHLESS = 0.1;
  private static final double WEAK = 0.5;
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private final List<String> names;
  private final List<Axis> axes;
  private final double[][] points;
  private final ClippedLosses losses;
  private final ForestSettings settings;
  private final long seed;
  private final List<String> warnings;

  private ForestAnova(
      List<String> names,
      List<Axis> axes,
      double[][] points,
      ClippedLosses losses,
      ForestSettings settings,
      long seed) {
    this.names = names;
    this.axes = axes;
    this.points = points;
    this.losses = losses;
    this.settings = settings;
    this.seed = seed;
    this.warnings = new ArrayList<>(losses.warnings());
  }

  static ForestAnova of(
      List<String> names,
      List<Axis> axes,
      double[][] points,
      ClippedLosses losses,
      ForestSettings settings,
      long seed) {
    return new ForestAnova(names, axes, points, losses, settings, seed);
  }

  Importance importance(Focus focus) {
    if (points.length < 2 || losses.constant()) {
      return nothing(focus, FunctionalAnova.nothing(points.length));
    }
    int[] rows = thinned();
    double[][] seen = IntStream.of(rows).mapToObj(i -> points[i]).toArray(double[][]::new);
    double[] targets = IntStream.of(rows).mapToDouble(i -> losses.values()[i]).toArray();
    RegressionForest forest = RegressionForest.fit(axes, seen, targets, settings, seed);
    List<TreeVariance> trees = new ArrayList<>();
    double[] inactive = inactive();
    for (RegressionTree tree : forest.trees()) {
      TreeVariance variance = new TreeVariance(axes, inactive, tree);
      if (variance.total() > 0) {
        trees.add(variance);
      }
    }
    if (trees.isEmpty()) {
      return nothing(
          focus,
          "No tree of the forest found a split: "
              + points.length
              + " configurations are too few to tell what matters.");
    }
    judge(forest.outOfBagR2());
    return analyse(focus, forest.outOfBagR2(), trees);
  }

  private Importance analyse(Focus focus, double r2, List<TreeVariance> trees) {
    List<Effect> singles = new ArrayList<>();
    for (int a = 0; a < axes.size(); a++) {
      int axis = a;
      singles.add(effect(List.of(names.get(a)), trees, tree -> tree.single(axis)));
    }
    List<Integer> paired =
        IntStream.range(0, axes.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer a) -> singles.get(a).share()).reversed())
            .limit(MOST_PAIRED)
            .sorted()
            .toList();
    if (paired.size() < axes.size()) {
      warnings.add("Pairs are shown among the " + MOST_PAIRED + " most important parameters.");
    }
    List<Effect> pairs = new ArrayList<>();
    for (int i = 0; i < paired.size(); i++) {
      for (int j = i + 1; j < paired.size(); j++) {
        int first = paired.get(i);
        int second = paired.get(j);
        List<String> both = List.of(names.get(first), names.get(second));
        pairs.add(effect(both, trees, tree -> tree.pair(first, second)));
      }
    }
    double explained =
        singles.stream().mapToDouble(Effect::share).sum()
            + pairs.stream().mapToDouble(Effect::share).sum();
    return new Importance(
        focus,
        new Evidence.Forest(settings.trees(), r2),
        points.length,
        losses.diverged(),
        variance(),
        FunctionalAnova.ranked(singles),
        FunctionalAnova.ranked(pairs),
        Math.max(0, 1 - explained),
        warnings);
  }

  private static Effect effect(
      List<String> parameters, List<TreeVariance> trees, ToDoubleFunction<TreeVariance> part) {
    double[] shares =
        trees.stream()
            .mapToDouble(tree -> FunctionalAnova.share(part.applyAsDouble(tree), tree.total()))
            .toArray();
    double mean = Arrays.stream(shares).sum() / shares.length;
    Arrays.sort(shares);
    return new Effect(parameters, mean, quantile(shares, LOW), quantile(shares, HIGH));
  }

  private static double quantile(double[] sorted, double level) {
    double at = level * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  private void judge(double r2) {
    String shown = " (out-of-bag R2 " + Math.rint(r2 * 100) / 100 + ")";
    if (r2 < WORTHLESS) {
      warnings.add(
          "The forest does not predict losses that it has not seen"
              + shown
              + ": these shares tell nothing of the landscape. Measure more configurations.");
    } else if (r2 < WEAK) {
      warnings.add(
          "The forest predicts unseen losses weakly" + shown + ": read the shares as a hint.");
    }
  }

  private int[] thinned() {
    int[] order = IntStream.range(0, points.length).toArray();
    if (points.length <= MOST_ROWS) {
      return order;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < MOST_ROWS; i++) {
      int j = i + random.nextInt(order.length - i);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    warnings.add(
        "The forest was fitted to a random "
            + MOST_ROWS
            + " of the "
            + points.length
            + " configurations.");
    int[] chosen = Arrays.copyOf(order, MOST_ROWS);
    Arrays.sort(chosen);
    return chosen;
  }

  private double[] inactive() {
    double[] shares = new double[axes.size()];
    Arrays.setAll(
        shares,
        axis ->
            (double) Arrays.stream(points).filter(p -> Double.isNaN(p[axis])).count()
                / points.length);
    return shares;
  }

  private double variance() {
    double mean = Arrays.stream(losses.values()).average().orElse(0);
    return Arrays.stream(losses.values()).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  private Importance nothing(Focus focus, String why) {
    warnings.add(why);
    List<Effect> singles = names.stream().map(n -> Effect.exact(List.of(n), 0)).toList();
    return new Importance(
        focus,
        new Evidence.Forest(0, 0),
        points.length,
        losses.diverged(),
        0,
        singles,
        List.of(),
        0,
        warnings);
  }
}
