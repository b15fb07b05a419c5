package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CardinalityTest {
  @Test
  void independentParameters_multiply() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < 62; i++) {
      parameters.add(new BooleanParameter("b" + i));
    }
    assertThat(new SearchSpace(parameters, Map.of(), List.of()).cardinality()).hasValue(1L << 62);
    parameters.add(new BooleanParameter("last"));
    assertThat(new SearchSpace(parameters, Map.of(), List.of()).cardinality()).isEmpty();
  }

  @Test
  void aContinuousParameter_makesItInfinite() {
    assertThat(SearchSpaceTest.churn().cardinality()).isEmpty();
  }

  @Test
  void conditionTrees_areCountedWithoutEnumeration() {
    // Ten switches, each with a child that has 3 values and a grandchild that has 2 when the child
    // is "x": 1 + (2 + 2) ways each.
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new HashMap<>();
    parameters.add(new CategoricalParameter("root", List.of("on", "off")));
    for (int i = 0; i < 10; i++) {
      parameters.add(new BooleanParameter("s" + i));
      parameters.add(new CategoricalParameter("c" + i, List.of("x", "y", "z")));
      parameters.add(new BooleanParameter("g" + i));
      conditions.put("s" + i, new Condition.Equals("root", "on"));
      conditions.put("c" + i, new Condition.Equals("s" + i, true));
      conditions.put("g" + i, new Condition.Not(new Condition.In("c" + i, List.of("y", "z"))));
    }
    SearchSpace space = new SearchSpace(parameters, conditions, List.of());
    assertThat(space.cardinality()).hasValue(1 + (long) Math.pow(5, 10));
  }

  @Test
  void longChainsAndWideConditions_areCounted() {
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new HashMap<>();
    List<Condition> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      parameters.add(new BooleanParameter("b" + i));
      all.add(new Condition.Equals("b" + i, true));
    }
    parameters.add(new BooleanParameter("child"));
    conditions.put("child", new Condition.AllOf(all));
    assertThat(new SearchSpace(parameters, conditions, List.of()).cardinality())
        .hasValue((1L << 60) + 1);
    conditions.clear();
    for (int i = 1; i < 60; i++) {
      conditions.put("b" + i, new Condition.Equals("b" + (i - 1), true));
    }
    parameters.remove(60);
    assertThat(new SearchSpace(parameters, conditions, List.of()).cardinality()).hasValue(61);
  }

  @Test
  void entangledConditions_areGivenUpRatherThanEnumerated() {
    // Each child looks at its own pair of distant parents: a frontier of 2^40.
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      parameters.add(new BooleanParameter("b" + i));
    }
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        String name = "c" + i + "-" + j;
        parameters.add(new BooleanParameter(name));
        conditions.put(
            name,
            new Condition.AnyOf(
                List.of(new Condition.Equals("b" + i, true), new Condition.Equals("b" + j, true))));
      }
    }
    assertThat(new SearchSpace(parameters, conditions, List.of()).cardinality()).isEmpty();
  }

  @Test
  void wideIntegersAndSteps_areCountedByInterval() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("n", 0, (1L << 61) - 1, Scale.LINEAR, 1),
                new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.of(0.1)),
                new BooleanParameter("b"),
                new BooleanParameter("c")),
            Map.of(
                "b",
                    new Condition.Range(
                        "n", OptionalDouble.of(1L << 60), OptionalDouble.empty(), true, true),
                "x", new Condition.Equals("n", 5),
                "c",
                    new Condition.Range(
                        "x", OptionalDouble.of(0.3), OptionalDouble.of(0.7), false, true)),
            List.of());
    long half = 1L << 60;
    assertThat(space.cardinality()).hasValue(2 * half + (half - 1) + (7 + 4 * 2));
  }
}
