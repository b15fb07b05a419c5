package io.cairn.core.simulate.rehearsal;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.search.Proposal;
import io.cairn.core.simulate.Simulation;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One recorded landscape as the target, others as its priors, and methods that search it. A run is
 * a pure function of method and seed; runs may go on at once on several threads.
 *
 * <p>Budgets are in full evaluations: so much worker time as that many median full evaluations of
 * the target take, summed over the workers.
 */
public final class Rehearsal {
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  /** Trials a full evaluation of budget, at most: near-free ones must not go on for ever. */
  private static final int MOST_TRIALS = 40;

  private final RecordedTarget target;
  private final SearchSpace space;
  private final RungLadder ladder;
  private final List<FittedPrior> fitted;
  private final List<Proposal> portfolio;
  private final int workers;
  private final double budget;

  /**
   * A rehearsal.
   *
   * @param priors of the target
   * @param fits of them, in the basis of the space and the ladder
   * @param workers simulated workers, at least 1
   * @param budget in full evaluations, at least 1
   * @throws IllegalArgumentException as {@link RecordedTarget}
   */
  public Rehearsal(
      PriorLandscape target,
      SearchSpace space,
      RungLadder ladder,
      List<PriorLandscape> priors,
      Function<PriorLandscape, FittedPrior> fits,
      int workers,
      double budget) {
    if (workers < 1 || !(budget >= 1)) {
      throw new IllegalArgumentException(
          "workers = " + workers + " and budget = " + budget + " must be at least 1");
    }
    this.target = new RecordedTarget(target, space, ladder);
    this.space = Objects.requireNonNull(space, "space");
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.fitted = priors.stream().map(fits).toList();
    this.portfolio =
        priors.isEmpty() ? List.of() : Proposal.of(Portfolio.greedy(space, priors, 16));
    this.workers = workers;
    this.budget = budget;
  }

  /**
   * How a landscape's own levels make a ladder: from its lowest to its highest, each some times the
   * one below.
   *
   * @param checkpoints whether trials go on from where they were
   */
  public static RungLadder ladder(Landscape landscape, boolean checkpoints) {
    double[] levels = landscape.levels();
    double span = levels[levels.length - 1] / levels[0];
    if (levels.length == 1 || !(span >= 2) || span > 1e9) {
      return RungLadder.single();
    }
    long factor = Math.round(levels[1] / levels[0]);
    int reduction = (int) Math.max(levels.length > 8 ? 3 : 2, Math.min(5, factor));
    return RungLadder.of(
        new Fidelity(
            landscape.resource(),
            Rational.of(1),
            Rational.of(Math.round(span)),
            reduction,
            checkpoints));
  }

  /** What is searched. */
  public RecordedTarget target() {
    return target;
  }

  /** The priors as the methods get them. */
  public List<FittedPrior> priors() {
    return fitted;
  }

  /** The budgets at which regrets are looked at: 1, 2, .. full evaluations. */
  public int[] budgets() {
    return IntStream.rangeClosed(1, (int) Math.floor(budget)).toArray();
  }

  /**
   * Runs a method.
   *
   * @param method of the catalogue
   * @param withPriors whether it gets the priors
   * @return regret at each of the {@linkplain #budgets budgets}: 0 the target's best measured, 1
   *     its median
   */
  public double[] regrets(String method, boolean withPriors, long seed) {
    double seconds = budget * target.fullSeconds() / workers;
    StudySpec spec =
        new StudySpec(
            "rehearsal",
            new Objective(RecordedTarget.METRIC, Objective.Direction.MINIMIZE),
            space,
            ladder,
            new MethodSettings(method, seed, Map.of()),
            new Budget(
                OptionalInt.of((int) Math.min(100_000, Math.ceil(budget * MOST_TRIALS))),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(Duration.ofNanos((long) Math.max(1, seconds * 1e9))),
                OptionalDouble.empty()),
            FailureRules.DEFAULT,
            FOR_EVER,
            FOR_EVER,
            List.of());
    boolean uses = withPriors && Methods.usesPriors(method);
    RegretTrace trace = new RegretTrace(target);
    new Simulation(
            uses ? spec.withPortfolio(portfolio).withPriors(fitted) : spec,
            target.workload(),
            workers,
            trace)
        .run();
    return trace.at(
        IntStream.of(budgets()).mapToDouble(b -> b * target.fullSeconds() / workers).toArray());
  }
}
