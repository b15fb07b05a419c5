package io.cairn.core.transfer;

import io.cairn.core.landscape.similarity.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a study believes of its priors and why: who leads, what each side spent and how that fared,
 * and every prior with its weight. Losses are to be minimised.
 *
 * @param evidence log Bayes factor that the priors order the observations better than chance; above
 *     0 speaks for them. 0 while there are too few
 * @param observations results that it rests on
 * @param rung where they were measured, the rung that the priors are tested at; -1 before the first
 * @param needed observations before the evidence counts
 * @param lead who proposes
 * @param reason why, one sentence
 * @param heldBack whether unproven priors have led to as many trials as they may, so that the next
 *     is not theirs
 * @param sides what each of them started, spent and reached; the priors, the study alone,
 *     exploration and what a person asked for
 * @param counters where the decisions came from
 * @param chance share of the null member, by which no prior helps
 * @param priors in the order of the study; the weights of the used ones and {@code chance} sum to 1
 */
public record TrustReport(
    double evidence,
    int observations,
    int rung,
    int needed,
    Lead lead,
    String reason,
    boolean heldBack,
    List<Side> sides,
    Counters counters,
    Estimate chance,
    List<PriorTrust> priors) {

  public TrustReport {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(counters, "counters");
    Objects.requireNonNull(chance, "chance");
    sides = List.copyOf(sides);
    priors = List.copyOf(priors);
  }

  /** Who proposes. */
  public enum Lead {
    /** The model with priors. */
    PRIORS,
    /** Both in turn: too little is known, or it is balanced. */
    BOTH,
    /** The model of this study alone. */
    ALONE;

    /** The word for it: {@code priors}, {@code both}, {@code alone}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One side of the search.
   *
   * @param name {@code priors}, {@code alone}, {@code exploration}
   * @param seconds worker time of its trials so far
   * @param fared what came of its trials
   */
  public record Side(String name, double seconds, Fared fared) {}

  /**
   * How some trials fared among all.
   *
   * @param trials how many were started
   * @param results how many of them have a result at the rung where most trials have one
   * @param of how many trials have one there
   * @param medianRank median of their ranks there, 1 the best; NaN without results
   * @param bestLoss the least loss at the highest rung that any of them has a finite result at; NaN
   *     without
   * @param bestRung that rung; -1 without
   */
  public record Fared(
      int trials, int results, int of, double medianRank, double bestLoss, int bestRung) {}

  /**
   * Where the study's decisions came from.
   *
   * @param priors trials started on the word of the model with priors
   * @param alone trials started on the word of the model of this study alone
   * @param exploration trials started at random to learn what no model would ask for, and those
   *     that a person asked for
   * @param fallback trials started from the portfolio or a quasi-random sequence because no model
   *     had a say
   * @param promotions trials sent on to a higher rung
   */
  public record Counters(int priors, int alone, int exploration, int fallback, int promotions) {}
}
