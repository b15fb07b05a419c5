package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
  private static final IntegerParameter DEPTH =
      new IntegerParameter("depth", 1, 100, Scale.LINEAR, 1);
  private static final RealParameter RATE =
      new RealParameter("rate", 0, 1, Scale.LINEAR, OptionalDouble.empty());

  private static SearchSpace space(List<Parameter> parameters, String... constraints) {
    return new SearchSpace(
        parameters, Map.of(), Stream.of(constraints).map(Constraint::parse).toList());
  }

  @Test
  void finiteSpace_isCountedExactly() {
    Feasibility feasibility =
        space(List.of(DEPTH, new BooleanParameter("b")), "depth <= 30", "b or depth < 11")
            .feasibility(1);
    assertThat(feasibility.exact()).isTrue();
    assertThat(feasibility.tried()).isEqualTo(200);
    assertThat(feasibility.feasible()).isEqualTo(40);
    assertThat(feasibility.share()).isEqualTo(0.2);
    assertThat(feasibility.problem()).isEmpty();
  }

  @Test
  void impossibleConstraint_isNamed() {
    Feasibility finite = space(List.of(DEPTH), "depth > 10", "depth * 2 > 200").feasibility(1);
    assertThat(finite.nothingLeft()).isTrue();
    assertThat(finite.problem())
        .contains(
            "the constraints leave nothing: none of the 100 configurations satisfies them; \"depth * 2 > 200\" alone rejects"
                + " 100.0 % of them, so relax it or widen its parameters");
    Feasibility infinite = space(List.of(DEPTH, RATE), "rate > 1").feasibility(1);
    assertThat(infinite.exact()).isFalse();
    assertThat(infinite.problem())
        .get()
        .asString()
        .contains("none of 20000 random configurations")
        .contains("\"rate > 1\"");
  }

  @Test
  void almostNothing_isAWarning() {
    Feasibility feasibility = space(List.of(DEPTH, RATE), "rate < 0.0005").feasibility(1);
    assertThat(feasibility.nothingLeft()).isFalse();
    assertThat(feasibility.problem())
        .get()
        .asString()
        .startsWith("the constraints leave little: ")
        .contains("\"rate < 0.0005\"");
  }

  @Test
  void share_ofASample_isNearTheTruth() {
    Feasibility feasibility = space(List.of(DEPTH, RATE), "rate < 0.25").feasibility(3);
    assertThat(feasibility.share()).isBetween(0.23, 0.27);
    assertThat(feasibility).isEqualTo(space(List.of(DEPTH, RATE), "rate < 0.25").feasibility(3));
  }

  @Test
  void withoutConstraints_everythingIsLeft() {
    Feasibility feasibility = space(List.of(DEPTH, RATE)).feasibility(1);
    assertThat(feasibility.share()).isEqualTo(1);
    assertThat(feasibility.exact()).isTrue();
    assertThat(feasibility.problem()).isEmpty();
  }

  @Test
  void manyLongConstraints_areSampledLess() {
    List<String> constraints = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      constraints.add("depth >= 0 or " + "depth + 1 > 0 and ".repeat(10) + "rate >= 0");
    }
    Feasibility feasibility =
        space(List.of(DEPTH, RATE), constraints.toArray(String[]::new)).feasibility(1);
    assertThat(feasibility.tried()).isBetween(200L, 2_000L);
    assertThat(feasibility.share()).isEqualTo(1);
  }
}
