package io.cairn.core.transfer;

import io.cairn.core.landscape.similarity.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the belief is shared out between the priors and the null member, by which their order is
 * chance: the posterior after {@link Evidence} where null member and priors start with a half each.
 * So the null member has less than a half exactly while the evidence is above 0.
 *
 * <p>The intervals are 95 % percentile intervals over 200 resamples of the observations (B. Efron,
 * "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979), stretched to
 * the value itself where it lies outside.
 *
 * <p>A prior is heard twice, as it is and turned over; its share is that of both.
 *
 * @param chance share of the null member
 * @param priors share of each prior
 * @param contrary how much of each prior's share is that of the prior turned over, 0..1
 */
public record TrustWeights(Estimate chance, List<Estimate> priors, List<Double> contrary) {
  private static final int RESAMPLES = 200;
  private static final double TAIL = 0.025;

  public TrustWeights {
    priors = List.copyOf(priors);
    contrary = List.copyOf(contrary);
  }

  /**
   * The shares after some observations at one rung.
   *
   * @param expectations [prior][observation]
   * @param losses [observation], finite or not
   * @param random for the resamples
   */
  public static TrustWeights of(double[][] expectations, double[] losses, RandomGenerator random) {
    Evidence evidence = Evidence.of(expectations, losses);
    double[] values = shares(evidence);
    double[][] drawn = new double[values.length][RESAMPLES];
    int n = losses.length;
    for (int draw = 0; draw < RESAMPLES; draw++) {
      int[] rows = random.ints(n, 0, n).toArray();
      double[][] resampled = new double[expectations.length][];
      for (int k = 0; k < resampled.length; k++) {
        resampled[k] = picked(expectations[k], rows);
      }
      double[] shares = shares(Evidence.of(resampled, picked(losses, rows)));
      for (int k = 0; k < shares.length; k++) {
        drawn[k][draw] = shares[k];
      }
    }
    List<Estimate> estimates = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      Arrays.sort(drawn[k]);
      estimates.add(
          Estimate.within(
              0,
              1,
              values[k],
              drawn[k][(int) Math.round(TAIL * (RESAMPLES - 1))],
              drawn[k][(int) Math.round((1 - TAIL) * (RESAMPLES - 1))]));
    }
    int last = values.length - 1;
    return new TrustWeights(estimates.get(last), estimates.subList(0, last), contrary(evidence));
  }

  /** The shares before there is enough to tell: a half each, anything possible. */
  public static TrustWeights beforehand(int priors) {
    double each = priors == 0 ? 0 : 0.5 / priors;
    List<Estimate> all = new ArrayList<>();
    for (int k = 0; k < priors; k++) {
      all.add(new Estimate(each, 0, 1));
    }
    return new TrustWeights(
        new Estimate(priors == 0 ? 1 : 0.5, priors == 0 ? 1 : 0, 1),
        all,
        Collections.nCopies(priors, Evidence.CONTRARY));
  }

  private static double[] picked(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** Shares of the priors, then of the null member. */
  private static double[] shares(Evidence evidence) {
    double[] single = both(evidence);
    double helps = 1 / (1 + Math.exp(-evidence.log()));
    double all = Evidence.logSumExp(single);
    double[] shares = new double[single.length + 1];
    for (int k = 0; k < single.length; k++) {
      shares[k] = helps * Math.exp(single[k] - all);
    }
    shares[single.length] = single.length == 0 ? 1 : 1 - helps;
    return shares;
  }

  /** Log Bayes factor of each prior, heard twice. */
  private static double[] both(Evidence evidence) {
    double[] both = evidence.ofEach();
    double[] contrary = evidence.ofEachContrary();
    for (int k = 0; k < both.length; k++) {
      both[k] =
          Evidence.logSumExp(
              new double[] {
                Math.log(1 - Evidence.CONTRARY) + both[k], Math.log(Evidence.CONTRARY) + contrary[k]
              });
    }
    return both;
  }

  private static List<Double> contrary(Evidence evidence) {
    double[] both = both(evidence);
    double[] contrary = evidence.ofEachContrary();
    List<Double> shares = new ArrayList<>();
    for (int k = 0; k < both.length; k++) {
      shares.add(Math.min(1, Evidence.CONTRARY * Math.exp(contrary[k] - both[k])));
    }
    return shares;
  }
}
