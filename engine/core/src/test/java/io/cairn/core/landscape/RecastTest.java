package io.cairn.core.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecastTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());

  private static Configuration at(double x) {
    return SPACE.configuration(Map.of("x", x));
  }

  private static final Landscape MINIMIZED =
      new LandscapeBuilder(SPACE, new Measure("score", false, "epoch"), new double[] {1, 9})
          .add(at(0.1), 1, 5, 2)
          .addRepeated(at(0.1), 9, 3, 20, 4, 0.5)
          .add(at(0.2), 1, Double.NaN, 3)
          .add(at(0.3), 1, 2, Double.NaN)
          .build(Provenance.of("s", "old", Instant.EPOCH, "test"));

  @Test
  void otherDirection_turnsLossesRoundAndKeepsWhatDivergedWorst() {
    Landscape turned = Recast.inDirection(MINIMIZED, true);
    assertThat(turned.maximize()).isTrue();
    assertThat(turned.value(0, 0)).isEqualTo(5);
    assertThat(turned.loss(0, 0)).isEqualTo(-5);
    assertThat(turned.loss(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(turned.loss(0, 2)).isEqualTo(-2);
    assertThat(turned.cost(1, 0)).isEqualTo(20);
    assertThat(turned.repeats(1, 0)).isEqualTo(4);
    assertThat(turned.spread(1, 0)).isEqualTo(0.5);
    assertThat(turned.value(1, 2)).isNaN();
    assertThat(Recast.inDirection(turned, false).losses(0)).isEqualTo(MINIMIZED.losses(0));
    assertThat(Recast.inDirection(MINIMIZED, false)).isSameAs(MINIMIZED);
  }

  @Test
  void inFull_holdsTheHighestLevelAlone() {
    Landscape full = Recast.inFull(MINIMIZED);
    assertThat(full.levels()).containsExactly(9);
    assertThat(full.size()).isEqualTo(1);
    assertThat(full.value(0, 0)).isEqualTo(3);
    assertThat(full.cost(0, 0)).isEqualTo(20);
    assertThat(Recast.inFull(full)).isSameAs(full);
  }
}
