package io.cairn.core.landscape.similarity;

import static io.cairn.core.landscape.similarity.Landscapes.SQUARE;
import static io.cairn.core.landscape.similarity.Landscapes.bowl;
import static io.cairn.core.landscape.similarity.Landscapes.column;
import static io.cairn.core.landscape.similarity.Landscapes.random;
import static io.cairn.core.landscape.similarity.Landscapes.real;
import static io.cairn.core.landscape.similarity.Landscapes.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LandscapeSimilarityTest {
  private static final SimilaritySettings STANDARD = SimilaritySettings.standard();

  private static Agreement measured(Similarity similarity) {
    assertThat(similarity).isInstanceOf(Similarity.Measured.class);
    return similarity.figures().orElseThrow();
  }

  @Test
  void sharedConfigurations_areFoundWhateverTheOrder() {
    List<Configuration> all = random(SQUARE, 150, 1);
    List<Configuration> other = new ArrayList<>(all.subList(50, 150));
    Collections.shuffle(other, new Random(4));
    Similarity similarity =
        LandscapeSimilarity.between(
            column("a", all.subList(0, 120), bowl(.3, .3)),
            column("b", other, one -> 5 * bowl(.3, .3).applyAsDouble(one)),
            STANDARD);
    assertThat(measured(similarity).rho().value()).isCloseTo(1, within(1e-12));
    assertThat(similarity.matching()).isEqualTo(new Matching(70, 120, 100, 100, 0, 0, List.of()));
  }

  @Test
  void maximisedAndMinimised_areTheSameLandscape() {
    List<Configuration> all = random(SQUARE, 100, 2);
    Landscape loss = Landscapes.of("loss", SQUARE, Landscapes.LOSS, all, bowl(.2, .7));
    Landscape score =
        Landscapes.of(
            "score", SQUARE, Landscapes.SCORE, all, one -> -bowl(.2, .7).applyAsDouble(one));
    LossColumn third = column("third", all, bowl(.5, .1));
    assertThat(LandscapeSimilarity.between(LossColumn.full(loss), third, STANDARD))
        .isEqualTo(LandscapeSimilarity.between(LossColumn.full(score), third, STANDARD));
  }

  @Test
  void anotherMetric_isAnotherColumnOfTheSameLandscape() {
    List<Configuration> all = random(SQUARE, 100, 3);
    Landscape landscape = Landscapes.of("a", SQUARE, Landscapes.LOSS, all, bowl(.2, .7));
    double[] test = all.stream().mapToDouble(bowl(.8, .3)).toArray();
    Similarity similarity =
        LandscapeSimilarity.between(
            LossColumn.full(landscape),
            LossColumn.of(landscape, "test loss", i -> test[i]),
            STANDARD);
    assertThat(measured(similarity))
        .isEqualTo(Agreement.of(landscape.losses(0), test, AgreementSettings.standard()));
  }

  @Test
  void renamedParameters_areMatchedThroughTheMap() {
    SearchSpace renamed = square("u", "v", 1);
    List<Configuration> all = random(SQUARE, 80, 5);
    List<Configuration> same =
        all.stream()
            .map(one -> renamed.configuration(Map.of("u", one.value(0), "v", one.value(1))))
            .toList();
    SpaceMap map = SpaceMap.between(renamed, SQUARE, Map.of("u", "x", "v", "y"), Map.of());
    Similarity similarity =
        LandscapeSimilarity.between(
            column("a", all, bowl(.4, .4)), column("b", same, bowl(.4, .4)), map, STANDARD);
    assertThat(measured(similarity).rho().value()).isCloseTo(1, within(1e-12));
    assertThat(similarity.matching().used()).isEqualTo(80);
    assertThatThrownBy(
            () ->
                LandscapeSimilarity.between(
                    column("b", same, bowl(.4, .4)), column("a", all, bowl(.4, .4)), map, STANDARD))
        .hasMessageContaining("swap the landscapes");
  }

  @Test
  void partlyDifferentSpace_countsUsedProjectedRejected() {
    SearchSpace narrow =
        new SearchSpace(
            List.of(real("x", 1), new CategoricalParameter("act", List.of("relu", "tanh"))),
            Map.of(),
            List.of());
    SearchSpace wide =
        new SearchSpace(
            List.of(real("x", 2), new CategoricalParameter("act", List.of("relu", "tanh", "gelu"))),
            Map.of(),
            List.of());
    List<Configuration> own = new ArrayList<>();
    List<Configuration> other = new ArrayList<>();
    for (int i = 0; i <= 40; i++) {
      own.add(narrow.configuration(Map.of("x", i / 40.0, "act", "relu")));
      other.add(wide.configuration(Map.of("x", i / 40.0, "act", "relu")));
      other.add(wide.configuration(Map.of("x", 1.5 + i / 100.0, "act", "relu")));
      other.add(wide.configuration(Map.of("x", i / 40.0, "act", "gelu")));
    }
    ToDoubleFunction<Configuration> loss = one -> (Double) one.value(0);
    Similarity similarity =
        LandscapeSimilarity.between(column("a", own, loss), column("b", other, loss), STANDARD);
    Matching matching = similarity.matching();
    assertThat(matching.shared()).isEqualTo(41);
    assertThat(matching.measuredSecond()).isEqualTo(123);
    assertThat(matching.used()).isEqualTo(41);
    assertThat(matching.projected()).isEqualTo(41);
    assertThat(matching.rejected()).isEqualTo(41);
    assertThat(matching.differences()).isNotEmpty();
    // x = 1 keeps its own loss, not that of what was clipped to it: the orders are equal.
    assertThat(measured(similarity).rho().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void droppedParameter_takesTheMeanOfItsValues() {
    SearchSpace plain = new SearchSpace(List.of(real("x", 1)), Map.of(), List.of());
    SearchSpace more =
        new SearchSpace(List.of(real("x", 1), new BooleanParameter("flag")), Map.of(), List.of());
    List<Configuration> own = new ArrayList<>();
    List<Configuration> other = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      own.add(plain.configuration(Map.of("x", i / 32.0)));
      other.add(more.configuration(Map.of("x", i / 32.0, "flag", true)));
      other.add(more.configuration(Map.of("x", i / 32.0, "flag", false)));
    }
    Similarity similarity =
        LandscapeSimilarity.between(
            column("a", own, one -> (Double) one.value(0)),
            // Each alone orders nothing of the other: only the mean, x, is in order.
            column(
                "b",
                other,
                one -> {
                  double x = (Double) one.value(0);
                  return x + ((Boolean) one.value(1) ? 1 : -1) * Math.sin(700 * x);
                }),
            STANDARD);
    assertThat(measured(similarity).rho().value()).isCloseTo(1, within(1e-12));
    assertThat(similarity.matching().projected()).isEqualTo(60);
    assertThat(similarity.matching().shared()).isEqualTo(30);
  }

  @Test
  void disjointConfigurations_areComparedThroughModels() {
    LossColumn a = column("a", random(SQUARE, 300, 10), bowl(.3, .3));
    double[][] places = {{.3, .3}, {.5, .5}, {.9, .9}};
    for (double[] place : places) {
      LossColumn b = column("b", random(SQUARE, 300, 11), bowl(place[0], place[1]));
      Similarity similarity = LandscapeSimilarity.between(a, b, STANDARD);
      assertThat(similarity).isInstanceOf(Similarity.ThroughSurrogates.class);
      Similarity.ThroughSurrogates through = (Similarity.ThroughSurrogates) similarity;
      List<Configuration> dense = random(SQUARE, 20_000, 12);
      Agreement truth =
          Agreement.of(
              dense.stream().mapToDouble(bowl(.3, .3)).toArray(),
              dense.stream().mapToDouble(bowl(place[0], place[1])).toArray(),
              AgreementSettings.standard());
      assertThat(through.agreement().rho().value())
          .as("bowl at %s: %s, true %s", place[0], through.verdict(), truth.rho())
          .isCloseTo(truth.rho().value(), within(0.08));
      assertThat(through.agreement().overlap().value())
          .as("bowl at %s: %s, true %s", place[0], through.verdict(), truth.overlap())
          .isCloseTo(truth.overlap().value(), within(0.2));
      assertThat(through.first().r2()).isGreaterThan(0.9);
      assertThat(through.second().rankCorrelation().low()).isGreaterThan(0.9);
      assertThat(through.verdict()).startsWith("Through models, not measured (0 shared");
      assertThat(through.agreement().chanceOfOverlap()).isNaN();
    }
  }

  /**
   * A ripple too fine for the models: shared by both landscapes, or each with its own. Of the
   * overlap no bound is claimed: with the shared ripple it is 0.4955, 0.0002 above its interval.
   */
  @Test
  void throughModels_intervalHoldsWhatTheModelsCannotSee() {
    for (double phase : new double[] {0, 2}) {
      ToDoubleFunction<Configuration> first = rippled(.3, 0);
      ToDoubleFunction<Configuration> second = rippled(.5, phase);
      Similarity similarity =
          LandscapeSimilarity.between(
              column("a", random(SQUARE, 250, 60), first),
              column("b", random(SQUARE, 250, 61), second),
              STANDARD);
      List<Configuration> dense = random(SQUARE, 20_000, 62);
      Agreement truth =
          Agreement.of(
              dense.stream().mapToDouble(first).toArray(),
              dense.stream().mapToDouble(second).toArray(),
              AgreementSettings.standard());
      Agreement seen = similarity.figures().orElseThrow();
      String what = similarity.verdict() + " True: " + truth.verdict();
      assertThat(((Similarity.ThroughSurrogates) similarity).first().r2()).as(what).isLessThan(0.9);
      assertThat(truth.rho().value()).as(what).isBetween(seen.rho().low(), seen.rho().high());
      assertThat(truth.shakeUp().value())
          .as(what)
          .isBetween(seen.shakeUp().low(), seen.shakeUp().high());
    }
  }

  private static ToDoubleFunction<Configuration> rippled(double place, double phase) {
    ToDoubleFunction<Configuration> bowl = bowl(place, place);
    return one ->
        bowl.applyAsDouble(one)
            + 0.12 * Math.sin(90 * (Double) one.value(0) + phase)
            + 0.12 * Math.sin(110 * (Double) one.value(1) + phase);
  }

  @Test
  void throughModels_doesNotDependOnRowOrderOrOnWhoElseRuns() {
    List<Configuration> rows = random(SQUARE, 120, 20);
    List<Configuration> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    LossColumn other = column("b", random(SQUARE, 120, 21), bowl(.6, .2));
    assertThat(LandscapeSimilarity.between(column("a", shuffled, bowl(.5, .5)), other, STANDARD))
        .isEqualTo(LandscapeSimilarity.between(column("a", rows, bowl(.5, .5)), other, STANDARD));
  }

  @Test
  void noise_isNotComparable() {
    SplittableRandom noise = new SplittableRandom(5);
    LossColumn a = column("a", random(SQUARE, 200, 30), bowl(.3, .3));
    LossColumn b = column("b", random(SQUARE, 200, 31), one -> noise.nextDouble());
    Similarity similarity = LandscapeSimilarity.between(a, b, STANDARD);
    assertThat(similarity).isInstanceOf(Similarity.NotComparable.class);
    assertThat(similarity.figures()).isEmpty();
    assertThat(similarity.verdict())
        .startsWith("Not comparable: 0 shared configurations are fewer than 20")
        .contains("of the second landscape, its model is worthless")
        .doesNotContain("first landscape");
  }

  @Test
  void fewOrConstantConfigurations_areNotComparable() {
    LossColumn a = column("a", random(SQUARE, 200, 40), bowl(.3, .3));
    assertThat(
            LandscapeSimilarity.between(
                    a, column("b", random(SQUARE, 1, 41), bowl(.3, .3)), STANDARD)
                .verdict())
        .contains("1 configurations are too few for a model");
    assertThat(
            LandscapeSimilarity.between(a, column("b", random(SQUARE, 90, 42), one -> 1), STANDARD)
                .verdict())
        .contains("all losses are the same");
  }

  @Test
  void throughModels_acrossSpacesAndConditions() {
    SearchSpace base =
        new SearchSpace(
            List.of(
                new CategoricalParameter("booster", List.of("tree", "dart")),
                real("x", 1),
                real("drop", 1)),
            Map.of("drop", new Condition.Equals("booster", "dart")),
            List.of());
    SearchSpace wider =
        new SearchSpace(
            List.of(
                new CategoricalParameter("booster", List.of("tree", "dart", "linear")),
                real("x", 2),
                real("drop", 1)),
            Map.of("drop", new Condition.Equals("booster", "dart")),
            List.of());
    ToDoubleFunction<Configuration> loss =
        one ->
            Math.abs((Double) one.value("x").orElseThrow() - 0.4)
                + (one.value("booster").orElseThrow().equals("dart") ? 0.3 : 0)
                + one.value("drop").map(drop -> (Double) drop).orElse(0.2);
    Similarity similarity =
        LandscapeSimilarity.between(
            column("a", random(base, 400, 50), loss),
            column("b", random(wider, 900, 51), loss),
            STANDARD);
    assertThat(similarity).isInstanceOf(Similarity.ThroughSurrogates.class);
    assertThat(similarity.figures().orElseThrow().rho().value()).isGreaterThan(0.9);
    assertThat(similarity.matching().rejected()).isGreaterThan(200);
  }
}
