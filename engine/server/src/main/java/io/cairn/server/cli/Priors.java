package io.cairn.server.cli;

import io.cairn.proto.PriorUse;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.report.ReportContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stored study took from earlier landscapes. */
final class Priors {

  private Priors() {}

  /** What the report says of the study beside its events. */
  static ReportContext reportContext(Studies.Stored stored, Instant now) {
    Map<String, Integer> tried = new LinkedHashMap<>();
    for (TrialHistory trial : stored.history().trials()) {
      for (PriorUse use : stored.created().getPriorsList()) {
        String of = " of " + use.getName();
        if (trial.origin().endsWith(of) || trial.origin().contains(of + ":")) {
          tried.merge(use.getName(), 1, Integer::sum);
        }
      }
    }
    List<ReportContext.PriorUse> priors = new ArrayList<>();
    for (PriorUse use : stored.created().getPriorsList()) {
      if (use.getLeftOut().isEmpty()) {
        int configurations = use.getUsed() + use.getProjected() + use.getRejected();
        priors.add(
            new ReportContext.PriorUse(
                use.getName(), configurations, tried.getOrDefault(use.getName(), 0)));
      }
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Cairn", stored.created().getCairnVersion());
    versions.put("Java", String.valueOf(Runtime.version()));
    versions.put(
        "Machine",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    return new ReportContext(now, versions, priors);
  }
}
