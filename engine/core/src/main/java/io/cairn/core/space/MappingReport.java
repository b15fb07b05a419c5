package io.cairn.core.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of all configurations of another space.
 *
 * @param mapped one for each, in their order
 */
public record MappingReport(List<MappedConfiguration> mapped) {
  public MappingReport {
    mapped = List.copyOf(mapped);
  }

  /** How many were used as they are. */
  public long used() {
    return count(MappedConfiguration.Used.class);
  }

  /** How many were projected. */
  public long projected() {
    return count(MappedConfiguration.Projected.class);
  }

  /** How many were rejected. */
  public long rejected() {
    return count(MappedConfiguration.Rejected.class);
  }

  private long count(Class<? extends MappedConfiguration> kind) {
    return mapped.stream().filter(kind::isInstance).count();
  }

  /** How often each reason was given, in order of first appearance; unmodifiable. */
  public Map<String, Long> reasons() {
    Map<String, Long> counts = new LinkedHashMap<>();
    mapped.forEach(one -> one.reasons().forEach(reason -> counts.merge(reason, 1L, Long::sum)));
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public String toString() {
    return mapped.size()
        + " configurations: "
        + used()
        + " used, "
        + projected()
        + " projected, "
        + rejected()
        + " rejected";
  }
}
