package io.cairn.bench.race;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.simulate.Workload;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An instance as work: with checkpoints an evaluation takes what lies between its two levels, at
 * least a thousandth of a full evaluation; without, all that its level takes from scratch.
 */
final class RaceWorkload implements Workload {
  /** The metric that is reported: a loss. */
  static final String METRIC = "loss";

  private static final double LEAST_STEP = .001;

  private final Scenario scenario;
  private final int instance;
  private final RungLadder ladder;
  private final double leastSeconds;
  private final RandomStreams chance;
  private final List<Observation> observations = new ArrayList<>(); // by trial

  /**
   * The work of one run.
   *
   * @param seed of the noise, if there is any
   */
  RaceWorkload(Scenario scenario, int instance, InstanceScale scale, long seed) {
    this.scenario = scenario;
    this.instance = instance;
    this.ladder = scenario.ladder();
    this.chance = new RandomStreams(seed);
    this.leastSeconds = ladder.checkpoints() ? LEAST_STEP * scale.fullSeconds() : 0;
  }

  @Override
  public Result run(Configuration configuration, int trial, double from, double to) {
    if (observations.size() == trial) { // trials come in order
      RandomGenerator noise = chance.stream("noise", trial);
      observations.add(scenario.observe(instance, configuration, noise));
    }
    Outcomes curve = observations.get(trial).seen();
    int rung = ladder.rungAt(to);
    double before = from > 0 ? curve.seconds()[ladder.rungAt(from)] : 0;
    double seconds = Math.max(leastSeconds, curve.seconds()[rung] - before);
    return new Result(Map.of(METRIC, curve.losses()[rung]), seconds);
  }

  /**
   * The loss of a trial's configuration in full, without noise, whether it was run there or not.
   */
  double fullLoss(int trial) {
    return observations.get(trial).fullLoss();
  }
}
