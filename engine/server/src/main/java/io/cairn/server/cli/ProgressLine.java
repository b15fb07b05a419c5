package io.cairn.server.cli;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.study.Budget;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One live line for a study: redrawn in place on a terminal; in a pipe a plain line whenever the
 * best changed, and otherwise every few seconds.
 */
final class ProgressLine {

  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
  private static final int BAR = 20;

  private final PrintStream out;
  private final boolean terminal;
  private final StudySpec spec;

  private String lastBest = "";
  private Duration lastPlain = Duration.ofDays(-1);
  private int drawn;

  ProgressLine(PrintStream out, boolean terminal, StudySpec spec) {
    this.out = out;
    this.terminal = terminal;
    this.spec = spec;
  }

  /** Shows how the study stands. */
  void show(StudyView view) {
    if (terminal) {
      String line = text(view);
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      out.flush();
      drawn = line.length();
      return;
    }
    String best = best(view);
    if (!best.equals(lastBest) || view.elapsed().minus(lastPlain).compareTo(PLAIN_INTERVAL) >= 0) {
      lastBest = best;
      lastPlain = view.elapsed();
      out.println(text(view));
    }
  }

  /** Leaves the line as it is and goes to the next. */
  void end() {
    if (terminal && drawn > 0) {
      out.println();
      drawn = 0;
    }
  }

  String text(StudyView view) {
    Spending spent = view.spending();
    StringBuilder line = new StringBuilder();
    double share = share(view);
    if (terminal) {
      int full = (int) Math.round(share * BAR);
      line.append('[').append("#".repeat(full)).append("-".repeat(BAR - full)).append("] ");
    }
    line.append(String.format(Locale.ROOT, "%3.0f%%  ", 100 * share));
    line.append(spent.trials()).append(" trials");
    spec.budget().trials().ifPresent(n -> line.append(" of ").append(n));
    line.append(", ").append(spent.evaluations()).append(" evaluations");
    line.append("  ").append(best(view));
    String rungs = rungs(view);
    if (!rungs.isEmpty()) {
      line.append("  ").append(rungs);
    }
    line.append("  ").append(view.running()).append(" running");
    if (spent.failures() > 0) {
      line.append(", ").append(spent.failures()).append(" failed");
    }
    line.append("  ").append(clock(view.elapsed()));
    if (share > 0.05 && share < 1) {
      double left = view.elapsed().toMillis() * (1 / share - 1);
      line.append(", about ").append(clock(Duration.ofMillis((long) left))).append(" left");
    }
    return line.toString();
  }

  /** How much of the budget is used: the share of whichever limit is nearest, 0..1. */
  private double share(StudyView view) {
    Budget budget = spec.budget();
    Spending spent = view.spending();
    double share = 0;
    if (budget.trials().isPresent()) {
      // Started is not done: what runs counts half.
      double done = spent.trials() - 0.5 * view.running();
      share = Math.max(share, done / budget.trials().getAsInt());
    }
    if (budget.evaluations().isPresent()) {
      share = Math.max(share, spent.evaluations() / (double) budget.evaluations().getAsLong());
    }
    if (budget.resource().isPresent()) {
      share = Math.max(share, spent.units() / budget.resource().getAsDouble());
    }
    if (budget.compute().isPresent()) {
      share = Math.max(share, spent.computeSeconds() * 1000 / budget.compute().get().toMillis());
    }
    if (budget.wallClock().isPresent()) {
      share =
          Math.max(share, view.elapsed().toMillis() / (double) budget.wallClock().get().toMillis());
    }
    return Math.max(0, Math.min(1, share));
  }

  private String best(StudyView view) {
    return view.best()
        .map(
            best -> {
              double value = spec.objective().metricValue(best.incumbent().loss());
              return "best "
                  + spec.objective().metric()
                  + " "
                  + Numbers.brief(value)
                  + " (trial "
                  + best.incumbent().trial()
                  + (spec.ladder().fidelity().isPresent()
                      ? ", "
                          + spec.resourceName()
                          + " "
                          + Numbers.brief(best.incumbent().resource())
                      : "")
                  + ")";
            })
        .orElse("no result yet");
  }

  /** Results a rung over all brackets, lowest rung first. */
  private static String rungs(StudyView view) {
    Map<Integer, Integer> results = new TreeMap<>();
    for (RungSummary rung : view.rungs()) {
      results.merge(rung.rung(), rung.results(), Integer::sum);
    }
    if (results.size() < 2) {
      return "";
    }
    StringBuilder text = new StringBuilder("rungs ");
    String separator = "";
    for (int count : results.values()) {
      text.append(separator).append(count);
      separator = ">";
    }
    return text.toString();
  }

  private static String clock(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
