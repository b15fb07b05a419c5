package io.cairn.bench.race;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A random sample of an instance at every rung, from which priors are made.
 *
 * @param scenario what was sampled
 * @param name of the prior
 * @param configurations the sample
 * @param losses by rung, then configuration
 * @param seconds from scratch, by rung, then configuration
 */
record SampledPrior(
    Scenario scenario,
    String name,
    List<Configuration> configurations,
    double[][] losses,
    double[][] seconds) {

  /** Samples an instance at the given configurations. */
  static SampledPrior of(
      Scenario scenario, int instance, String name, List<Configuration> configurations) {
    List<Outcomes> rungs = new ArrayList<>();
    for (int rung = 0; rung < scenario.ladder().size(); rung++) {
      rungs.add(scenario.evaluate(instance, configurations, rung));
    }
    return new SampledPrior(
        scenario,
        name,
        configurations,
        rungs.stream().map(Outcomes::losses).toArray(double[][]::new),
        rungs.stream().map(Outcomes::seconds).toArray(double[][]::new));
  }

  /** The same sample with other losses. */
  SampledPrior withLosses(double[][] others) {
    return new SampledPrior(scenario, name, configurations, others, seconds);
  }

  /** The same losses and times at other configurations. */
  SampledPrior withConfigurations(List<Configuration> others) {
    return new SampledPrior(scenario, name, others, losses, seconds);
  }

  /** The losses at full fidelity. */
  double[] fullLosses() {
    return losses[losses.length - 1];
  }

  /** As a method gets it. */
  PriorLandscape landscape() {
    double[] levels =
        IntStream.range(0, scenario.ladder().size())
            .mapToDouble(scenario.ladder()::level)
            .toArray();
    LandscapeBuilder builder =
        new LandscapeBuilder(
            scenario.space(),
            new Measure(RaceWorkload.METRIC, false, scenario.ladder().name()),
            levels);
    for (int rung = 0; rung < levels.length; rung++) {
      for (int i = 0; i < configurations.size(); i++) {
        builder.add(configurations.get(i), levels[rung], losses[rung][i], seconds[rung][i]);
      }
    }
    String id = scenario.name() + "-" + name;
    Landscape landscape =
        builder.build(Provenance.of(id, name, Instant.EPOCH, "random sample of a surrogate"));
    return new PriorLandscape(id, name, landscape);
  }
}
