package io.cairn.core.simulate.rehearsal;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.simulate.Workload;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.MappingReport;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.LossScale;
import io.cairn.core.surrogate.RegressionForest;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.core.transfer.PriorLandscape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded landscape as something to search: what it measured is given back as it was measured,
 * what lies between comes from a random forest for each rung, fitted to all that was measured
 * there. A forest, because it is no relative of the model that method landscape searches with.
 *
 * <p>Losses are on the {@linkplain LossScale scale} of the landscape's own full ones: -1 the best,
 * 0 the median, at most 1. What was not measured at a rung is taken from the nearest level that it
 * was measured at, moved by the mean difference of the two levels. Costs are from scratch; where
 * none were recorded they grow as the resource.
 */
public final class RecordedTarget {
  /** The metric that its workload reports: the loss on its scale. */
  public static final String METRIC = "loss";

  /** Fewer configurations describe no landscape. */
  public static final int LEAST = 20;

  /** Nothing is cheaper, as a share of a full evaluation: free ones would be run for ever. */
  private static final double LEAST_COST = 1e-3;

  private static final int TREES = 32;
  private static final long SEED = 11;

  private final PriorLandscape recorded;
  private final UnitAxes axes;
  private final RungLadder ladder;
  private final Map<Configuration, Integer> rows = new HashMap<>(); // asked, never walked
  private final double[][] warped; // [rung][row], NaN where not measured
  private final double[][] seconds; // [rung][row], NaN where not known
  private final RegressionForest[] losses;
  private final RegressionForest[] costs;
  private final double fullSeconds;

  /**
   * A target in a space and on a ladder.
   *
   * @throws IllegalArgumentException if it tells too little; the message is a sentence that begins
   *     with its name
   */
  public RecordedTarget(PriorLandscape recorded, SearchSpace space, RungLadder ladder) {
    this.recorded = recorded;
    this.axes = UnitAxes.of(space);
    this.ladder = ladder;
    Landscape landscape = recorded.landscape();
    List<Configuration> configurations = new ArrayList<>();
    int[] kept = kept(landscape, space, configurations);
    int n = kept.length;
    if (n < LEAST) {
      throw new IllegalArgumentException(
          recorded.name() + " has " + n + " configurations in this space; a target needs " + LEAST);
    }
    int[] levels = levels(landscape.levels(), ladder);
    double[][] raw = new double[ladder.size()][n];
    this.seconds = new double[ladder.size()][n];
    double[][] filled = new double[ladder.size()][n];
    for (int rung = 0; rung < ladder.size(); rung++) {
      for (int i = 0; i < n; i++) {
        raw[rung][i] = landscape.loss(levels[rung], kept[i]);
        seconds[rung][i] = landscape.cost(levels[rung], kept[i]);
      }
      filled[rung] = filled(landscape, kept, levels[rung]);
    }
    double[] full = Arrays.stream(filled[ladder.top()]).filter(Double::isFinite).sorted().toArray();
    if (full.length < LEAST || !(full[full.length / 2] > full[0])) {
      throw new IllegalArgumentException(
          recorded.name() + " has hardly any different losses, so nothing can be found there");
    }
    LossScale scale = new LossScale(full[full.length / 2], full[full.length / 2] - full[0]);
    this.warped = new double[ladder.size()][];
    for (int rung = 0; rung < ladder.size(); rung++) {
      warped[rung] = Arrays.stream(raw[rung]).map(l -> Double.isNaN(l) ? l : scale.of(l)).toArray();
    }
    double[][] points = configurations.stream().map(axes::point).toArray(double[][]::new);
    this.losses = new RegressionForest[ladder.size()];
    this.costs = new RegressionForest[ladder.size()];
    for (int rung = 0; rung < ladder.size(); rung++) {
      losses[rung] = forest(points, Arrays.stream(filled[rung]).map(scale::of).toArray());
      costs[rung] = forest(points, logCosts(rung));
    }
    for (int i = 0; i < n; i++) {
      rows.putIfAbsent(configurations.get(i), i);
    }
    double[] sorted = Arrays.stream(logCosts(ladder.top())).map(Math::exp).sorted().toArray();
    this.fullSeconds = sorted[n / 2];
  }

  private static int[] kept(
      Landscape landscape, SearchSpace space, List<Configuration> configurations) {
    SpaceMap map = SpaceMap.between(landscape.space(), space, Map.of(), Map.of());
    MappingReport report =
        map.mapAll(landscape.configurations().stream().map(Configuration::values).toList());
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < report.mapped().size(); i++) {
      MappedConfiguration mapped = report.mapped().get(i);
      if (mapped instanceof MappedConfiguration.Used used) {
        configurations.add(used.configuration());
        kept.add(i);
      } else if (mapped instanceof MappedConfiguration.Projected projected) {
        configurations.add(projected.configuration());
        kept.add(i);
      }
    }
    return kept.stream().mapToInt(i -> i).toArray();
  }

  /** The level at the nearest share of its own full resource, for each rung. */
  private static int[] levels(double[] own, RungLadder ladder) {
    int[] chosen = new int[ladder.size()];
    for (int rung = 0; rung < chosen.length; rung++) {
      double share = ladder.level(rung) / ladder.level(ladder.top());
      int nearest = own.length - 1;
      for (int level = own.length - 1; level >= 0; level--) {
        double apart = Math.abs(Math.log(own[level] / own[own.length - 1] / share));
        if (apart < Math.abs(Math.log(own[nearest] / own[own.length - 1] / share))) {
          nearest = level;
        }
      }
      chosen[rung] = nearest;
    }
    return chosen;
  }

  /** Losses at a level; where not measured, the nearest level's with the mean step between them. */
  private static double[] filled(Landscape landscape, int[] kept, int level) {
    double[] steps = new double[landscape.top() + 1];
    for (int other = 0; other < steps.length; other++) {
      int from = other;
      steps[other] =
          Arrays.stream(kept)
              .mapToDouble(row -> landscape.loss(level, row) - landscape.loss(from, row))
              .filter(Double::isFinite)
              .average()
              .orElse(0);
    }
    return Arrays.stream(kept)
        .mapToDouble(
            row -> {
              for (int apart = 0; apart <= landscape.top(); apart++) {
                for (int at : new int[] {level + apart, level - apart}) {
                  if (at >= 0 && at <= landscape.top()) {
                    double loss = landscape.loss(at, row);
                    if (!Double.isNaN(loss)) {
                      return loss + steps[at];
                    }
                  }
                }
              }
              return Double.NaN;
            })
        .toArray();
  }

  /** Log seconds from scratch; as the resource where a landscape knows none. */
  private double[] logCosts(int rung) {
    double[] known =
        Arrays.stream(seconds[rung]).filter(s -> s > 0).map(Math::log).sorted().toArray();
    double usual = known.length == 0 ? Math.log(ladder.level(rung)) : known[known.length / 2];
    return Arrays.stream(seconds[rung]).map(s -> s > 0 ? Math.log(s) : usual).toArray();
  }

  private RegressionForest forest(double[][] points, double[] targets) {
    return RegressionForest.fit(
        axes.axes(), points, targets, ForestSettings.standard().withTrees(TREES), SEED);
  }

  /** The landscape. */
  public PriorLandscape recorded() {
    return recorded;
  }

  /** Configurations that it measured in this space. */
  public int measured() {
    return warped[0].length;
  }

  /**
   * Share of the variance of full losses that the forest explains on configurations that it has not
   * seen; near or below 0 the landscape between the measured ones is made up.
   */
  public double explained() {
    return losses[ladder.top()].outOfBagR2();
  }

  /** Median worker time of a full evaluation, the unit of budgets. */
  public double fullSeconds() {
    return fullSeconds;
  }

  /** Regret of a configuration evaluated in full: 0 the best measured, 1 the median. */
  public double regret(Configuration configuration) {
    return Math.max(0, 1 + loss(configuration, ladder.top()));
  }

  private double loss(Configuration configuration, int rung) {
    Integer row = rows.get(configuration);
    if (row != null && !Double.isNaN(warped[rung][row])) {
      return warped[rung][row];
    }
    return losses[rung].predict(axes.point(configuration));
  }

  private double cost(Configuration configuration, int rung) {
    Integer row = rows.get(configuration);
    double own = row == null ? Double.NaN : seconds[rung][row];
    return own > 0 ? own : Math.exp(costs[rung].predict(axes.point(configuration)));
  }

  /** Its outcomes and costs. */
  public Workload workload() {
    return (configuration, trial, from, to) -> {
      int rung = ladder.rungAt(to);
      double whole = cost(configuration, rung);
      double before = from > 0 ? cost(configuration, ladder.rungAt(from)) : 0;
      return new Workload.Result(
          Map.of(METRIC, loss(configuration, rung)),
          Math.max(whole - before, LEAST_COST * fullSeconds));
    };
  }
}
