package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Condition;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSpaceReaderTest {

  private static final String FILE =
      """
      {"name": "all kinds", "format_version": 0.4, "hyperparameters": [
        {"type": "uniform_float", "name": "lr", "lower": 1e-4, "upper": 1.0, "default_value": 0.01, "log": true, "meta": null},
        {"type": "uniform_float", "name": "q", "lower": 0.5, "upper": 0.95, "q": 0.1, "log": false, "default": 0.5},
        {"type": "uniform_int", "name": "depth", "lower": 1, "upper": 30, "log": false, "default": 6},
        {"type": "categorical", "name": "booster", "choices": ["gbtree", "dart", "gblinear"], "default": "dart", "probabilities": [0.5, 0.5, 0.5]},
        {"type": "ordinal", "name": "size", "sequence": ["small", "large"], "default": "small"},
        {"type": "constant", "name": "fixed", "value": 3.5},
        {"type": "uniform_float", "name": "drop", "lower": 0, "upper": 1, "log": false, "default": 0.5},
        {"type": "uniform_int", "name": "leaves", "lower": 2, "upper": 64, "log": true, "default": 8},
        {"type": "normal_float", "name": "noise", "mu": 0, "sigma": 1}
      ], "conditions": [
        {"child": "drop", "parent": "booster", "type": "IN", "values": ["dart", "gbtree"]},
        {"child": "drop", "parent": "depth", "type": "GT", "value": 3},
        {"child": "leaves", "type": "OR", "conditions": [
          {"child": "leaves", "parent": "booster", "type": "NEQ", "value": "gblinear"},
          {"child": "leaves", "type": "AND", "conditions": [
            {"child": "leaves", "parent": "depth", "type": "LT", "value": 5},
            {"child": "leaves", "parent": "size", "type": "EQ", "value": "small"}]}]},
        {"child": "noise", "parent": "size", "type": "EQ", "value": "small"}
      ], "forbiddens": [
        {"type": "AND", "clauses": [
          {"name": "booster", "type": "EQUALS", "value": "dart"}, {"name": "depth", "type": "IN", "values": [29, 30]}]},
        {"type": "LESS", "left": "q", "right": "drop"}
      ]}
      """;

  private static final String SWEEP =
      """
      objective { metric = loss, direction = minimize }
      space { file = space.json, drop = [noise], fix { depth = 7, size = large }
        q { type = integer, min = 0, max = 1 }, extra { type = boolean } }
      budget { trials = 3 }
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() {
    SweepFiles.write(folder, "space.json", FILE);
  }

  @Test
  void file_isReadInAllItsParts() {
    String sweep = SWEEP.replaceAll("fix .*\n.*", "}");
    SearchSpace space = SweepFiles.read(folder, sweep, Purpose.PLAN).study().space();
    assertThat(
            space.parameters().stream()
                .map(parameter -> parameter.name() + ": " + parameter.domain()))
        .containsExactly(
            "lr: a real in [0.0001, 1.0]",
            "q: a real in [0.5, 0.95] in steps of 0.1",
            "depth: an integer in [1, 30]",
            "booster: one of [gbtree, dart, gblinear]",
            "size: one of [small, large] in this order",
            "fixed: the constant 3.5",
            "drop: a real in [0.0, 1.0]",
            "leaves: an integer in [2, 64]");
    OptionalDouble none = OptionalDouble.empty();
    assertThat(space.condition(6))
        .contains(
            new Condition.AllOf(
                List.of(
                    new Condition.In("booster", List.of("dart", "gbtree")),
                    new Condition.Range("depth", OptionalDouble.of(3), none, false, true))));
    assertThat(space.condition(7))
        .contains(
            new Condition.AnyOf(
                List.of(
                    new Condition.Not(new Condition.Equals("booster", "gblinear")),
                    new Condition.AllOf(
                        List.of(
                            new Condition.Range("depth", none, OptionalDouble.of(5), true, false),
                            new Condition.Equals("size", "small"))))));
    assertThat(space.constraints().stream().map(Object::toString))
        .containsExactly(
            "not (`booster` = \"dart\" and `depth` in [29, 30])", "not (`q` < `drop`)");
  }

  @Test
  void fixDropAndOwnParameters_changeTheSpaceOfTheFile() {
    SearchSpace space = SweepFiles.read(folder, SWEEP, Purpose.PLAN).study().space();
    Map<String, String> domains = new java.util.LinkedHashMap<>();
    space.parameters().forEach(parameter -> domains.put(parameter.name(), parameter.domain()));
    assertThat(domains)
        .containsEntry("depth", "the constant 7")
        .containsEntry("size", "the constant large")
        .containsEntry("q", "an integer in [0, 1]")
        .containsEntry("extra", "true or false")
        .doesNotContainKey("noise");
    // depth = 7 holds depth > 3 and not depth < 5, so only the booster is left to ask.
    assertThat(space.condition(space.indexOf("drop").orElseThrow()))
        .contains(new Condition.In("booster", List.of("dart", "gbtree")));
    assertThat(space.condition(space.indexOf("leaves").orElseThrow()))
        .contains(new Condition.Not(new Condition.Equals("booster", "gblinear")));
    assertThat(space.constraints().stream().map(Object::toString))
        .containsExactly("not (`q` < `drop`)");
  }

  @Test
  void whatAFixedValueRulesOut_goesWithIt() {
    String sweep = SWEEP.replaceAll("fix \\{.*\n.*", "fix { booster = gblinear, depth = 30 } }");
    SearchSpace space = SweepFiles.read(folder, sweep, Purpose.PLAN).study().space();
    assertThat(space.parameters().stream().map(Parameter::name))
        .containsExactly("lr", "q", "depth", "booster", "size", "fixed");
    assertThat(space.constraints()).isEmpty();
    assertThat(
            SweepFiles.mistakes(
                folder, "forbidden.conf", sweep.replace("gblinear", "dart"), Purpose.PLAN))
        .contains("the constraints leave nothing");
  }

  @Test
  void parameterCalledFile_isAParameter() {
    String sweep =
        SWEEP.replaceAll(
            "(?s)space \\{.*\\n  q", "space { file { type = boolean }, fix { type = boolean }, q");
    assertThat(
            SweepFiles.read(folder, sweep, Purpose.PLAN).study().space().parameters().stream()
                .map(Parameter::name))
        .containsExactly("file", "fix", "q", "extra");
  }

  @Test
  void missingFile_isAMistakeOfItsKey() {
    assertThat(
            SweepFiles.mistakes(
                folder, "sweep.conf", SWEEP.replace("space.json", "nowhere.json"), Purpose.PLAN))
        .startsWith("sweep.conf:2: space.file = nowhere.json does not exist");
  }
}
