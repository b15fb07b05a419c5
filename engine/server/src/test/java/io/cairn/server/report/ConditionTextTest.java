package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Condition;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConditionTextTest {

  @Test
  void everyKind_readsAsWritten() {
    Condition dart = new Condition.Equals("booster", "dart");
    Condition some = new Condition.In("batch", List.of(16L, 32L));
    Condition range =
        new Condition.Range("depth", OptionalDouble.of(3), OptionalDouble.of(9), true, false);
    Condition above =
        new Condition.Range("depth", OptionalDouble.of(3), OptionalDouble.empty(), false, false);
    assertThat(ConditionText.of(dart)).isEqualTo("booster = dart");
    assertThat(ConditionText.of(some)).isEqualTo("batch in [16, 32]");
    assertThat(ConditionText.of(range)).isEqualTo("depth >= 3.0 and depth < 9.0");
    assertThat(ConditionText.of(above)).isEqualTo("depth > 3.0");
    assertThat(ConditionText.of(new Condition.Not(dart))).isEqualTo("not (booster = dart)");
    assertThat(
            ConditionText.of(
                new Condition.AllOf(
                    List.of(dart, new Condition.AnyOf(List.of(some, new Condition.Not(range)))))))
        .isEqualTo("booster = dart and (batch in [16, 32] or not (depth >= 3.0 and depth < 9.0))");
  }
}
