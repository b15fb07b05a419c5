package io.cairn.bench.race;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.simulate.Simulation;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.transfer.PriorLandscape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One asynchronous sweep in virtual time: the clock ends when the workers together have had the
 * budget, and decisions take none of it.
 */
final class Race {
  private static final double NANOSECONDS = 1e9;

  private final Scenario scenario;
  private final InstanceScale scale;
  private final int budget;
  private final FittedPriors fits;

  /**
   * A race on one instance.
   *
   * @param scale of the instance
   * @param budget in full evaluations, over all workers
   */
  Race(Scenario scenario, InstanceScale scale, int budget) {
    this(scenario, scale, budget, new FittedPriors(scenario));
  }

  /**
   * A race on one instance.
   *
   * @param fits shared by the races of a scenario
   */
  Race(Scenario scenario, InstanceScale scale, int budget, FittedPriors fits) {
    this.fits = fits;
    this.scenario = scenario;
    this.scale = scale;
    this.budget = budget;
  }

  /** Runs a method in this thread. */
  RaceResult run(RaceKey key, MethodSettings method, List<PriorLandscape> priors) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double unit = scale.fullSeconds() / key.workers();
    double end = budget * unit;
    RaceWorkload workload = new RaceWorkload(scenario, key.instance(), scale, method.seed());
    IncumbentTrace trace = new IncumbentTrace(workload::fullLoss, end);
    StudyDecider decider = new StudyDecider();
    long[] deciding = new long[1];
    long before = threads.getCurrentThreadCpuTime();
    Simulation simulation =
        new Simulation(
            RaceStudy.spec(scenario, method, priors, fits, end),
            workload,
            key.workers(),
            trace,
            (state, command, now) -> {
              long start = threads.getCurrentThreadCpuTime();
              try {
                return decider.decide(state, command, now);
              } finally {
                deciding[0] += threads.getCurrentThreadCpuTime() - start;
              }
            });
    long setup = threads.getCurrentThreadCpuTime() - before;
    simulation.run();
    return new RaceResult(
        key,
        trace.trials(),
        trace.evaluations(),
        trace.busySeconds() / (key.workers() * end),
        setup / NANOSECONDS,
        deciding[0] / NANOSECONDS,
        IntStream.rangeClosed(1, budget)
            .mapToDouble(spent -> trace.regretAt(spent * unit, scale))
            .toArray());
  }
}
