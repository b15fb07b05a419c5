package io.cairn.server.sweep;

import io.cairn.core.study.Objective;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code objective { metric, direction }}. */
final class ObjectiveSection {

  private static final String EXAMPLE =
      "write objective { metric = val_loss, direction = minimize } with the name under which results"
          + " report it";

  static final Map<String, Objective.Direction> DIRECTIONS = new LinkedHashMap<>();

  static {
    DIRECTIONS.put("minimize", Objective.Direction.MINIMIZE);
    DIRECTIONS.put("maximize", Objective.Direction.MAXIMIZE);
  }

  private ObjectiveSection() {}

  static Optional<Objective> read(SectionReader root) {
    root.require("objective", EXAMPLE);
    Optional<SectionReader> section = root.section("objective");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    SectionReader reader = section.get();
    reader.require("metric", "name the metric that results report, for example metric = val_loss");
    reader.require("direction", "say whether less or more is better: minimize or maximize");
    Optional<String> metric = reader.text("metric");
    Optional<Objective.Direction> direction = reader.choice("direction", DIRECTIONS);
    reader.finish();
    if (metric.isPresent() && metric.get().isBlank()) {
      reader.complain("metric", "must not be blank; name the metric that results report");
      return Optional.empty();
    }
    return metric.flatMap(name -> direction.map(d -> new Objective(name, d)));
  }
}
