package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.proto.PriorUse;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.archive.PriorSelector;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.report.ReportContext;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a new study takes from earlier landscapes. */
final class Priors {

  /** Configurations that are tried first, at most. */
  private static final int PORTFOLIO = 16;

  private Priors() {}

  /** The landscapes that the sweep asks for and that fit. */
  static PriorChoice choose(LandscapeArchive archive, Sweep sweep, Instant now) {
    try {
      return PriorSelector.select(archive, sweep, now);
    } catch (InvalidSweepException e) {
      throw CommandException.invalid(SweepProblems.text(e));
    } catch (IOException e) {
      throw CommandException.refused("the archive cannot be read: " + e.getMessage());
    }
  }

  /** The portfolio, if the method of the sweep uses one. */
  static Optional<PortfolioResult> portfolio(PriorChoice priors, Sweep sweep) {
    if (!Methods.usesPriors(sweep.study().method().name()) || priors.landscapes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Portfolio.greedy(sweep.study().space(), priors.landscapes(), PORTFOLIO));
  }

  /** What the report says of the study beside its events. */
  static ReportContext reportContext(Studies.Stored stored, Instant now) {
    Map<String, Integer> tried = new LinkedHashMap<>();
    for (TrialHistory trial : stored.history().trials()) {
      for (PriorUse use : stored.created().getPriorsList()) {
        if (trial.origin().endsWith(" of " + use.getName())) {
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

  /** One line for people: how many were used, and which were left out. */
  static List<String> lines(PriorChoice choice, Optional<PortfolioResult> portfolio) {
    List<String> lines = new ArrayList<>(choice.warnings());
    if (portfolio.isPresent()) {
      List<String> names = choice.used().stream().map(used -> used.prior().name()).toList();
      lines.add(
          "priors: "
              + portfolio.get().picks().size()
              + " configurations to try first, from "
              + String.join(", ", names));
    }
    for (PriorChoice.LeftOut leftOut : choice.leftOut()) {
      lines.add("prior " + leftOut.name() + " is left out: " + leftOut.reason());
    }
    return lines;
  }
}
