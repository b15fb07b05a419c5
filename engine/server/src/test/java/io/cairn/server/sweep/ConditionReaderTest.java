package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Condition;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionReaderTest {

  @TempDir Path folder;

  private Condition read(String when) {
    String text =
        """
        objective { metric = loss, direction = minimize }
        space {
          any { type = categorical, values = [a, b, c] }
          depth { type = integer, min = 1, max = 9 }
          flag { type = boolean }
          child { type = boolean, when %s }
        }
        budget { trials = 3 }
        """
            .formatted(when);
    return SweepFiles.read(folder, text, Purpose.PLAN).study().space().condition(3).orElseThrow();
  }

  private static Condition.Range range(
      OptionalDouble min, OptionalDouble max, boolean minIn, boolean maxIn) {
    return new Condition.Range("depth", min, max, minIn, maxIn);
  }

  @Test
  void scalar_isEquality_listIsMembership() {
    assertThat(read("{ any = b }")).isEqualTo(new Condition.Equals("any", "b"));
    assertThat(read("{ flag = true }")).isEqualTo(new Condition.Equals("flag", true));
    assertThat(read("{ depth = 3 }")).isEqualTo(new Condition.Equals("depth", 3L));
    assertThat(read("{ any = [a, b] }")).isEqualTo(new Condition.In("any", List.of("a", "b")));
  }

  @Test
  void bounds_areRanges() {
    OptionalDouble none = OptionalDouble.empty();
    assertThat(read("{ depth { min = 2, max = 4 } }"))
        .isEqualTo(range(OptionalDouble.of(2), OptionalDouble.of(4), true, true));
    assertThat(read("{ depth { above = 2, below = 4 } }"))
        .isEqualTo(range(OptionalDouble.of(2), OptionalDouble.of(4), false, false));
    assertThat(read("{ depth { above = 2 } }"))
        .isEqualTo(range(OptionalDouble.of(2), none, false, true));
    assertThat(read("{ depth { max = 2 } }"))
        .isEqualTo(range(none, OptionalDouble.of(2), true, true));
  }

  @Test
  void not_negatesAnyForm() {
    assertThat(read("{ any { not = b } }"))
        .isEqualTo(new Condition.Not(new Condition.Equals("any", "b")));
    assertThat(read("{ any { not = [b, c] } }"))
        .isEqualTo(new Condition.Not(new Condition.In("any", List.of("b", "c"))));
    assertThat(read("{ depth { not { min = 5 } } }"))
        .isEqualTo(
            new Condition.Not(range(OptionalDouble.of(5), OptionalDouble.empty(), true, true)));
  }

  @Test
  void severalKeys_areAllOf_andCombinationsNest() {
    Condition a = new Condition.Equals("any", "a");
    Condition three = new Condition.Equals("depth", 3L);
    Condition flag = new Condition.Equals("flag", true);
    assertThat(read("{ any = a, depth = 3 }")).isEqualTo(new Condition.AllOf(List.of(a, three)));
    assertThat(read("{ any = [ { any = a }, { depth = 3, flag = true } ] }"))
        .isEqualTo(new Condition.AnyOf(List.of(a, new Condition.AllOf(List.of(three, flag)))));
    assertThat(read("{ none = [ { any = a }, { depth = 3 } ], flag = true }"))
        .isEqualTo(
            new Condition.AllOf(
                List.of(new Condition.Not(new Condition.AnyOf(List.of(a, three))), flag)));
    assertThat(read("{ none = [ { any = a } ] }")).isEqualTo(new Condition.Not(a));
    assertThat(read("{ all = [ { any = [ { depth = 3 } ] }, { flag = true } ] }"))
        .isEqualTo(new Condition.AllOf(List.of(new Condition.AnyOf(List.of(three)), flag)));
  }
}
