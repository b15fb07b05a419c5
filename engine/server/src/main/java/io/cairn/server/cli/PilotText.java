package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.study.StudySpec;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Shows what a pilot found. */
final class PilotText {

  private final StudySpec spec;
  private final PilotPlan plan;
  private final PilotFindings findings;
  private final String study;
  private final int budget;

  /**
   * @param study id of the pilot
   * @param budget full evaluations of the rehearsal
   */
  PilotText(StudySpec spec, PilotPlan plan, PilotFindings findings, String study, int budget) {
    this.spec = spec;
    this.plan = plan;
    this.findings = findings;
    this.study = study;
    this.budget = budget;
  }

  private String at(int rung) {
    return spec.ladder().fidelity().isEmpty()
        ? "in full"
        : "at " + spec.resourceName() + " " + Numbers.brief(spec.ladder().level(rung));
  }

  void print(PrintStream out) {
    out.println();
    out.println(
        spec.name()
            + ": pilot of "
            + findings.results()
            + " configurations "
            + at(plan.rung())
            + ", kept as study "
            + study);
    out.println();
    TextTable table =
        new TextTable(
            List.of(
                "prior",
                "weight",
                "rho",
                "95 %",
                "shake-up",
                "95 %",
                "best 10 %",
                "deficit",
                "keep",
                ""));
    for (PilotFindings.Similarity s : findings.priors()) {
      Agreement agreement = s.agreement();
      table.row(
          List.of(
              FigureText.shortened(s.prior().name()),
              FigureText.two(s.weight().value()),
              FigureText.two(agreement.rho().value()),
              FigureText.range(agreement.rho()),
              FigureText.two(agreement.shakeUp().value()),
              FigureText.range(agreement.shakeUp()),
              FigureText.two(agreement.overlap().value()),
              FigureText.two(agreement.deficit().value()),
              s.kept() ? "yes" : "no",
              PilotFindings.why(s)));
    }
    table.row(
        List.of(
            "chance",
            FigureText.two(findings.chance().value()),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "no prior helps"));
    table.lines().forEach(out::println);
    out.println();
    if (spec.ladder().size() > 1) {
      rungs().lines().forEach(out::println);
      out.println();
    }
    out.println(savingSentence());
    out.println();
    out.println(findings.advice());
    out.println("  " + findings.line());
  }

  private TextTable rungs() {
    TextTable table =
        new TextTable(
            List.of(spec.resourceName(), "ranks like a full evaluation (rho)", "costs of one", ""));
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      table.row(
          List.of(
              Numbers.brief(spec.ladder().level(rung)),
              FigureText.two(plan.reliability()[rung]),
              FigureText.percent(plan.costShares()[rung]),
              rung == plan.rung() ? "piloted" : ""));
    }
    return table;
  }

  private String savingSentence() {
    if (findings.saving().isEmpty()) {
      return "What priors would save could not be rehearsed: that takes two landscapes that fit.";
    }
    Estimate saving = findings.saving().get();
    return "Rehearsed on the priors themselves, each left out in turn:\n"
        + RehearsalText.savingSentence("landscape", saving, budget);
  }

  ObjectNode json() {
    ObjectNode root = FigureText.object();
    root.put("study", study).put("results", findings.results());
    FigureText.putLevel(root, "resource", spec.ladder().level(plan.rung()));
    FigureText.put(root, "logEvidence", findings.evidence());
    FigureText.put(root, "chance", findings.chance());
    ArrayNode priors = root.putArray("priors");
    for (PilotFindings.Similarity s : findings.priors()) {
      ObjectNode node = priors.addObject();
      node.put("id", s.prior().id()).put("name", s.prior().name()).put("keep", s.kept());
      FigureText.put(node, "weight", s.weight());
      FigureText.put(node.putObject("agreement"), s.agreement());
      FigureText.put(node, "predictability", s.prior().predictability());
      node.put("why", PilotFindings.why(s));
    }
    ArrayNode rungs = root.putArray("fidelity");
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      ObjectNode node = rungs.addObject();
      FigureText.putLevel(node, "resource", spec.ladder().level(rung));
      FigureText.put(node, "reliability", plan.reliability()[rung]);
      FigureText.put(node, "costShare", plan.costShares()[rung]);
    }
    if (findings.saving().isPresent()) {
      FigureText.put(root, "saving", findings.saving().get());
      root.put("savingBudget", budget);
    } else {
      root.putNull("saving").putNull("savingBudget");
    }
    root.put("verdict", findings.verdict().name().toLowerCase(Locale.ROOT));
    root.put("advice", findings.advice()).put("line", findings.line());
    return root;
  }
}
