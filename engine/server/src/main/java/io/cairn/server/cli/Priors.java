package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.proto.PriorUse;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.archive.PriorSelector;
import io.cairn.server.report.ReportPrior;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    return Optional.of(
        Portfolio.greedy(sweep.study().space(), priors.landscapes(), PORTFOLIO));
  }

  /** What became of each prior, for the report. */
  static List<ReportPrior> used(StudyCreated created) {
    List<ReportPrior> priors = new ArrayList<>();
    for (PriorUse use : created.getPriorsList()) {
      priors.add(
          new ReportPrior(
              use.getName(),
              use.getUsed(),
              use.getProjected(),
              use.getRejected(),
              use.getLeftOut()));
    }
    return priors;
  }

  /** One line for people: how many were used, and which were left out. */
  static List<String> lines(PriorChoice choice, Optional<PortfolioResult> portfolio) {
    List<String> lines = new ArrayList<>(choice.warnings());
    if (portfolio.isPresent()) {
      List<String> names =
          choice.used().stream().map(used -> used.prior().name()).toList();
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
