package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceChoiceTest {

  @Test
  void tuneAndReport_areDisjoint_andAllTogether() {
    for (String scenario : List.of("lcbench", "rbv2_rpart")) {
      List<Integer> tune = InstanceChoice.of("tune", scenario, 117);
      List<Integer> report = InstanceChoice.of("report", scenario, 117);
      assertThat(tune).doesNotContainAnyElementsOf(report);
      assertThat(tune.size() + report.size()).isEqualTo(117);
      assertThat(InstanceChoice.of("all", scenario, 117)).containsAll(tune).containsAll(report);
    }
    assertThat(InstanceChoice.of("tune", "lcbench", 34)).startsWith(0, 3, 6).endsWith(33);
    assertThat(InstanceChoice.of("tune", "rbv2_xgboost", 119)).startsWith(1, 9).endsWith(113);
  }

  @Test
  void peers_areThoseOfTheOtherSystems_butTune() {
    assertThat(InstanceChoice.of("peers", "rbv2_rpart", 117)).hasSize(30).startsWith(0, 4, 8);
    assertThat(InstanceChoice.of("peers", "lcbench", 34)).hasSize(22).startsWith(1, 2, 4);
  }

  @Test
  void numbers_mayBeRanges() {
    assertThat(InstanceChoice.of("3,5..7", "lcbench", 34)).containsExactly(3, 5, 6, 7);
    assertThatThrownBy(() -> InstanceChoice.of("30..34", "lcbench", 34))
        .hasMessage("instance 34 of lcbench must be below 34");
    assertThatThrownBy(() -> InstanceChoice.of("tuned", "lcbench", 34))
        .hasMessageContaining("such as 0,4,8..12");
  }
}
