package io.cairn.server.cli;

import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import io.cairn.server.studies.StudyTrust;
import java.io.PrintStream;
import java.util.List;

/** Shows what a study believes of its priors, in a terminal of 100 columns. */
final class TrustText {

  private static final int WIDTH = 96;

  private final StudySpec spec;
  private final PrintStream out;

  TrustText(StudySpec spec, PrintStream out) {
    this.spec = spec;
    this.out = out;
  }

  void print(TrustReport trust) {
    field("lead", trust.lead().word() + ". " + trust.reason());
    field("decisions", decisions(trust.counters()));
    out.println();
    sides(trust).forEach(out::println);
    out.println();
    priors(trust).forEach(out::println);
    out.println();
    for (PriorTrust prior : trust.priors()) {
      wrapped(prior.name() + " ", prior.sentence(), "  ");
    }
    if (trust.priors().isEmpty()) {
      return;
    }
    wrapped(
        "chance ",
        "is the member by which no prior helps; it starts with half of the weight, and keeps "
            + FigureText.percent(trust.chance().value())
            + ".",
        "  ");
  }

  /**
   * Prints where a study's decisions came from, and what that is said without, as fields of a page;
   * nothing for a method that does not weigh priors.
   *
   * @param width of the names of the fields
   */
  static void printDecisions(StudyTrust trust, PrintStream out, int width) {
    if (trust.report().isPresent()) {
      pageField(out, width, "decisions", decisions(trust.report().get().counters()));
      trust.notes().forEach(note -> pageField(out, width, "note", note));
    }
  }

  private static void pageField(PrintStream out, int width, String name, String text) {
    out.println(name + " ".repeat(width - name.length()) + text);
  }

  /** Where the study's decisions came from. */
  static String decisions(TrustReport.Counters c) {
    return c.priors()
        + " trials by the model with priors, "
        + c.alone()
        + " by this study alone, "
        + c.exploration()
        + " to explore, "
        + c.fallback()
        + " without a model; "
        + c.promotions()
        + " promotions";
  }

  private List<String> sides(TrustReport trust) {
    TextTable table =
        new TextTable(
            List.of(
                "side",
                "trials",
                "worker time",
                "median rank",
                "best " + spec.objective().metric(),
                "at"));
    for (TrustReport.Side side : trust.sides()) {
      TrustReport.Fared fared = side.fared();
      table.row(
          List.of(
              side.name(),
              Integer.toString(fared.trials()),
              Numbers.brief(Math.round(side.seconds() * 10) / 10.0) + " s",
              rank(fared),
              best(fared),
              fared.bestRung() < 0
                  ? ""
                  : spec.resourceName()
                      + " "
                      + Numbers.brief(spec.ladder().level(fared.bestRung()))));
    }
    return table.lines();
  }

  private List<String> priors(TrustReport trust) {
    TextTable table =
        new TextTable(
            List.of(
                "prior",
                "weight",
                "95 %",
                "rho",
                "95 %",
                "shake-up",
                "best 10 %",
                "deficit",
                "tried",
                "their rank"));
    for (PriorTrust prior : trust.priors()) {
      table.row(
          List.of(
              FigureText.shortened(prior.name()),
              prior.isUsed() ? FigureText.two(prior.weight().value()) : "unused",
              prior.isUsed() ? FigureText.range(prior.weight()) : "",
              FigureText.two(prior.agreement().rho().value()),
              FigureText.range(prior.agreement().rho()),
              FigureText.two(prior.agreement().shakeUp().value()),
              FigureText.two(prior.agreement().overlap().value()),
              FigureText.two(prior.agreement().deficit().value()),
              Integer.toString(prior.contribution().trials()),
              rank(prior.contribution())));
    }
    table.row(
        List.of(
            "chance",
            FigureText.two(trust.chance().value()),
            FigureText.range(trust.chance()),
            "",
            "",
            "",
            "",
            "",
            "",
            ""));
    return table.lines();
  }

  private static String rank(TrustReport.Fared fared) {
    return fared.results() == 0 ? "" : Numbers.brief(fared.medianRank()) + " of " + fared.of();
  }

  private String best(TrustReport.Fared fared) {
    return Double.isNaN(fared.bestLoss())
        ? ""
        : Numbers.brief(spec.objective().metricValue(fared.bestLoss()));
  }

  private void field(String name, String text) {
    wrapped(name + " ".repeat(Math.max(1, 12 - name.length())), text, " ".repeat(12));
  }

  private void wrapped(String begin, String text, String indent) {
    StringBuilder line = new StringBuilder(begin);
    boolean fresh = true;
    for (String word : text.split(" ")) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(indent);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    out.println(line);
  }
}
