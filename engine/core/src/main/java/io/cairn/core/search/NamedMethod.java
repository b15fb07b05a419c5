package io.cairn.core.search;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Schedule;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * An entry of the catalogue: two parts and what there is to say about them.
 *
 * @param sampler makes the part that proposes configurations
 * @param schedule makes the part that starts and promotes trials
 * @param method puts the parts together
 * @param usesPriors whether the portfolio of the priors is tried
 * @param fitsPriors whether the fitted landscapes of the priors are part of its model
 */
record NamedMethod(
    String name,
    String description,
    Function<Ingredients, Sampler> sampler,
    Function<Ingredients, Schedule> schedule,
    Function<Ingredients, Method> method,
    boolean usesPriors,
    boolean fitsPriors,
    List<MethodOption> options) {

  /** A method in which the schedule asks the sampler for each new trial. */
  NamedMethod(
      String name,
      String description,
      Function<Ingredients, Sampler> sampler,
      Function<Ingredients, Schedule> schedule,
      boolean usesPriors,
      List<MethodOption> options) {
    this(
        name,
        description,
        sampler,
        schedule,
        in -> new HalvingMethod(sampler.apply(in), schedule.apply(in)),
        usesPriors,
        false,
        options);
  }

  /** What the parts are made of. */
  record Ingredients(MethodSpec spec, Options options, RandomStreams streams) {
    RungLadder ladder() {
      return spec.ladder();
    }

    OptionalInt trials() {
      return spec.trials();
    }

    /** Never the same configuration twice. */
    Sampler unique(Sampler sampler) {
      return new UniqueProposals(spec.space(), sampler, streams);
    }
  }

  NamedMethod {
    options = List.copyOf(options);
  }

  Ingredients ingredients(MethodSpec spec) {
    return new Ingredients(
        spec,
        new Options(options, spec.settings().options()),
        new RandomStreams(spec.settings().seed()));
  }
}
