package io.cairn.core.search;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.AshaPromotion;
import io.cairn.core.halving.AshaStopping;
import io.cairn.core.halving.FullFidelity;
import io.cairn.core.halving.Hyperband;
import io.cairn.core.halving.Pasha;
import io.cairn.core.halving.Schedule;
import io.cairn.core.halving.SuccessiveHalving;
import io.cairn.core.search.NamedMethod.Ingredients;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.search.landscape.LandscapeSettings;
import io.cairn.core.space.Configuration;
import java.util.List;
import java.util.stream.Stream;

/** The compositions themselves. A new method is one more entry. */
final class Catalogue {
  static final String PORTFOLIO_SIZE = "size";
  static final int DEFAULT_PORTFOLIO_SIZE = 16;
  static final int DEFAULT_LEVELS = 5;
  private static final int MOST_IN_BRACKET = 1_000_000;

  private static final MethodOption SAMPLER =
      MethodOption.oneOf(
          "sampler", "random", List.of("random", "sobol"), "where new configurations come from");
  private static final MethodOption ROUNDS =
      MethodOption.whole(
          "rounds", "as many as the budget allows", 1, Integer.MAX_VALUE, "rounds of all brackets");

  private static final List<MethodOption> KDE =
      List.of(
          MethodOption.number(
              "top-share", "0.15", 0.01, 0.99, "share of the results at a rung that count as good"),
          MethodOption.number(
              "random-share", "0.3333", 0, 1, "share of the proposals that are random"),
          MethodOption.whole(
              "candidates", "64", 1, 100_000, "points that compete for a proposal of the model"),
          MethodOption.number(
              "bandwidth-factor",
              "3",
              0.01,
              1000,
              "how much wider than its data the model samples"),
          MethodOption.number(
              "min-bandwidth", "0.001", 1e-9, 1, "least bandwidth of the model, in the unit cube"));

  private static final MethodOption SIZE =
      MethodOption.whole(
          PORTFOLIO_SIZE,
          Integer.toString(DEFAULT_PORTFOLIO_SIZE),
          0,
          10_000,
          "how many configurations the priors give");

  private static final LandscapeSettings USUAL = LandscapeSettings.DEFAULTS;

  private static final List<MethodOption> LANDSCAPE =
      List.of(
          SIZE,
          count("pool", USUAL.pool(), "random configurations that compete"),
          count("prior-best", USUAL.priorBest(), "configurations of the priors that compete"),
          count("mutants", USUAL.mutants(), "variations of the best that compete"),
          share("explore", USUAL.explore(), "share of new trials that are random"),
          count("pilot", USUAL.pilot(), "observations before the evidence counts"),
          count("test-size", USUAL.testSize(), "observations that the evidence rests on"),
          figure("lead-above", USUAL.leadAbove(), "log evidence above which the priors lead"),
          figure("drop-below", USUAL.dropBelow(), "log evidence below which they are not asked"),
          count("allowance", USUAL.allowance(), "trials that unproven priors lead to beyond half"),
          share("prior-weights", USUAL.priorWeights(), "how much its own evidence weighs a prior"),
          share("cost-floor", USUAL.costFloor(), "least cost, as a share of a full evaluation"),
          MethodOption.flag("ladder", USUAL.ladder(), "whether lower rungs are used"),
          MethodOption.flag("two-arms", USUAL.twoArms(), "whether a side without priors competes"));

  private static MethodOption count(String name, int byDefault, String text) {
    return MethodOption.whole(name, Integer.toString(byDefault), 0, 100_000, text);
  }

  private static MethodOption share(String name, double byDefault, String text) {
    return MethodOption.number(name, Double.toString(byDefault), 0, 1, text);
  }

  private static MethodOption figure(String name, double byDefault, String text) {
    return MethodOption.number(name, Double.toString(byDefault), -1_000, 1_000, text);
  }

  private static LandscapeSettings landscape(Options options) {
    return new LandscapeSettings(
        options.whole("pool", USUAL.pool()),
        options.whole("prior-best", USUAL.priorBest()),
        options.whole("mutants", USUAL.mutants()),
        options.number("explore", USUAL.explore()),
        options.whole("pilot", USUAL.pilot()),
        options.whole("test-size", USUAL.testSize()),
        options.number("lead-above", USUAL.leadAbove()),
        options.number("drop-below", USUAL.dropBelow()),
        options.whole("allowance", USUAL.allowance()),
        options.number("prior-weights", USUAL.priorWeights()),
        options.number("cost-floor", USUAL.costFloor()),
        options.flag("ladder", USUAL.ladder()),
        options.flag("two-arms", USUAL.twoArms()));
  }

  static final List<NamedMethod> ENTRIES =
      List.of(
          new NamedMethod(
              "random",
              "independent random configurations, each evaluated in full",
              Catalogue::random,
              Catalogue::full,
              false,
              List.of()),
          new NamedMethod(
              "grid",
              "every configuration of a grid, each evaluated in full",
              in ->
                  new GridSampler(in.spec().space(), in.options().whole("levels", DEFAULT_LEVELS)),
              Catalogue::full,
              false,
              List.of(
                  MethodOption.whole(
                      "levels",
                      Integer.toString(DEFAULT_LEVELS),
                      1,
                      100_000,
                      "values that a real takes, and at most a range of integers"))),
          new NamedMethod(
              "sobol",
              "a scrambled Sobol sequence, each point evaluated in full",
              in -> in.unique(sobol(in, in.options().flag("scramble", true))),
              Catalogue::full,
              false,
              List.of(
                  MethodOption.flag("scramble", true, "whether the seed scrambles the sequence"))),
          new NamedMethod(
              "sha",
              "synchronous successive halving: a rung is judged when all its members are there",
              Catalogue::chosen,
              Catalogue::successiveHalving,
              false,
              List.of(
                  SAMPLER,
                  MethodOption.whole(
                      "bracket",
                      "budget.trials, or as many as send one to the top",
                      1,
                      MOST_IN_BRACKET,
                      "configurations that start in one bracket"))),
          new NamedMethod(
              "hyperband",
              "brackets of successive halving, from many short evaluations to few full ones",
              Catalogue::chosen,
              Catalogue::hyperband,
              false,
              List.of(SAMPLER, ROUNDS)),
          new NamedMethod(
              "asha",
              "asynchronous successive halving: trials pause at a rung and the best are resumed",
              Catalogue::chosen,
              in -> AshaPromotion.of(in.ladder()),
              false,
              List.of(SAMPLER)),
          new NamedMethod(
              "asha-stopping",
              "asynchronous successive halving: a trial runs on unless it is worse than most",
              Catalogue::chosen,
              in -> AshaStopping.of(in.ladder()),
              false,
              List.of(SAMPLER)),
          new NamedMethod(
              "pasha",
              "asha whose top rung grows only while rankings disagree",
              Catalogue::chosen,
              Catalogue::pasha,
              false,
              List.of(
                  SAMPLER,
                  MethodOption.number(
                      "epsilon",
                      "what criss-crossing trials teach",
                      0,
                      Double.MAX_VALUE,
                      "losses that differ by at most this much rank alike"))),
          new NamedMethod(
              "bohb",
              "hyperband that samples where good results are dense",
              in ->
                  in.unique(
                      new KdeSampler(
                          in.spec().space(), in.ladder(), kde(in.options()), in.streams())),
              Catalogue::hyperband,
              false,
              withRounds()),
          new NamedMethod(
              "portfolio",
              "asha that starts with the best configurations of the priors",
              Catalogue::portfolio,
              in -> AshaPromotion.of(in.ladder()),
              true,
              List.of(SIZE)),
          new NamedMethod(
              "landscape",
              "what promises most by a model of the landscape that good priors give a head start",
              Catalogue::portfolio,
              in -> AshaPromotion.of(in.ladder()),
              in ->
                  new LandscapeMethod(
                      LandscapeMethod.basis(in.spec().space(), in.ladder()),
                      in.spec().priors(),
                      landscape(in.options()),
                      in.streams(),
                      starts(in),
                      portfolio(in)),
              true,
              true,
              LANDSCAPE));

  private Catalogue() {}

  private static List<MethodOption> withRounds() {
    return Stream.concat(KDE.stream(), Stream.of(ROUNDS)).toList();
  }

  private static Sampler random(Ingredients in) {
    return in.unique(new RandomSampler(in.spec().space(), in.streams()));
  }

  private static Sampler sobol(Ingredients in, boolean scrambled) {
    return scrambled
        ? SobolSampler.scrambled(in.spec().space(), in.streams())
        : SobolSampler.plain(in.spec().space(), in.streams());
  }

  private static Sampler portfolio(Ingredients in) {
    return in.unique(
        new PortfolioSampler(in.spec().space(), in.spec().portfolio(), sobol(in, true)));
  }

  private static List<Configuration> starts(Ingredients in) {
    return in.spec().portfolio().stream()
        .filter(proposal -> proposal.origin().equals(Proposal.YOUR_START))
        .map(Proposal::configuration)
        .toList();
  }

  private static Sampler chosen(Ingredients in) {
    return in.options().word(SAMPLER.name(), "random").equals("sobol")
        ? in.unique(sobol(in, true))
        : random(in);
  }

  private static Schedule full(Ingredients in) {
    return FullFidelity.of(in.ladder());
  }

  /**
   * One bracket of the whole budget, unless the size of a bracket is given or the budget is not in
   * trials.
   */
  private static Schedule successiveHalving(Ingredients in) {
    if (in.options().isGiven("bracket")) {
      return SuccessiveHalving.repeated(in.ladder(), in.options().whole("bracket", 1));
    }
    return in.trials().isPresent()
        ? SuccessiveHalving.of(in.ladder(), in.trials().getAsInt())
        : SuccessiveHalving.repeated(in.ladder(), toTheTop(in.ladder()));
  }

  /** eta to the power of the number of steps: a bracket that sends one configuration to the top. */
  private static int toTheTop(RungLadder ladder) {
    long size = 1;
    for (int step = 0; step < ladder.top(); step++) {
      size = Math.min(size * ladder.reduction(), MOST_IN_BRACKET);
    }
    return (int) size;
  }

  private static Schedule hyperband(Ingredients in) {
    return in.options().isGiven(ROUNDS.name())
        ? Hyperband.of(in.ladder(), in.options().whole(ROUNDS.name(), 1))
        : Hyperband.of(in.ladder());
  }

  private static Schedule pasha(Ingredients in) {
    return in.options().isGiven("epsilon")
        ? Pasha.of(in.ladder(), in.options().number("epsilon", 0))
        : Pasha.of(in.ladder());
  }

  private static KdeSettings kde(Options options) {
    KdeSettings usual = KdeSettings.DEFAULTS;
    return new KdeSettings(
        options.number("top-share", usual.topShare()),
        options.number("random-share", usual.randomShare()),
        options.whole("candidates", usual.candidates()),
        options.number("bandwidth-factor", usual.bandwidthFactor()),
        options.number("min-bandwidth", usual.minBandwidth()));
  }
}
