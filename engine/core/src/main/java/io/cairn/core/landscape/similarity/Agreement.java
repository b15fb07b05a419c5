package io.cairn.core.landscape.similarity;

import java.util.Locale;
import java.util.Objects;

/**
 * How far two measurements of the same configurations put them in the same order, over all and at
 * the top.
 *
 * <p>The intervals speak of further configurations drawn like these. On a full grid there are none,
 * and they say how much the figures rest on few configurations.
 *
 * @param n configurations measured on both sides
 * @param dropped configurations measured on one side only
 * @param rho Spearman's rank correlation, average ranks for ties
 * @param shakeUp mean displacement |R1 - R2| / n: 0 the same, 1/3 unrelated, 1/2 reversed
 * @param top size of the best sets compared, a share gamma of n
 * @param overlap share of one best set that is in the other, expected over random tie breaks at
 *     both cuts; of two equal rankings with ties at the cut it is below 1, because nothing says
 *     which of the tied ones are the best
 * @param chance the overlap to expect of unrelated rankings, top / n (gamma for fewer than 3)
 * @param chanceOfOverlap probability of at least this overlap between unrelated rankings
 *     (hypergeometric); NaN where the overlap is unknown or was seen through models
 * @param promised the overlap to expect at this rho, see {@link GaussianCopula}; NaN where unknown
 * @param deficit overlap less promised; below zero the top agrees worse than the ranking promises
 * @param settings gamma and confidence
 * @param gap why nothing could be determined; empty if it could
 */
public record Agreement(
    int n,
    int dropped,
    Estimate rho,
    Estimate shakeUp,
    int top,
    Estimate overlap,
    double chance,
    double chanceOfOverlap,
    double promised,
    Estimate deficit,
    AgreementSettings settings,
    String gap) {
  private static final int LEAST = 3;

  public Agreement {
    Objects.requireNonNull(rho, "rho");
    Objects.requireNonNull(shakeUp, "shakeUp");
    Objects.requireNonNull(overlap, "overlap");
    Objects.requireNonNull(deficit, "deficit");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(gap, "gap");
  }

  /**
   * The agreement of two arrays of losses to minimise, one entry each for the same configurations
   * in the same order. NaN means not measured and drops the pair; +infinity means diverged, the
   * worst rank, shared by all that diverged. With fewer than three pairs, or with one loss for all
   * on a side, nothing is determined: the figures are {@link Estimate#known unknown} and {@link
   * #gap} says why.
   *
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static Agreement of(double[] a, double[] b, AgreementSettings settings) {
    return of(Ranking.of(a), Ranking.of(b), settings);
  }

  static Agreement of(Ranking measuredA, Ranking measuredB, AgreementSettings settings) {
    Ranking a = measuredA.among(measuredB);
    Ranking b = measuredB.among(measuredA);
    int n = a.count();
    int dropped = measuredA.count() + measuredB.count() - 2 * n;
    if (n < LEAST) {
      return undetermined(
          n, dropped, settings, n + " shared configurations are too few to compare, 3 the least.");
    }
    if (a.groups() == 1 || b.groups() == 1) {
      return undetermined(
          n,
          dropped,
          settings,
          "All "
              + n
              + " shared configurations have the same loss (or all diverged) on "
              + (a.groups() > 1 ? "the second side" : b.groups() > 1 ? "the first side" : "both")
              + "; there is no order to compare.");
    }
    RankStatistics ranks = new RankStatistics(a, b);
    Estimate rho = ranks.rho(settings.quantile());
    SharedTop shared = SharedTop.of(a, b, settings.top(n));
    Estimate overlap = shared.interval(settings.tail());
    return new Agreement(
        n,
        dropped,
        rho,
        ranks.shakeUp(settings.quantile(), settings.tail()),
        shared.top(),
        overlap,
        shared.chance(),
        shared.chanceOfAsMany(),
        GaussianCopula.overlap(rho.value(), shared.chance()),
        deficit(overlap, rho, shared.chance()),
        settings,
        "");
  }

  /**
   * Overlap less the promise. The interval combines those of the two (MOVER: G. Zou and A. Donner,
   * "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008) as
   * if they were independent. They move together, so the interval errs on the wide side.
   */
  private static Estimate deficit(Estimate overlap, Estimate rho, double gamma) {
    double promised = GaussianCopula.overlap(rho.value(), gamma);
    double least = GaussianCopula.overlap(rho.low(), gamma);
    double most = GaussianCopula.overlap(rho.high(), gamma);
    double value = overlap.value() - promised;
    return Estimate.within(
        -1,
        1,
        value,
        value - Math.hypot(overlap.value() - overlap.low(), most - promised),
        value + Math.hypot(overlap.high() - overlap.value(), promised - least));
  }

  private static Agreement undetermined(
      int n, int dropped, AgreementSettings settings, String why) {
    return new Agreement(
        n,
        dropped,
        Estimate.unknown(-1, 1),
        Estimate.unknown(0, 0.5),
        n == 0 ? 0 : settings.top(n),
        Estimate.unknown(0, 1),
        n < LEAST ? settings.gamma() : (double) settings.top(n) / n,
        Double.NaN,
        Double.NaN,
        Estimate.unknown(-1, 1),
        settings,
        why);
  }

  /** The same figures with a further error of known standard errors in their intervals. */
  Agreement widened(
      double rhoError, double shakeUpError, double overlapError, double deficitError) {
    double quantile = settings.quantile();
    return new Agreement(
        n,
        dropped,
        rho.widened(quantile * rhoError, -1, 1),
        shakeUp.widened(quantile * shakeUpError, 0, 0.5),
        top,
        overlap.widened(quantile * overlapError, 0, 1),
        chance,
        Double.NaN,
        promised,
        deficit.widened(quantile * deficitError, -1, 1),
        settings,
        gap);
  }

  /**
   * What an agreement of two models says of the landscapes themselves. Where a model's predictions
   * correlate with its landscape by q, the landscapes' correlation is q1 q2 rho and what their
   * unexplained parts add, anything up to sqrt((1 - q1^2)(1 - q2^2)) either way. Both bounds are
   * taken into the interval of rho. The other figures move with it, the shake-up by half as much,
   * the overlap by the {@link GaussianCopula}: that is an approximation, and a top made by what
   * neither model sees can lie outside.
   */
  Agreement ofLandscapes(double q1, double q2) {
    double unexplained = Math.sqrt(Math.max(0, (1 - q1 * q1) * (1 - q2 * q2)));
    double low = Math.max(-1, Math.min(rho.low(), q1 * q2 * rho.low() - unexplained));
    double high = Math.min(1, Math.max(rho.high(), q1 * q2 * rho.high() + unexplained));
    double down = GaussianCopula.overlap(rho.low(), chance) - GaussianCopula.overlap(low, chance);
    double up = GaussianCopula.overlap(high, chance) - GaussianCopula.overlap(rho.high(), chance);
    return new Agreement(
        n,
        dropped,
        new Estimate(rho.value(), low, high),
        shakeUp.stretched((high - rho.high()) / 2, (rho.low() - low) / 2, 0, 0.5),
        top,
        overlap.stretched(down, up, 0, 1),
        chance,
        chanceOfOverlap,
        promised,
        deficit.stretched(down, up, -1, 1),
        settings,
        gap);
  }

  /** Whether there is anything to compare. */
  public boolean determined() {
    return rho.known();
  }

  /** 1 - 3 shake-up: 1 the same, 0 unrelated, -1/2 reversed. */
  public Estimate calibratedShakeUp() {
    return shakeUp.falling(1, 3);
  }

  /** The overlap as intersection over union, o / (2 - o); 0.053 by chance for the best tenth. */
  public Estimate intersectionOverUnion() {
    return new Estimate(ofUnion(overlap.value()), ofUnion(overlap.low()), ofUnion(overlap.high()));
  }

  private static double ofUnion(double share) {
    return share / (2 - share);
  }

  /**
   * The overlap against chance, (o - gamma) / (1 - gamma): 0 for unrelated rankings, 1 for the same
   * top. Its lower end is how far one may trust the one landscape for the other's best.
   */
  public Estimate overlapAboveChance() {
    return new Estimate(
        aboveChance(overlap.value()), aboveChance(overlap.low()), aboveChance(overlap.high()));
  }

  private double aboveChance(double share) {
    return (share - chance) / (1 - chance);
  }

  /**
   * The alarm: the top agrees worse than the ranking promises, beyond what chance explains. Then
   * the one landscape misleads exactly where it matters.
   */
  public boolean topDisappoints() {
    return deficit.known() && deficit.high() < 0;
  }

  /** What the figures say, one or two sentences. */
  public String verdict() {
    return gap.isEmpty() ? sentence() : gap;
  }

  private String sentence() {
    String order =
        rho.low() > 0
            ? "The orders agree, rho " + rho
            : rho.high() < 0 ? "The orders are opposed, rho " + rho : "No order shows, rho " + rho;
    String best =
        String.format(
            Locale.ROOT,
            "; of the best %d of %d %s are shared, by chance %.2f.",
            top,
            n,
            overlap,
            chance);
    if (!topDisappoints()) {
      return order + best;
    }
    return order
        + best
        + String.format(
            Locale.ROOT,
            " The top agrees worse than the ranking promises: %.2f instead of %.2f.",
            overlap.value(),
            promised);
  }
}
