package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpaceShiftTest {
  private static final int SEEDS = 50;

  private final Hills hills = Hills.of(2, true);
  private final SearchSpace space = hills.space();
  private final List<Configuration> sample = hills.sample(0, 100, Draws.random(hills, "test", 0));

  @Test
  void randomShift_keepsCategoriesAndWhatIsActive() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SpaceShift shift = SpaceShift.random(space, Draws.random(hills, "shift", seed));
      for (Configuration before : sample) {
        Configuration after = shift.apply(before);
        assertThat(after.code(0)).as("seed " + seed).isEqualTo(before.code(0));
        for (int i = 0; i < space.dimensions(); i++) {
          assertThat(after.isActive(i)).as("seed " + seed).isEqualTo(before.isActive(i));
        }
      }
    }
  }

  @Test
  void randomShifts_permuteAndReflect() {
    int swapped = 0;
    int reflected = 0;
    Configuration low = space.decode(new double[] {.75, .1, .3, .5, .5});
    for (int seed = 0; seed < SEEDS; seed++) {
      SpaceShift shift = SpaceShift.random(space, Draws.random(hills, "shift", seed));
      double x = space.encode(shift.apply(low))[Hills.X];
      swapped += Math.min(Math.abs(x - .3), Math.abs(x - .7)) < 1e-6 ? 1 : 0;
      reflected += x > .5 ? 1 : 0;
    }
    assertThat(swapped).isBetween(10, 40);
    assertThat(reflected).isBetween(10, 40);
  }

  @Test
  void mirrorOfTheMirror_isWhereOneWas() {
    SpaceShift mirror = SpaceShift.mirror(space);
    for (Configuration before : sample) {
      double[] there = space.encode(mirror.apply(before));
      double[] back = space.encode(mirror.apply(mirror.apply(before)));
      assertThat(there[Hills.X]).isCloseTo(1 - space.encode(before)[Hills.X], Offset.offset(1e-9));
      assertThat(back[Hills.X]).isCloseTo(space.encode(before)[Hills.X], Offset.offset(1e-9));
    }
  }
}
