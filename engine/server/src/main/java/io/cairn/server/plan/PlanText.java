package io.cairn.server.plan;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan;
import io.cairn.core.halving.Plan.PlannedBracket;
import io.cairn.core.halving.Plan.PlannedRung;
import io.cairn.core.search.Belief;
import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.plan.SweepPlan.End;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as a person reads it. */
public final class PlanText {

  private static final int LABEL = 10;

  private final SweepPlan plan;
  private final StudySpec study;
  private final StringBuilder text = new StringBuilder();

  private PlanText(SweepPlan plan) {
    this.plan = plan;
    this.study = plan.study();
  }

  /** The plan in lines of text, each ended by a line break. */
  public static String of(SweepPlan plan) {
    return new PlanText(plan).write();
  }

  private String write() {
    String direction = study.objective().direction().name().toLowerCase(Locale.ROOT);
    line("sweep", study.name() + ": " + direction + " " + study.objective().metric());
    line("space", space());
    line(
        "method",
        study.method().name()
            + ", seed "
            + study.method().seed()
            + ": "
            + Methods.describe(study.method().name()));
    ladder();
    text.append('\n');
    brackets();
    text.append('\n');
    expected();
    line("ends", end());
    if (!plan.mayEndEarlier().isEmpty()) {
      line("", "earlier if reached: " + String.join(", ", plan.mayEndEarlier()));
    }
    priors();
    return text.toString();
  }

  private void line(String label, String content) {
    text.append(pad(label, LABEL)).append(content).append('\n');
  }

  private String space() {
    List<String> parts = new ArrayList<>();
    parts.add(count(study.space().dimensions(), "parameter"));
    int constraints = study.space().constraints().size();
    if (constraints > 0) {
      parts.add(count(constraints, "constraint"));
    }
    study
        .space()
        .cardinality()
        .ifPresent(
            size ->
                parts.add(
                    count(size, "configuration") + (constraints > 0 ? " before constraints" : "")));
    return String.join(", ", parts);
  }

  private void ladder() {
    RungLadder ladder = study.ladder();
    if (ladder.fidelity().isEmpty()) {
      line("ladder", "none: every trial runs once, in full");
      return;
    }
    Fidelity fidelity = ladder.fidelity().get();
    line(
        "ladder",
        ladder
            + ", reduction "
            + fidelity.reduction()
            + (fidelity.checkpoints()
                ? ", going on from checkpoints"
                : ", each time from scratch"));
    if (ladder.shortLastStep()) {
      line(
          "",
          "the last step, "
              + ladder.exactLevel(ladder.top() - 1)
              + " to "
              + ladder.exactLevel(ladder.top())
              + ", is shorter than the reduction");
    }
  }

  private void brackets() {
    List<List<String>> rows = new ArrayList<>();
    boolean exact = plan.plan().exact();
    rows.add(
        exact
            ? List.of("bracket", "rung", "trials", "cost each", "cost")
            : List.of("bracket", "rung", "at least", "expected", "cost each", "cost"));
    for (PlannedBracket bracket : plan.plan().brackets()) {
      for (PlannedRung rung : bracket.rungs()) {
        rows.add(row(bracket, rung, exact));
      }
    }
    table(rows);
  }

  private List<String> row(PlannedBracket bracket, PlannedRung rung, boolean exact) {
    boolean isFirst = rung.equals(bracket.rungs().get(0));
    String times = bracket.repeats() > 1 ? " (" + whole(bracket.repeats()) + " times)" : "";
    List<String> row = new ArrayList<>();
    row.add(isFirst ? bracket.first() + times : "");
    row.add(study.ladder().label(rung.rung()));
    if (!exact) {
      row.add(whole(rung.atLeast()));
    }
    row.add(number(rung.expected()));
    row.add(number(rung.cost()));
    row.add(number(rung.cost() * rung.expected() * bracket.repeats()));
    return row;
  }

  private void table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int at = column;
        int width = rows.stream().mapToInt(cells -> cells.get(at).length()).max().orElse(0);
        String cell = row.get(column);
        boolean isText = column < 2;
        line.append(isText ? pad(cell, width) : " ".repeat(width - cell.length()) + cell)
            .append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private void expected() {
    Plan of = plan.plan();
    String evaluations =
        of.exact()
            ? count(Math.round(of.evaluations()), "evaluation")
            : "about " + number(of.evaluations()) + " evaluations";
    String resource = number(of.resource()) + " " + study.resourceName() + " in all";
    line("expected", evaluations + ", " + resource + (of.perRound() ? ", a round" : ""));
    if (plan.modelDecides()) {
      line(
          "",
          "the model decides which trials start, at which rung, and which go on; this is what its"
              + " guard rail, halving, would do alone");
    } else if (!of.exact()) {
      line(
          "",
          "which trials go on depends on the order of results; the mean of random orders is shown");
    }
  }

  private String end() {
    if (plan.end() instanceof End.Limit limit) {
      String reached = "at budget." + limit.budget() + " = " + number(limit.limit());
      if (plan.plan().perRound()) {
        return reached + ", after about " + number(limit.share()) + " rounds";
      }
      return limit.share() < 1
          ? reached + ", after about " + number(100 * limit.share()) + " % of this plan"
          : reached;
    }
    return plan.end() instanceof End.Completed
        ? "when all of this is done"
        : "after as many rounds as the budget allows";
  }

  private void priors() {
    PriorChoice priors = plan.priors();
    boolean used = Methods.usesPriors(study.method().name());
    if (!used) {
      line("priors", "not used by " + study.method().name());
      return;
    }
    line("priors", plan.used().isEmpty() ? "none" : number(plan.used().size()) + " used");
    for (PriorChoice.Used prior : plan.used()) {
      int size = prior.prior().landscape().size();
      String counts =
          plan.use(prior.prior().id())
              .map(
                  use ->
                      " ("
                          + use.used()
                          + " used, "
                          + use.projected()
                          + " projected, "
                          + use.rejected()
                          + " rejected)")
              .orElse("");
      line(
          "",
          prior.prior().name()
              + " ("
              + prior.prior().id()
              + "): "
              + count(size, "configuration")
              + counts
              + ", "
              + prior.reason());
    }
    plan.use(Belief.NAME).ifPresent(belief -> line("", Belief.NAME));
    if (plan.starts() > 0) {
      line("", plan.starts() + " of your own first");
    }
    for (PriorChoice.LeftOut left : plan.leftOut()) {
      line("", "left out: " + left.name() + " (" + left.id() + "): " + left.reason());
    }
    priors.warnings().forEach(warning -> line("", "warning: " + warning));
  }

  private static String pad(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.length()));
  }

  private static String count(long count, String noun) {
    return whole(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** At most four significant digits beyond the point, no trailing zeros, thousands apart. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return whole((long) value);
    }
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 1 ? 1 : 4;
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }
}
