package io.cairn.bench.race;

import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.PriorLandscape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The priors of a scenario's instances: of every other instance a random sample of 200
 * configurations at all rungs, the same whoever asks, or something misleading made of it. What does
 * not depend on who asks is kept. Thread-safe.
 */
final class Priors {
  private static final int CONFIGURATIONS = 200;
  private static final int OWN = 10;
  private static final double HONEST = .1;

  private final Scenario scenario;
  private final Map<Integer, SampledPrior> samples = new ConcurrentHashMap<>();
  private final Map<Key, PriorLandscape> landscapes = new ConcurrentHashMap<>();

  private record Key(PriorKind.Form form, int instance) {}

  Priors(Scenario scenario) {
    this.scenario = scenario;
  }

  /**
   * The priors for a run.
   *
   * @param instance the one that is searched
   * @param seed of the run
   */
  List<PriorLandscape> of(PriorKind kind, int instance, int seed) {
    int[] others =
        IntStream.range(0, scenario.instances().size()).filter(i -> i != instance).toArray();
    return switch (kind.form()) {
      case NONE -> List.of();
      case ALL, NEGATED, SHUFFLED, WRONG_TOP ->
          Arrays.stream(others).mapToObj(i -> kept(kind.form(), i)).toList();
      case SUBSET -> {
        int count = Math.min(kind.count(), others.length);
        yield chosen(others, count, instance, seed)
            .mapToObj(i -> kept(PriorKind.Form.ALL, i))
            .toList();
      }
      case OTHER -> {
        SpaceShift shift =
            SpaceShift.random(scenario.space(), Draws.random(scenario, "shift", instance));
        yield Arrays.stream(others)
            .mapToObj(i -> WrongPriors.moved(sample(i), shift).landscape())
            .toList();
      }
      case SELF_NEGATED ->
          IntStream.range(0, OWN)
              .mapToObj(copy -> WrongPriors.negated(own(instance, copy)).landscape())
              .toList();
      case TEN_OF_HUNDRED -> {
        int count = Math.max(1, (int) Math.round(HONEST * others.length));
        List<Integer> honest = chosen(others, count, instance, seed).boxed().toList();
        yield Arrays.stream(others)
            .mapToObj(
                i -> kept(honest.contains(i) ? PriorKind.Form.ALL : PriorKind.Form.NEGATED, i))
            .toList();
      }
    };
  }

  private IntStream chosen(int[] others, int count, int instance, int seed) {
    long index = ((long) seed << Integer.SIZE) | instance;
    int[] places = Draws.choose(others.length, count, Draws.random(scenario, "subset", index));
    return Arrays.stream(places).sorted().map(place -> others[place]);
  }

  private PriorLandscape kept(PriorKind.Form form, int instance) {
    return landscapes.computeIfAbsent(
        new Key(form, instance), key -> treated(form, instance).landscape());
  }

  private SampledPrior treated(PriorKind.Form form, int instance) {
    SampledPrior sample = sample(instance);
    return switch (form) {
      case NEGATED -> WrongPriors.negated(sample);
      case SHUFFLED -> {
        int size = sample.configurations().size();
        RandomGenerator random = Draws.random(scenario, "shuffle", instance);
        yield WrongPriors.shuffled(sample, Draws.choose(size, size, random));
      }
      case WRONG_TOP -> WrongPriors.wrongTop(sample);
      default -> sample;
    };
  }

  private SampledPrior sample(int instance) {
    return samples.computeIfAbsent(
        instance, i -> drawn(i, scenario.instances().get(i), Draws.random(scenario, "prior", i)));
  }

  private SampledPrior own(int instance, int copy) {
    String name = scenario.instances().get(instance) + "-" + copy;
    long index = ((long) copy << Integer.SIZE) | instance;
    return drawn(instance, name, Draws.random(scenario, "own", index));
  }

  private SampledPrior drawn(int instance, String name, RandomGenerator random) {
    List<Configuration> configurations = scenario.sample(instance, CONFIGURATIONS, random);
    return SampledPrior.of(scenario, instance, name, configurations);
  }
}
