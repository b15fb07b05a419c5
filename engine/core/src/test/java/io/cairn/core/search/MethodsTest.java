package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan;
import io.cairn.core.space.Problem;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MethodsTest {

  private static MethodSpec spec(String name, Map<String, Object> options, OptionalInt trials) {
    return spec(name, options, trials, TestSpaces.mixed());
  }

  private static MethodSpec spec(
      String name, Map<String, Object> options, OptionalInt trials, SearchSpace space) {
    return new MethodSpec(
        new MethodSettings(name, 1, options), space, TestSpaces.epochs(), trials, List.of());
  }

  private static List<String> problems(String name, Map<String, Object> options) {
    return Methods.problems(spec(name, options, OptionalInt.of(50))).stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void names_areThoseOfTheGuide() {
    assertThat(Methods.names())
        .containsExactly(
            "asha",
            "asha-stopping",
            "bohb",
            "grid",
            "hyperband",
            "landscape",
            "pasha",
            "portfolio",
            "random",
            "sha",
            "sobol");
  }

  @Test
  void everyMethod_isDescribedWithOptionsThatItUnderstands() {
    for (String name : Methods.names()) {
      assertThat(Methods.describe(name)).isNotBlank();
      for (OptionDescription option : Methods.options(name)) {
        assertThat(option.type()).isNotBlank();
        assertThat(option.description()).isNotBlank();
        assertThat(option.defaultValue()).isNotBlank();
        assertThat(problems(name, Map.of(option.name(), "no such value")))
            .singleElement()
            .asString()
            .startsWith("method." + option.name() + ": ")
            .contains(option.type());
      }
      assertThat(Methods.usesPriors(name))
          .isEqualTo(List.of("portfolio", "landscape").contains(name));
    }
  }

  @Test
  void problems_unknownMethod_listsTheNamesAndSuggestsTheNearest() {
    assertThat(problems("ashaa", Map.of()))
        .singleElement()
        .asString()
        .startsWith("method.name: there is no method 'ashaa'")
        .contains(
            "random, grid, sobol, sha, hyperband, asha, asha-stopping, pasha, bohb, portfolio")
        .endsWith("did you mean asha?");
    assertThat(problems("Hyper-Band", Map.of())).singleElement().asString().contains("hyperband?");
    assertThat(problems("genetic", Map.of())).singleElement().asString().doesNotContain("mean");
    assertThatThrownBy(() -> Methods.describe("ashaa"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean asha?");
  }

  @Test
  void problems_ofOptions_areAllReportedAtOnceWithTheirKeys() {
    assertThat(
            problems(
                "asha", new TreeMap<>(Map.of("samplr", "sobol", "levels", 3, "sampler", "grid"))))
        .containsExactly(
            "method.levels: is no option of asha, which takes sampler",
            "method.sampler: sampler = grid must be random or sobol, for example random; leave it out"
                + " for random",
            "method.samplr: is no option of asha, which takes sampler; did you mean sampler?");
    assertThat(problems("random", Map.of("seeds", 3)))
        .containsExactly("method.seeds: is no option of random, which takes none");
    assertThat(problems("grid", Map.of("levels", 0)))
        .singleElement()
        .asString()
        .contains("levels = 0 must be a whole number from 1 to 100000");
    assertThat(problems("grid", Map.of("levels", 2.5))).hasSize(1);
    assertThat(problems("bohb", Map.of("random-share", -0.1, "candidates", "64", "top-share", 1)))
        .hasSize(2);
  }

  @Test
  void problems_ofGoodOptionsOfAnyType_areNone() {
    assertThat(problems("grid", Map.of("levels", 7L))).isEmpty();
    assertThat(problems("grid", Map.of("levels", "7"))).isEmpty();
    assertThat(problems("grid", Map.of("levels", 7.0))).isEmpty();
    assertThat(problems("sobol", Map.of("scramble", "no"))).isEmpty();
    assertThat(problems("asha", Map.of("sampler", "Sobol"))).isEmpty();
    assertThat(problems("pasha", Map.of("epsilon", 0.01))).isEmpty();
    assertThat(problems("bohb", Map.of("random-share", 0.5, "rounds", 2))).isEmpty();
  }

  @Test
  void problems_ofALadderThatAMethodCannotClimb_areReported() {
    RungLadder endless =
        RungLadder.of(new Fidelity("row", Rational.of(1), Rational.of(1L << 40), 2, true));
    MethodSpec spec =
        new MethodSpec(
            MethodSettings.of("hyperband", 1),
            TestSpaces.mixed(),
            endless,
            OptionalInt.of(10),
            List.of());
    assertThat(Methods.problems(spec))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("raise fidelity.min"));
    assertThatThrownBy(() -> Methods.create(spec)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void create_withProblems_isRefusedWithAllOfThem() {
    assertThatThrownBy(
            () -> Methods.create(spec("grid", Map.of("levels", 0, "x", 1), OptionalInt.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method.levels")
        .hasMessageContaining("method.x");
  }

  @Test
  void options_takeEffect() {
    assertThat(origin("asha", Map.of("sampler", "sobol"))).isEqualTo("sobol point 0");
    assertThat(origin("asha", Map.of())).isEqualTo("random");
    Action plain =
        Methods.create(
                spec("sobol", Map.of("scramble", false), OptionalInt.of(5), TestSpaces.square()))
            .next(true);
    assertThat(((Action.StartTrial) plain).configuration().values())
        .isEqualTo(Map.of("x", 0.0, "y", 0.0));
  }

  private static String origin(String name, Map<String, Object> options) {
    Action action = Methods.create(spec(name, options, OptionalInt.of(50))).next(true);
    return ((Action.StartTrial) action).origin();
  }

  /** What runs equals the plan, for the methods whose sizes are fixed. */
  @Test
  void plan_ofFixedSizes_isWhatRuns() {
    for (String name : List.of("random", "grid", "sobol", "sha", "hyperband", "bohb")) {
      for (int trials : new int[] {1, 13, 27, 60}) {
        for (int workers : new int[] {1, 7}) {
          assertPlanRuns(spec(name, Map.of(), OptionalInt.of(trials)), workers);
        }
      }
    }
    assertPlanRuns(spec("sha", Map.of("bracket", 9), OptionalInt.of(27)), 3);
    assertPlanRuns(spec("sha", Map.of(), OptionalInt.of(27), TestSpaces.twelve()), 3);
    assertPlanRuns(spec("grid", Map.of("levels", 2), OptionalInt.of(1000), TestSpaces.twelve()), 3);
  }

  private static void assertPlanRuns(MethodSpec spec, int workers) {
    Plan plan = Methods.plan(spec);
    MethodRun run =
        new MethodRun(
                Methods.create(spec),
                spec.ladder(),
                workers,
                spec.trials().orElseThrow(),
                (trial, configuration, level) -> TestSpaces.loss(configuration, level),
                workers)
            .run();
    String what = spec.settings() + ", " + spec.trials() + ", " + workers + " workers";
    assertThat(plan.exact()).as(what).isTrue();
    assertThat(run.configurations()).as(what).hasSize((int) plan.configurations());
    long[] planned = new long[spec.ladder().size()];
    plan.brackets()
        .forEach(
            bracket ->
                bracket
                    .rungs()
                    .forEach(rung -> planned[rung.rung()] += bracket.repeats() * rung.atLeast()));
    for (int rung = 0; rung < planned.length; rung++) {
      assertThat(run.reports(rung)).as("%s, rung %d", what, rung).isEqualTo(planned[rung]);
    }
  }

  @Test
  void plan_withoutATrialBudget_isOneRoundOrTheWholeFiniteSpace() {
    assertThat(Methods.plan(spec("sha", Map.of(), OptionalInt.empty())).configurations())
        .isEqualTo(27);
    assertThat(
            Methods.plan(spec("random", Map.of(), OptionalInt.empty(), TestSpaces.twelve()))
                .configurations())
        .isEqualTo(12);
  }

  @Test
  void portfolioSize_isTheOptionOrItsDefault() {
    assertThat(Methods.portfolioSize(MethodSettings.of("portfolio", 1))).isEqualTo(16);
    assertThat(Methods.portfolioSize(new MethodSettings("portfolio", 1, Map.of("size", 4))))
        .isEqualTo(4);
    assertThat(Methods.portfolioSize(MethodSettings.of("asha", 1))).isZero();
  }
}
