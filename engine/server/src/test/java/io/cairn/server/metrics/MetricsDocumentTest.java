package io.cairn.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md names what is exposed, and nothing else. */
class MetricsDocumentTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `(cairn_[a-z_]+)` \\| (\\w+) \\| ([a-z_, ]*)\\| [^|]+ \\| [^|]+ \\|");

  /** A metric as the page and the program say it: its type and its labels. */
  private record Said(String type, TreeSet<String> labels) {}

  @Test
  void tables_areWhatANodeExposes(@TempDir Path folder) throws Exception {
    Map<String, Said> page = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../../docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        TreeSet<String> labels = new TreeSet<>();
        for (String label : row.group(3).split(",", -1)) {
          if (!label.isBlank()) {
            labels.add(label.strip());
          }
        }
        assertThat(page.put(row.group(1), new Said(row.group(2), labels))).as(line).isNull();
      } else {
        assertThat(line).as("a row that this test cannot read").doesNotStartWith("| `cairn_");
      }
    }
    Map<String, Said> program = new TreeMap<>();
    try (SampleNode node = new SampleNode(folder)) {
      Exposition exposition = node.exposition();
      exposition
          .types()
          .forEach(
              (name, type) -> {
                if (name.startsWith("cairn_")) {
                  program.put(name, new Said(type, new TreeSet<>(exposition.labelsOf(name))));
                }
              });
    }
    assertThat(page).isEqualTo(program);
  }
}
