package io.cairn.core.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new RealParameter("x", -1, 1, Scale.LINEAR, OptionalDouble.empty()),
              new IntegerParameter("byte", -128, 127, Scale.LINEAR, 1),
              new IntegerParameter("short", -40_000, 40_000, Scale.LINEAR, 1),
              new IntegerParameter("wide", -(1L << 40), 1L << 40, Scale.LINEAR, 1),
              new CategoricalParameter("kind", List.of("a", "b")),
              new IntegerParameter("child", 0, 3, Scale.LINEAR, 1)),
          Map.of("child", new Condition.Equals("kind", "b")),
          List.of());

  @Test
  void manyConfigurations_areFoundAndReadBack() {
    for (long seed = 1; seed <= 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ConfigurationTable table = new ConfigurationTable(SPACE);
      Map<Configuration, Integer> expected = new HashMap<>();
      for (int i = 0; i < 3_000; i++) {
        Configuration configuration = SPACE.sample(random).orElseThrow();
        int index = expected.computeIfAbsent(configuration, c -> expected.size());
        assertThat(table.add(configuration)).as("seed " + seed).isEqualTo(index);
      }
      ConfigurationTable copy = table.copy();
      table.add(SPACE.sample(random).orElseThrow());
      assertThat(copy.size()).isEqualTo(expected.size());
      expected.forEach(
          (configuration, index) -> {
            assertThat(copy.indexOf(configuration)).isEqualTo(index);
            assertThat(copy.view().get(index)).isEqualTo(configuration);
          });
      assertThat(copy.indexOf(table.view().get(table.size() - 1))).isEqualTo(-1);
    }
  }

  @Test
  void edgesOfEveryWidth_surviveWidening() {
    long[] codes = {
      0,
      1,
      -1,
      127,
      -127,
      -128,
      128,
      32_767,
      -32_767,
      -32_768,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      Long.MAX_VALUE,
      Configuration.INACTIVE,
      -Long.MAX_VALUE
    };
    for (int from = 0; from < codes.length; from++) {
      CodeColumn column = new CodeColumn();
      for (int i = 0; i < codes.length; i++) {
        column.add(codes[(from + i) % codes.length]);
      }
      CodeColumn copy = column.first(codes.length - 1);
      for (int i = 0; i < codes.length - 1; i++) {
        assertThat(column.get(i)).as(from + "+" + i).isEqualTo(codes[(from + i) % codes.length]);
        assertThat(copy.get(i)).isEqualTo(column.get(i));
      }
    }
  }
}
