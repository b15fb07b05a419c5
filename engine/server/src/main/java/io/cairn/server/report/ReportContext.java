package io.cairn.server.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report says that the study's events do not.
 *
 * @param generated when the report is made
 * @param versions provenance by name, in the order to show it: version of Cairn, JDK, machine
 * @param priors landscapes of earlier studies that this one started from; may be empty
 */
public record ReportContext(
    Instant generated, Map<String, String> versions, List<PriorUse> priors) {

  public ReportContext {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    priors = List.copyOf(priors);
  }

  /**
   * A prior that a study used.
   *
   * @param name the prior's name
   * @param configurations how many configurations it holds, 0 or more
   * @param tried how many of them this study tried, 0 or more
   */
  public record PriorUse(String name, int configurations, int tried) {
    public PriorUse {
      if (configurations < 0 || tried < 0) {
        throw new IllegalArgumentException(
            "prior "
                + name
                + ": configurations = "
                + configurations
                + " and tried = "
                + tried
                + " must not be negative");
      }
    }
  }
}
