package io.cairn.server.report;

import io.cairn.core.transfer.TrustReport;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report says that the study's events do not.
 *
 * @param generated when the report is made
 * @param versions provenance by name, in the order to show it: version of Cairn, JDK, machine
 * @param priors landscapes of earlier studies that this one started from; may be empty
 * @param trust how far they are believed; empty for a method that does not weigh them
 * @param trustNotes what could not be judged, in sentences
 */
public record ReportContext(
    Instant generated,
    Map<String, String> versions,
    List<PriorUse> priors,
    Optional<TrustReport> trust,
    List<String> trustNotes) {

  /** A report of a study that does not weigh its priors. */
  public ReportContext(Instant generated, Map<String, String> versions, List<PriorUse> priors) {
    this(generated, versions, priors, Optional.empty(), List.of());
  }

  public ReportContext {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    priors = List.copyOf(priors);
    trustNotes = List.copyOf(trustNotes);
  }

  /** The same with what the study believes of its priors. */
  public ReportContext withTrust(Optional<TrustReport> report, List<String> notes) {
    return new ReportContext(generated, versions, priors, report, notes);
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
