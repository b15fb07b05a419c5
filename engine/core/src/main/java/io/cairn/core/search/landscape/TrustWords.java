package io.cairn.core.search.landscape;

import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.TrustReport.Lead;
import java.util.Locale;

/**
 * What the figures of trust say, in sentences.
 *
 * @param n observations
 * @param needed before the evidence counts
 * @param where they were measured: {@code " at epoch 9"}
 * @param evidence log Bayes factor
 * @param constant whether all observations are the same
 * @param lead who proposes
 */
record TrustWords(int n, int needed, String where, double evidence, boolean constant, Lead lead) {
  private static final double MOST_ODDS = 1e6;
  private static final double MUCH_BETTER = 0.4;
  private static final double HARDLY = 0.05;
  private static final double TURNED = 0.9;

  /** Why the lead is where it is. */
  String lead(int given, int used, boolean heldBack) {
    if (given == 0) {
      return "There are no priors, so the model of this study alone proposes.";
    }
    if (used == 0) {
      return "No prior can predict its own losses, so the model of this study alone proposes.";
    }
    if (n < needed) {
      return (n == 0 ? "No result can test the priors yet" : results() + " cannot test them yet")
          + " ("
          + needed
          + " at one rung are needed), "
          + (lead == Lead.PRIORS ? "so the priors lead untested." : "so both sides take turns.");
    }
    String found =
        constant
            ? "All " + results() + " are the same" + where + ", which says nothing of any order; "
            : switch (lead) {
              case PRIORS ->
                  evidence > 0
                      ? "The priors tell the order of "
                          + results()
                          + where
                          + " better than chance "
                          + odds()
                      : "The priors lead, whatever their evidence " + odds();
              case BOTH ->
                  "It is open whether the priors order "
                      + results()
                      + where
                      + " better than chance "
                      + odds();
              case ALONE ->
                  "The priors tell the order of "
                      + results()
                      + where
                      + " no better than chance "
                      + odds();
            };
    return found + (constant ? "" : ", ") + consequence(heldBack);
  }

  private String consequence(boolean heldBack) {
    if (heldBack) {
      return "so both sides take turns; the next trial is not the priors'.";
    }
    return switch (lead) {
      case PRIORS -> "so the model with priors proposes.";
      case BOTH -> "so both sides take turns.";
      case ALONE -> "so the model of this study alone proposes.";
    };
  }

  private String results() {
    return n == 1 ? "1 separate result" : n + " separate results";
  }

  private String odds() {
    double odds = Math.exp(Math.abs(evidence));
    String text =
        odds > MOST_ODDS
            ? "more than a million"
            : String.format(Locale.ROOT, odds < 10 ? "%.1f" : "%.0f", odds);
    return evidence >= 0 ? "(odds " + text + " to 1)" : "(odds " + text + " to 1 against)";
  }

  /** Why a prior has no part. */
  static String unused(FittedPrior prior) {
    if (prior.points() < 2) {
      return "unused: only "
          + prior.points()
          + " of its configurations fits this space, which predicts nothing";
    }
    return String.format(
        Locale.ROOT,
        "unused: it cannot predict its own losses (rank correlation %.2f, %.2f needed of %d"
            + " configurations)",
        prior.predictability(),
        prior.leastPredictability(),
        prior.points());
  }

  /**
   * What to think of a prior.
   *
   * @param contrary how much of its weight is for the prior turned over
   * @param heaviest the greatest weight of any prior
   */
  String prior(Agreement agreement, double weight, double contrary, double heaviest) {
    if (n < needed || !agreement.determined()) {
      String why =
          n == 0
              ? "nothing was measured yet"
              : n < needed
                  ? results() + where + " cannot test it yet"
                  : constant
                      ? "all " + results() + " are the same, so it is neither confirmed nor refuted"
                      : "it expects the same of all " + results();
      return why + "; " + standing(weight, heaviest);
    }
    Estimate rho = agreement.rho();
    String order =
        rho.high() < 0
            ? "the wrong way round"
            : rho.low() > MUCH_BETTER
                ? "much better than chance"
                : rho.low() > 0 ? "better than chance" : "not clearly better than chance";
    return String.format(
        Locale.ROOT,
        "orders this study's %s%s %s (rho %.2f, %.2f to %.2f)%s; %s",
        results(),
        where,
        order,
        rho.value(),
        rho.low(),
        rho.high(),
        agreement.topDisappoints() ? ", though not the best of them" : "",
        (contrary > TURNED ? "counts turned over, and " : "") + standing(weight, heaviest));
  }

  private String standing(double weight, double heaviest) {
    boolean first = weight >= heaviest;
    return switch (lead) {
      case PRIORS ->
          first
              ? "leads"
              : weight < HARDLY ? "has hardly a say" : "has a say behind the leading one";
      case BOTH -> weight < HARDLY ? "has hardly a say" : "proposes in turn with the study itself";
      case ALONE -> "is not asked";
    };
  }
}
