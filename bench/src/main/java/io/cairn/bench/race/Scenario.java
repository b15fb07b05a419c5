package io.cairn.bench.race;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A model that can be tuned on several data sets, the instances. Safe for several threads. */
interface Scenario {

  /** The scenario's name in all files. */
  String name();

  /** What is searched; the same on every instance. */
  SearchSpace space();

  /** Where trials are compared; the same on every instance. */
  RungLadder ladder();

  /** Names of the instances, in order. */
  List<String> instances();

  /**
   * Configurations at one rung.
   *
   * @return one loss and time for each configuration
   */
  Outcomes evaluate(int instance, List<Configuration> configurations, int rung);

  /**
   * One configuration at every rung.
   *
   * @return one loss and time for each rung
   */
  Outcomes curve(int instance, Configuration configuration);

  /**
   * What a run sees of a configuration. Without noise that is its {@link #curve}.
   *
   * @param noise where chance comes from
   */
  default Observation observe(int instance, Configuration configuration, RandomGenerator noise) {
    Outcomes curve = curve(instance, configuration);
    return new Observation(curve, curve.losses()[ladder().top()]);
  }

  /** Random configurations that an earlier study of an instance may have tried. */
  default List<Configuration> sample(int instance, int count, RandomGenerator random) {
    return Stream.generate(() -> space().sample(random).orElseThrow()).limit(count).toList();
  }

  /** The yardstick of an instance. */
  default InstanceScale scale(int instance) {
    return InstanceScale.of(this, instance);
  }
}
