package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MappingRulesTest {

  private static final SearchSpace THERE =
      new SearchSpace(
          List.of(
              new RealParameter("millis", 0.1, 1000, Scale.LOG, OptionalDouble.empty()),
              new CategoricalParameter("Opt", List.of("Adam", "SGD")),
              new IntegerParameter("worker", 0, 9, Scale.LINEAR, 1)),
          Map.of(),
          List.of());

  private static final SearchSpace HERE =
      new SearchSpace(
          List.of(
              new RealParameter("seconds", 1e-4, 1, Scale.LOG, OptionalDouble.empty()),
              new CategoricalParameter("opt", List.of("adam", "sgd"))),
          Map.of(),
          List.of());

  private static MappedConfiguration map(MappingRules rules, Map<String, Object> values) {
    return SpaceMap.between(THERE, HERE, rules).map(values);
  }

  @Test
  void unitAndWords_areExchangedWithoutAnError() {
    MappingRules rules =
        new MappingRules(
            Map.of("millis", "seconds", "Opt", "opt"),
            Map.of(),
            Map.of(
                "seconds",
                Conversion.linear(0.001, 0),
                "opt",
                new Conversion(1, 0, Map.of("Adam", "adam", "SGD", "sgd"))),
            Set.of("worker"));
    MappedConfiguration mapped = map(rules, Map.of("millis", 0.3, "Opt", "SGD", "worker", 4L));
    assertThat(mapped)
        .isInstanceOfSatisfying(
            MappedConfiguration.Used.class,
            used ->
                assertThat(used.configuration().values())
                    .isEqualTo(Map.of("seconds", 3e-4, "opt", "sgd")));
    assertThat(map(rules, Map.of("millis", 0.3, "Opt", "RMSprop")).reasons())
        .containsExactly("opt = RMSprop must be one of [adam, sgd]");
    assertThat(map(rules, Map.of("millis", 1e6, "Opt", "Adam")).reasons())
        .containsExactly("seconds above its greatest value 1.0, clipped");
  }

  @Test
  void conversionOfUnknownParameter_isRefusedWithAHint() {
    MappingRules rules =
        new MappingRules(Map.of(), Map.of(), Map.of("second", Conversion.linear(2, 0)), Set.of());
    assertThatThrownBy(() -> SpaceMap.between(THERE, HERE, rules))
        .hasMessageContaining("conversion for 'second'")
        .hasMessageContaining("did you mean 'seconds'?");
  }

  @Test
  void conversion_isReckonedInDecimal() {
    assertThat(Conversion.linear(0.001, 0).apply(0.3)).isEqualTo(3e-4);
    assertThat(Conversion.linear(100, -5).apply(7L)).isEqualTo(695.0);
    assertThat(Conversion.linear(0.1, 0).apply("3")).isEqualTo(0.3);
    assertThat(Conversion.linear(2, 0).apply("auto")).isEqualTo("auto");
    assertThat(Conversion.linear(2, 0).apply(true)).isEqualTo(true);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1000; i++) {
      // A number of six digits comes back from another unit as itself.
      double value = Math.rint(random.nextDouble() * 1e6) / 1e3;
      Object milli = Conversion.linear(0.001, 0).apply(value);
      assertThat(Conversion.linear(1000, 0).apply(milli)).isEqualTo(value);
    }
  }

  @Test
  void conversionThatMakesNoSense_isRefused() {
    assertThatThrownBy(() -> Conversion.linear(0, 1)).hasMessageContaining("times = 0.0");
    assertThatThrownBy(() -> Conversion.linear(Double.NaN, 1)).hasMessageContaining("times");
    assertThatThrownBy(() -> Conversion.linear(1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("plus");
  }
}
