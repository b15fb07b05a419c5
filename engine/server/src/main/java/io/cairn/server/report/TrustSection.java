package io.cairn.server.report;

import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import java.util.List;

/** What the study believes of its priors: a section of the report that needs no script. */
final class TrustSection {

  /** More rows than this tell nobody anything; those that weigh most are shown. */
  private static final int MOST = 30;

  private TrustSection() {}

  /** The section; empty without priors. */
  static String html(TrustReport trust, List<String> notes) {
    if (trust.priors().isEmpty() && notes.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    html.append(
        "<section class=\"card landscape\" id=\"trust\" aria-labelledby=\"trust-title\">\n");
    html.append("<h2 id=\"trust-title\">Trust in the priors</h2>\n");
    sentence(html, trust.reason());
    notes.forEach(note -> sentence(html, note));
    List<PriorTrust> shown =
        trust.priors().stream()
            .sorted((a, b) -> Double.compare(b.weight().value(), a.weight().value()))
            .limit(MOST)
            .toList();
    if (!shown.isEmpty()) {
      table(html, trust, shown);
    }
    if (shown.size() < trust.priors().size()) {
      sentence(html, "The " + shown.size() + " of " + trust.priors().size() + " that weigh most.");
    }
    sentence(
        html,
        "Weight: share of the belief among the priors and chance, by which no prior helps and which"
            + " starts with a half. Rho, shake-up, overlap of the best tenth and top deficit compare"
            + " what a prior expected with what was measured. Intervals are of 95 %.");
    return html.append("</section>\n").toString();
  }

  private static void table(StringBuilder html, TrustReport trust, List<PriorTrust> shown) {
    html.append("<div class=\"scroll\"><table><thead><tr>");
    for (String head :
        List.of("prior", "weight", "rho", "shake-up", "best tenth", "top deficit", "tried", "")) {
      html.append("<th scope=\"col\">").append(head).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (PriorTrust prior : shown) {
      row(
          html,
          prior.name(),
          prior.isUsed() ? of(prior.weight()) : "unused",
          of(prior.agreement().rho()),
          of(prior.agreement().shakeUp()),
          of(prior.agreement().overlap()),
          of(prior.agreement().deficit()),
          Integer.toString(prior.contribution().trials()),
          prior.sentence());
    }
    row(html, "chance", of(trust.chance()), "", "", "", "", "", "");
    html.append("</tbody></table></div>\n");
  }

  private static void row(StringBuilder html, String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(ScriptSafe.html(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private static String of(Estimate estimate) {
    return estimate.known() ? estimate.toString() : "";
  }

  private static void sentence(StringBuilder html, String text) {
    html.append("<p class=\"caption\">").append(ScriptSafe.html(text)).append("</p>\n");
  }
}
