package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.core.search.Belief;
import io.cairn.core.search.Expectation;
import io.cairn.core.space.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code priors.belief}, {@code start}, {@code rename} and {@code defaults}. */
class HumanPriorsTest {

  private static final String SPACE =
      """
      objective { metric = loss, direction = minimize }
      space {
        lr { type = real, min = 1e-4, max = 1, scale = log }
        depth { type = integer, min = 1, max = 9 }
        batch { type = ordinal, values = [16, 32, 64] }
        booster { type = categorical, values = [gbtree, dart] }
        shuffle { type = boolean }
        drop { type = real, min = 0, max = 1, when { booster = dart } }
        seed { type = constant, value = 7 }
      }
      constraints = [ "not (depth > 5 and lr > 0.1)" ]
      budget { trials = 3 }
      """;

  @TempDir Path folder;

  private SweepPriors priors(String text) {
    return SweepFiles.read(folder, SPACE + "priors { " + text + " }", Purpose.PLAN).priors();
  }

  private List<String> mistakes(String text) {
    InvalidSweepException refused =
        catchThrowableOfType(
            InvalidSweepException.class,
            () ->
                SweepReader.read(
                    SweepFiles.write(folder, "bad.conf", SPACE + "priors { " + text + " }"),
                    Purpose.PLAN));
    assertThat(refused).as(text).isNotNull();
    return refused.problems().stream()
        .map(problem -> problem.toString().replaceFirst("^bad.conf:[0-9]+: ", ""))
        .toList();
  }

  private static final String ALL =
      """
        belief {
          lr { near = 0.01 }
          depth { between = [3, 6], spread = 0.2 }
          batch { near = 32 }
          booster { weights { dart = 3 } }
          shuffle { weights { true = 2, false = 0.5 } }
        }
        start = [ { lr = 0.01, depth = 4 }, { booster = dart, drop = 0.25, depth = 2 } ]
        rename { eta = lr, max-depth = depth }
        defaults { lr = 0.02, shuffle = true }
      """;

  @Test
  void everything_isReadInItsTypes() {
    SweepPriors priors = priors(ALL);
    assertThat(priors.belief())
        .isEqualTo(
            new Belief(
                Map.of(
                    "lr", new Expectation.Near(0.01, 0.15),
                    "depth", new Expectation.Between(3L, 6L, 0.2),
                    "batch", new Expectation.Near(32L, 0.15),
                    "booster", new Expectation.Weights(Map.of("dart", 3.0)),
                    "shuffle", new Expectation.Weights(Map.of(true, 2.0, false, 0.5)))));
    assertThat(priors.map().renames()).isEqualTo(Map.of("eta", "lr", "max-depth", "depth"));
    assertThat(priors.map().defaults()).isEqualTo(Map.of("lr", 0.02, "shuffle", true));
    assertThat(priors.starts())
        .extracting(Configuration::values)
        .containsExactly(
            Map.of(
                "lr", 0.01, "depth", 4L, "batch", 32L, "booster", "gbtree", "shuffle", true, "seed",
                7L),
            Map.of(
                "lr", 0.02, "depth", 2L, "batch", 32L, "booster", "dart", "drop", 0.25, "shuffle",
                true, "seed", 7L));
    assertThat(priors.startProposals()).allMatch(start -> start.origin().equals("your start"));
  }

  @Test
  void storedForm_isReadBackEqual_andYamlMeansTheSame() throws Exception {
    Sweep sweep = SweepFiles.read(folder, SPACE + "priors { " + ALL + " }", Purpose.PLAN);
    assertThat(SweepReader.parse(sweep.canonicalJson(), folder, Purpose.PLAN)).isEqualTo(sweep);
    String yaml =
        """
        objective: {metric: loss, direction: minimize}
        space:
          lr: {type: real, min: 1e-4, max: 1, scale: log}
          depth: {type: integer, min: 1, max: 9}
          batch: {type: ordinal, values: [16, 32, 64]}
          booster: {type: categorical, values: [gbtree, dart]}
          shuffle: {type: boolean}
          drop: {type: real, min: 0, max: 1, when: {booster: dart}}
          seed: {type: constant, value: 7}
        constraints: ["not (depth > 5 and lr > 0.1)"]
        budget: {trials: 3}
        priors:
          belief:
            lr: {near: 0.01}
            depth: {between: [3, 6], spread: 0.2}
            batch: {near: 32}
            booster: {weights: {dart: 3}}
            shuffle: {weights: {true: 2, false: 0.5}}
          start:
            - {lr: 0.01, depth: 4}
            - {booster: dart, drop: 0.25, depth: 2}
          rename: {eta: lr, max-depth: depth}
          defaults: {lr: 0.02, shuffle: true}
        """;
    Path file = SweepFiles.write(folder, "sweep.yaml", yaml);
    assertThat(SweepReader.read(file, Purpose.PLAN).priors()).isEqualTo(sweep.priors());
  }

  @Test
  void sweepWithoutThem_keepsTheFormOfOlderStudies() {
    String json = SweepFiles.read(folder, SPACE, Purpose.PLAN).canonicalJson();
    assertThat(json).contains("\"priors\":{\"use\":\"all\",\"from\":[]}");
  }

  @Test
  void mistakesInABelief_areToldWithKeyValueRuleAndWayOut() {
    assertThat(mistakes("belief { lrr { near = 1 } }"))
        .containsExactly("priors.belief.lrr is no parameter of the space; did you mean lr?");
    assertThat(mistakes("belief { lr { near = 5 } }"))
        .containsExactly("priors.belief.lr.near = 5 must be a real in [0.0001, 1.0]");
    assertThat(mistakes("belief { lr { spread = 0.1 } }"))
        .containsExactly(
            "priors.belief.lr must have near or between, one of them; write near = VALUE or"
                + " between = [LOW, HIGH]");
    assertThat(mistakes("belief { depth { near = 3, between = [1, 2] } }").get(0))
        .startsWith("priors.belief.depth must have near or between, one of them");
    assertThat(mistakes("belief { depth { between = [6, 3] } }"))
        .containsExactly(
            "priors.belief.depth.between = [6, 3] must be two values, the lower one first; swap"
                + " them");
    assertThat(mistakes("belief { depth { between = [1, 2, 3] } }").get(0))
        .contains("must be two values, the lower one first");
    assertThat(mistakes("belief { depth { between = [3, 99] } }"))
        .containsExactly("priors.belief.depth.between[1] = 99 must be an integer in [1, 9]");
    assertThat(mistakes("belief { lr { near = 0.1, spread = 0 } }"))
        .containsExactly(
            "priors.belief.lr.spread = 0 must be from 0.001 to 10, as a share of the parameter's"
                + " range; 0.15 is usual");
    assertThat(mistakes("belief { booster { near = dart } }"))
        .containsExactly(
            "priors.belief.booster.near = dart is for values in an order, which these are not;"
                + " write weights { VALUE = 3 }");
    assertThat(mistakes("belief { booster { weights { dartt = 3 } } }").get(0))
        .startsWith("priors.belief.booster.weights.dartt is no value of booster");
    assertThat(mistakes("belief { booster { weights { dart = 0 } } }"))
        .containsExactly(
            "priors.belief.booster.weights.dart = 0 must be a number above 0; values that are not"
                + " listed count 1");
    assertThat(mistakes("belief { lr { weights { a = 1 } } }"))
        .containsExactly(
            "priors.belief.lr.weights = {a} is for values without an order; write near = VALUE or"
                + " between = [LOW, HIGH]");
    assertThat(mistakes("belief { seed { near = 7 } }").get(0))
        .startsWith("priors.belief.seed is about a constant");
    assertThat(mistakes("belief { lr { neer = 0.1, near = 0.1 } }").get(0))
        .contains("priors.belief.lr.neer is an unknown key; did you mean near?");
  }

  @Test
  void mistakesInStarts_areToldWithKeyValueRuleAndWayOut() {
    assertThat(mistakes("start = [ { lr = 0.1, lrr = 1 }, { depth = 99 } ]"))
        .containsExactly(
            "priors.start[0].lrr is no parameter of the space; did you mean lr?",
            "priors.start[1].depth = 99 must be an integer in [1, 9]");
    assertThat(mistakes("start = [ { drop = 0.5 } ]").get(0))
        .startsWith(
            "priors.start[0].drop has no value in this configuration, since its condition does"
                + " not hold");
    assertThat(mistakes("start = [ { depth = 9, lr = 1 } ]").get(0))
        .startsWith("priors.start[0]")
        .contains("not (depth > 5 and lr > 0.1)");
    assertThat(mistakes("start = [ 3 ]").get(0))
        .startsWith("priors.start[0] = 3 must be a section of values");
    assertThat(mistakes("start { lr = 1 }").get(0)).contains("must be a list");
  }

  @Test
  void mistakesInNames_areToldWithTheWayOut() {
    assertThat(mistakes("rename { eta = lrr }"))
        .containsExactly(
            "priors.rename.eta = lrr must be the name of a parameter of the space; did you mean"
                + " lr?");
    assertThat(mistakes("rename { a = lr, b = lr }"))
        .containsExactly(
            "priors.rename.b = lr is what another one is renamed to; keep one of them");
    assertThat(mistakes("defaults { depth = 0, bach = 16 }"))
        .containsExactly(
            "priors.defaults.depth = 0 must be an integer in [1, 9]",
            "priors.defaults.bach is no parameter of the space; did you mean batch?");
  }
}
