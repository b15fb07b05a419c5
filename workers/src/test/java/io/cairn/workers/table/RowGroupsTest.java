package io.cairn.workers.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowGroupsTest {

  @Test
  void rowsInAnyOrder_giveEveryCurveInFull() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Map<List<String>, TreeMap<Double, Double>> expected = new LinkedHashMap<>();
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        List<String> configuration =
            List.of(
                "" + random.nextInt(15) / 10.0,
                random.nextInt(4) == 0 ? "" : "w" + random.nextInt(20));
        double level = 1 + random.nextInt(30);
        if (expected
                .computeIfAbsent(configuration, c -> new TreeMap<>())
                .putIfAbsent(level, i + 0.5)
            == null) {
          rows.add(List.of(configuration.get(0), configuration.get(1), "" + level, i + ".5"));
        }
      }
      Collections.shuffle(rows, random);
      RecordedTable table = table(rows);
      assertThat(table.size()).as("seed %d", seed).isEqualTo(expected.size());
      for (Map.Entry<List<String>, TreeMap<Double, Double>> entry : expected.entrySet()) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("a", Double.parseDouble(entry.getKey().get(0)));
        if (!entry.getKey().get(1).isEmpty()) {
          configuration.put("b", entry.getKey().get(1));
        }
        OptionalInt found = table.find(configuration, entry.getValue().firstKey());
        assertThat(found).as("seed %d, %s", seed, configuration).isPresent();
        TreeMap<Double, Double> curve = new TreeMap<>();
        for (int k = table.first()[found.getAsInt()];
            k < table.first()[found.getAsInt() + 1];
            k++) {
          curve.put(table.levels()[k], table.values().get(0)[k]);
        }
        assertThat(curve).isEqualTo(entry.getValue());
      }
    }
  }

  private static RecordedTable table(List<List<String>> rows) {
    List<WordColumn> parameters = List.of(new WordColumn(), new WordColumn());
    GrowingDoubles levels = new GrowingDoubles();
    GrowingDoubles metric = new GrowingDoubles();
    GrowingDoubles lines = new GrowingDoubles();
    for (List<String> row : rows) {
      parameters.get(0).add(row.get(0));
      parameters.get(1).add(row.get(1));
      levels.add(Double.parseDouble(row.get(2)));
      metric.add(Double.parseDouble(row.get(3)));
      lines.add(0);
    }
    return RowGroups.of(rows.size(), parameters, levels)
        .table(
            new TableReader.Wanted(List.of("a", "b"), Optional.of("epoch"), List.of("loss")),
            new RowGroups.Measures(List.of(metric), new GrowingDoubles(), false),
            lines,
            new Problems())
        .orElseThrow();
  }
}
