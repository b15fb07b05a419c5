package io.cairn.core.landscape;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a landscape comes from.
 *
 * @param study id of the study that measured it, or of the import
 * @param name the user's name for it: "attrition"
 * @param created when its last measurement was made or imported
 * @param source what made it, one line for people: "cairn run churn.conf, method asha", "imported
 *     from churn.csv"
 * @param notes further facts in the user's words, by key: data set, code version, machine
 */
public record Provenance(
    String study, String name, Instant created, String source, Map<String, String> notes) {
  public Provenance {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(source, "source");
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /** Provenance without notes. */
  public static Provenance of(String study, String name, Instant created, String source) {
    return new Provenance(study, name, created, source, Map.of());
  }
}
