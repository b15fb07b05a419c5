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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is left of a study that ended, beside its journal.
 *
 * @param stored the study
 * @param trust what it believes of its priors
 * @param report where its report is
 * @param landscape in the archive, for later sweeps; empty if no trial has a result
 */
public record Remains(
    Studies.Stored stored, StudyTrust trust, Path report, Optional<Archived> landscape) {

  /**
   * A landscape as the archive has it.
   *
   * @param id in the archive
   */
  public record Archived(String id, ArchivedLandscape landscape) {}

  /**
   * Writes the report of a study into its folder and keeps its landscape as a prior. Doing it again
   * gives the same again: the archive keeps landscapes by content.
   *
   * @throws CairnException if one of them cannot be written
   */
  public static Remains of(StudyFolder folder, LandscapeArchive archive) {
    Studies.Stored stored = Studies.load(folder);
    StudyTrust trust = StudyTrust.of(folder, stored, archive);
    try {
      StudyReport.write(stored.history(), reportContext(stored, trust), folder.report());
    } catch (IOException e) {
      throw CairnException.refused("the report cannot be written: " + e.getMessage());
    }
    return new Remains(stored, trust, folder.report(), kept(stored, archive));
  }

  private static Optional<Archived> kept(Studies.Stored stored, LandscapeArchive archive) {
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

  /** The report as a page that is not kept. */
  public static String page(Studies.Stored stored, ReportContext context) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      StudyReport.write(stored.history(), context, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8);
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
