package io.cairn.server.studies;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Provenance;
import io.cairn.proto.PriorUse;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.report.ReportContext;
import io.cairn.server.report.StudyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is left of a study beside its journal: the report, and its landscape for later sweeps. */
public final class Remains {

  private Remains() {}

  /**
   * A landscape as the archive has it.
   *
   * @param id in the archive
   */
  public record Archived(String id, ArchivedLandscape landscape) {}

  /**
   * Writes the report of a study into its folder.
   *
   * @return where it is
   * @throws CairnException if it cannot be written
   */
  public static Path report(StudyFolder folder, Studies.Stored stored, StudyTrust trust) {
    Path report = folder.report();
    try {
      StudyReport.write(stored.history(), reportContext(stored, trust), report);
    } catch (IOException e) {
      throw CairnException.refused("the report cannot be written: " + e.getMessage());
    }
    return report;
  }

  /**
   * Keeps the landscape of a study as a prior. Doing it again gives the same again: the archive
   * keeps landscapes by content.
   *
   * @return empty if no trial has a result
   * @throws CairnException if it cannot be written
   */
  public static Optional<Archived> archive(Studies.Stored stored, LandscapeArchive archive) {
    if (stored.history().best().isEmpty()) {
      return Optional.empty();
    }
    ArchivedLandscape landscape = ArchivedLandscape.of(landscape(stored));
    try {
      return Optional.of(new Archived(archive.put(landscape), landscape));
    } catch (IOException e) {
      throw CairnException.refused("the landscape cannot be archived: " + e.getMessage());
    }
  }

  /** What a study has measured so far, as the archive keeps it. */
  public static Landscape landscape(Studies.Stored stored) {
    StudyHistory history = stored.history();
    Map<String, String> notes = new TreeMap<>();
    notes.put("seed", Long.toString(stored.spec().method().seed()));
    notes.put("method", stored.spec().method().name());
    notes.put("cairn", stored.created().getCairnVersion());
    Provenance provenance =
        new Provenance(
            history.studyId(),
            stored.spec().name(),
            history.lastEvent(),
            "cairn study " + history.studyId() + ", method " + stored.spec().method().name(),
            notes);
    return history.landscape(provenance);
  }

  /** What the report says beside the events, the study's trust in its priors included. */
  public static ReportContext reportContext(Studies.Stored stored, StudyTrust trust) {
    return reportContext(stored, Instant.now()).withTrust(trust.report(), trust.notes());
  }

  /** What the report says of a study beside its events. */
  public static ReportContext reportContext(Studies.Stored stored, Instant now) {
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
