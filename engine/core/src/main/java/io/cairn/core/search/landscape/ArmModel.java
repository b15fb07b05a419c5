package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.Candidates;
import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.LossScale;
import io.cairn.core.surrogate.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One side's picture of the landscape: a fitted model and the candidates it chooses from. It takes
 * in what happens after the fit as it comes, so that an older fit still answers for the present.
 * Confined to one thread.
 */
final class ArmModel {
  /** A candidate that was chosen. */
  record Choice(
      @Nullable Trial trial, LandscapePoint point, double gain, double seconds, boolean mutant) {}

  private final GaussianProcess process;
  private final LossScale scale;
  private final CostModel cost;
  private final double costFloor;
  private final boolean checkpoints;
  private final int top;
  private final Function<Configuration, LandscapePoint> points;
  private final Candidates pool;
  private final double[] poolSeconds;
  private final Candidates tracked;
  private final Map<Integer, Integer> columns = new HashMap<>(); // trial -> index in tracked
  private final Map<Integer, Trial> open = new TreeMap<>(); // trials that may go on or run
  private final Map<Integer, Integer> awaiting = new HashMap<>(); // trial -> observation
  private final TreeSet<Integer> seen = new TreeSet<>(); // trials with a result
  private double bestFull = Double.POSITIVE_INFINITY;
  private int reports;
  private @Nullable Candidates mutants;
  private double[] mutantSeconds = new double[0];
  private int mutantsAt = -1;

  ArmModel(
      GaussianProcess process,
      LossScale scale,
      CostModel cost,
      double costFloor,
      boolean checkpoints,
      int rungs,
      Function<Configuration, LandscapePoint> points,
      List<LandscapePoint> pool) {
    this.process = process;
    this.scale = scale;
    this.cost = cost;
    this.costFloor = costFloor;
    this.checkpoints = checkpoints;
    this.top = rungs - 1;
    this.points = points;
    this.pool = new Candidates(process, top, pool);
    this.poolSeconds = pool.stream().mapToDouble(p -> cost.seconds(p, top)).toArray();
    this.tracked = new Candidates(process, top, List.of());
  }

  LossScale scale() {
    return scale;
  }

  // ---- facts -----------------------------------------------------------------------------------

  /** A trial as it stands when the model is made. */
  void add(Trial trial) {
    track(trial);
    if (trial.reached >= 0) {
      seen.add(trial.number);
      process.observe(point(trial), trial.reached, scale.of(trial.latest()));
      if (trial.reached == top) {
        bestFull = Math.min(bestFull, scale.of(trial.latest()));
      }
    }
    if (trial.due >= 0) {
      await(trial, trial.due);
    }
  }

  /** Observations that it holds, awaited ones included. */
  int observations() {
    return process.size();
  }

  void started(Trial trial, int rung) {
    track(trial);
    await(trial, rung);
  }

  void promoted(Trial trial, int rung) {
    track(trial);
    await(trial, rung);
  }

  void reported(Trial trial, int rung) {
    double value = scale.of(trial.losses[rung]);
    track(trial);
    seen.add(trial.number);
    Integer index = awaiting.remove(trial.number);
    if (index == null) {
      process.observe(point(trial), rung, value);
    } else {
      process.settle(index, value);
    }
    if (rung == top) {
      bestFull = Math.min(bestFull, value);
    }
    reports++;
    if (trial.over) {
      open.remove(trial.number);
    }
  }

  void ended(Trial trial) {
    open.remove(trial.number);
  }

  private void track(Trial trial) {
    if (!columns.containsKey(trial.number)) {
      columns.put(trial.number, tracked.add(points.apply(trial.configuration)));
    }
    if (!trial.over) {
      open.put(trial.number, trial);
    }
  }

  private void await(Trial trial, int rung) {
    awaiting.put(trial.number, process.await(point(trial), rung));
  }

  /** Where a trial that was told stands among the tracked ones. */
  private int column(int trial) {
    return Objects.requireNonNull(columns.get(trial));
  }

  private LandscapePoint point(Trial trial) {
    return tracked.point(column(trial.number));
  }

  // ---- questions -------------------------------------------------------------------------------

  /** Brings the predictions up to date. */
  void update() {
    pool.update();
    tracked.update();
  }

  /** The least warped loss that is seen at full fidelity or expected of what runs. */
  double threshold() {
    double best = Math.min(LossScale.WORST, bestFull);
    for (Trial trial : open.values()) {
      if (trial.due >= 0) {
        best = Math.min(best, tracked.mean(column(trial.number)));
      }
    }
    return best;
  }

  boolean anyFull() {
    return bestFull < Double.POSITIVE_INFINITY;
  }

  /** Makes variations of the best configurations, once for each report. */
  void vary(BiFunction<List<LandscapePoint>, Integer, List<Configuration>> variations) {
    if (mutantsAt == reports && mutants != null) {
      mutants.update();
      return;
    }
    List<LandscapePoint> best = best(4);
    List<LandscapePoint> made = new ArrayList<>();
    for (Configuration configuration : variations.apply(best, reports)) {
      made.add(points.apply(configuration));
    }
    Candidates fresh = new Candidates(process, top, made);
    fresh.update();
    mutants = fresh;
    mutantSeconds = made.stream().mapToDouble(p -> cost.seconds(p, top)).toArray();
    mutantsAt = reports;
  }

  /**
   * Points of least predicted mean, among those with a result and those never tried; what runs has
   * changed no mean and is left out, so that the answer depends on results alone.
   */
  private List<LandscapePoint> best(int count) {
    record Ranked(LandscapePoint point, double mean) {}
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      ranked.add(new Ranked(pool.point(i), pool.mean(i)));
    }
    for (int number : seen) {
      int c = column(number);
      ranked.add(new Ranked(tracked.point(c), tracked.mean(c)));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::mean));
    return ranked.stream().limit(count).map(Ranked::point).toList();
  }

  /** The candidate of the greatest gain for its cost, of equals the first; null without any. */
  @Nullable Choice choose(Predicate<Configuration> untried, boolean mayStart, boolean mayPromote) {
    Contest contest = new Contest(threshold(), costFloor * fullSeconds());
    if (mayStart) {
      for (int i = 0; i < pool.size(); i++) {
        contest.enter(pool, i, poolSeconds[i], null, false, untried);
      }
      Candidates varied = mutants;
      for (int i = 0; varied != null && i < varied.size(); i++) {
        contest.enter(varied, i, mutantSeconds[i], null, true, untried);
      }
    }
    if (mayPromote) {
      for (Trial trial : open.values()) {
        if (isPaused(trial)) {
          int c = column(trial.number);
          double full = cost.seconds(tracked.point(c), top);
          double left = checkpoints ? full - trial.seconds : full;
          contest.enter(tracked, c, left, trial, false, configuration -> true);
        }
      }
    }
    return contest.best;
  }

  /** Whether a trial waits at a rung and may go on. */
  private static boolean isPaused(Trial trial) {
    return trial.due < 0 && trial.reached >= 0 && Double.isFinite(trial.latest());
  }

  /** Expected improvement on a threshold for each second still to pay. */
  private static final class Contest {
    private final double threshold;
    private final double least; // seconds: near-free candidates would be tried for ever
    private double most = Double.NEGATIVE_INFINITY;
    private @Nullable Choice best;

    Contest(double threshold, double least) {
      this.threshold = threshold;
      this.least = least;
    }

    /** One more candidate, which wins if it is better than all before it and allowed. */
    void enter(
        Candidates from,
        int i,
        double cost,
        @Nullable Trial trial,
        boolean mutant,
        Predicate<Configuration> allowed) {
      double gain = Normal.positivePart(threshold - from.mean(i), from.deviation(i));
      double seconds = Math.max(cost, least);
      double score = Math.log(gain) - Math.log(seconds);
      if (score > most && allowed.test(from.point(i).configuration())) {
        most = score;
        best = new Choice(trial, from.point(i), gain, seconds, mutant);
      }
    }
  }

  /** The trial of least predicted loss among those that wait at a rung. */
  OptionalInt bestPaused(int rung) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (Trial trial : open.values()) {
      if (trial.reached == rung && isPaused(trial)) {
        double mean = tracked.mean(column(trial.number));
        if (mean < least) {
          least = mean;
          best = trial.number;
        }
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** What a full evaluation takes: the median of those so far, else of the candidates. */
  double fullSeconds() {
    double full = cost.typicalFull();
    if (Double.isNaN(full)) {
      double[] sorted = poolSeconds.clone();
      Arrays.sort(sorted);
      full = sorted.length == 0 ? 1 : sorted[sorted.length / 2];
    }
    return full;
  }
}
