package io.cairn.core.space;

import static io.cairn.core.space.SearchSpaceTest.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpaceMapTest {
  private static final OptionalDouble CONTINUOUS = OptionalDouble.empty();

  private static SearchSpace space(Parameter... parameters) {
    return new SearchSpace(List.of(parameters), Map.of(), List.of());
  }

  private static MappedConfiguration map(Parameter from, Parameter to, Object value) {
    return SpaceMap.between(space(from), space(to), Map.of(), Map.of())
        .map(Map.of(from.name(), value));
  }

  @Test
  void wholePriorOfFieldCaseO19_isAccountedFor() {
    SearchSpace prior =
        space(
            new RealParameter("lr", 1e-4, 1e-1, Scale.LOG, CONTINUOUS),
            new CategoricalParameter("opt", List.of("sgd", "adam")));
    RealParameter lr = new RealParameter("lr", 1e-5, 1e-2, Scale.LOG, CONTINUOUS);
    CategoricalParameter opt = new CategoricalParameter("opt", List.of("adam", "lion"));
    SplittableRandom random = new SplittableRandom(19);
    List<Map<String, Object>> trials = new ArrayList<>();
    long sgd = 0;
    long adamInRange = 0;
    for (int i = 0; i < 200; i++) {
      Map<String, Object> values = prior.sample(random).orElseThrow().values();
      trials.add(values);
      sgd += values.get("opt").equals("sgd") ? 1 : 0;
      adamInRange += values.get("opt").equals("adam") && (Double) values.get("lr") <= 1e-2 ? 1 : 0;
    }

    RealParameter wd = new RealParameter("wd", 0, 0.1, Scale.LINEAR, CONTINUOUS);
    MappingReport report =
        SpaceMap.between(prior, space(lr, opt, wd), Map.of(), Map.of("wd", 0)).mapAll(trials);
    assertThat(report.rejected()).isEqualTo(sgd).isPositive();
    assertThat(report.used()).isZero();
    assertThat(report.projected()).isEqualTo(200 - sgd);
    assertThat(report.reasons())
        .containsEntry("wd has no value in the prior, filled with the given default 0.0", 200 - sgd)
        .containsEntry("lr above its greatest value 0.01, clipped", 200 - sgd - adamInRange)
        .containsEntry("opt = sgd must be one of [adam, lion]", sgd)
        .hasSize(3);
    assertThat(report)
        .hasToString(
            "200 configurations: 0 used, " + (200 - sgd) + " projected, " + sgd + " rejected");

    MappingReport withoutDecay =
        SpaceMap.between(prior, space(lr, opt), Map.of(), Map.of()).mapAll(trials);
    assertThat(withoutDecay.used()).isEqualTo(adamInRange).isPositive();
    assertThat(withoutDecay.rejected()).isEqualTo(sgd);
    assertThat(withoutDecay.projected()).isEqualTo(200 - sgd - adamInRange).isPositive();
  }

  @Test
  void equalSpaces_areUsedValueForValue() {
    SearchSpace space = SearchSpaceTest.churn();
    SpaceMap map = SpaceMap.between(space, SearchSpaceTest.churn(), Map.of(), Map.of());
    assertThat(map.differences()).isEmpty();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      Configuration configuration = space.sample(random).orElseThrow();
      assertThat(map.map(configuration.values()))
          .isEqualTo(new MappedConfiguration.Used(configuration));
    }
  }

  @Test
  void renamedParameter_keepsItsValue() {
    SearchSpace from = space(new RealParameter("lr", 0, 1, Scale.LINEAR, CONTINUOUS));
    SearchSpace to =
        space(
            new RealParameter("learning-rate", 0, 1, Scale.LINEAR, CONTINUOUS),
            new RealParameter("lr", 5, 7, Scale.LINEAR, CONTINUOUS));
    SpaceMap map = SpaceMap.between(from, to, Map.of("lr", "learning-rate"), Map.of());
    MappedConfiguration mapped = map.map(Map.of("lr", 0.25));
    assertThat(mapped)
        .isEqualTo(
            new MappedConfiguration.Projected(
                to.configuration(values("learning-rate", 0.25, "lr", 6)),
                List.of("lr has no value in the prior, filled with the middle 6.0")));
    assertThat(map.differences())
        .containsExactly("learning-rate: renamed from lr", "lr: added, filled with the middle 6.0");
  }

  @Test
  void droppedParameter_isAReason() {
    SearchSpace from = space(new BooleanParameter("a"), new BooleanParameter("old"));
    SpaceMap map = SpaceMap.between(from, space(new BooleanParameter("a")), Map.of(), Map.of());
    assertThat(map.map(values("a", true, "old", false)).reasons())
        .containsExactly("nothing here takes old, dropped");
    assertThat(map.differences()).containsExactly("old: dropped");
  }

  @Test
  void number_goesToTheNearestValue() {
    IntegerParameter n = new IntegerParameter("p", 0, 100, Scale.LINEAR, 1);
    assertProjected(
        map(n, new IntegerParameter("p", 10, 95, Scale.LINEAR, 20), 37),
        30L,
        "between its values, moved to the nearest");
    assertProjected(
        map(n, new IntegerParameter("p", 10, 95, Scale.LINEAR, 20), 99),
        90L,
        "above its greatest value 90, clipped");
    assertProjected(
        map(n, new IntegerParameter("p", 10, 95, Scale.LINEAR, 20), 3),
        10L,
        "below its least value 10, clipped");
    assertProjected(
        map(n, new OrdinalParameter("p", List.of(128, 64, 16)), 70),
        64L,
        "between its values, moved to the nearest");
    assertProjected(
        map(n, new OrdinalParameter("p", List.of(128, 64, 16)), 500),
        128L,
        "above its greatest value 128, clipped");
    assertProjected(
        map(n, new RealParameter("p", 0, 1, Scale.LINEAR, OptionalDouble.of(0.1)), 0.34),
        0.3,
        "between its values, moved to the nearest");
    assertProjected(
        map(n, new ConstantParameter("p", 4), 3), 4L, "below its least value 4, clipped");
    assertProjected(
        map(n, new IntegerParameter("p", 0, 9, Scale.LINEAR, 1), 2.6),
        3L,
        "between its values, moved to the nearest");
    assertProjected(
        map(n, new IntegerParameter("p", -5, Long.MAX_VALUE - 7, Scale.LINEAR, 1), 1e300),
        Long.MAX_VALUE - 7,
        "above its greatest value 9223372036854775800, clipped");
    assertThat(map(n, new CategoricalParameter("p", List.of("16", "32")), 16))
        .isInstanceOf(MappedConfiguration.Used.class);
    assertThat(map(n, new IntegerParameter("p", 0, 9, Scale.LINEAR, 1), "7"))
        .isInstanceOf(MappedConfiguration.Used.class);
  }

  private static void assertProjected(MappedConfiguration mapped, Object value, String reason) {
    assertThat(mapped)
        .isInstanceOfSatisfying(
            MappedConfiguration.Projected.class,
            projected -> {
              assertThat(projected.configuration().value(0)).isEqualTo(value);
              assertThat(projected.reasons()).containsExactly("p " + reason);
            });
  }

  @Test
  void whatIsNoValueHere_isRejected() {
    IntegerParameter n = new IntegerParameter("p", 0, 100, Scale.LINEAR, 1);
    assertThat(map(n, new CategoricalParameter("p", List.of("a")), 5))
        .isEqualTo(new MappedConfiguration.Rejected(List.of("p = 5 must be one of [a]")));
    assertThat(map(n, n, "many").reasons())
        .containsExactly("p = many must be an integer in [0, 100]");
    assertThat(map(n, n, Double.NaN)).isInstanceOf(MappedConfiguration.Rejected.class);
    assertThat(map(n, new BooleanParameter("p"), 1))
        .isInstanceOf(MappedConfiguration.Rejected.class);
  }

  @Test
  void conditionsAndConstraints_ofTheNewSpaceCount() {
    SearchSpace to = SearchSpaceTest.churn();
    SearchSpace from = new SearchSpace(to.parameters(), Map.of(), List.of());
    SpaceMap map = SpaceMap.between(from, to, Map.of(), Map.of());
    Map<String, Object> trial =
        values(
            "trees-share",
            1,
            "shrinkage",
            0.1,
            "depth",
            3,
            "booster",
            "gbtree",
            "drop-rate",
            0.5,
            "batch",
            16);
    assertThat(map.map(trial))
        .isInstanceOfSatisfying(
            MappedConfiguration.Projected.class,
            projected -> assertThat(projected.configuration().isActive(4)).isFalse());
    assertThat(map.map(trial).reasons()).containsExactly("drop-rate is inactive here, dropped");
    trial.put("depth", 12);
    assertThat(map.map(trial))
        .isEqualTo(new MappedConfiguration.Rejected(List.of("violates depth * 2 <= batch")));
  }

  @Test
  void mistakesOfTheMap_areAllReported() {
    SearchSpace from = space(new BooleanParameter("a"), new BooleanParameter("b"));
    SearchSpace to = space(new BooleanParameter("c"));
    assertThatThrownBy(
            () ->
                SpaceMap.between(
                    from, to, Map.of("a", "c", "b", "c", "x", "y"), Map.of("c", 3, "d", 1)))
        .hasMessage(
            """
            two parameters are renamed to 'c'; keep one of them
            rename of 'x', which the prior's space does not have; did you mean 'a'?
            rename to 'y', which this space does not have; did you mean 'c'?
            default c = 3 must be true or false; correct it
            default for 'd', which this space does not have; did you mean 'c'?""");
  }
}
