package io.cairn.core.landscape.sample;

import java.util.Arrays;

/**
 * Ups and downs along a tour through the points: M. Munoz, M. Kirley, S. Halgamuge, "Exploratory
 * landscape analysis of continuous space optimization problems using information content", IEEE
 * Transactions on Evolutionary Computation 19, 2015.
 *
 * <p>The tour goes from a random point to the nearest that it has not seen. A step is up, down or,
 * with a slope of at most eps, flat. H(eps) is the entropy of pairs of different successive symbols
 * to base 6; H_max its greatest, eps_s the least eps (log10) with H below 0.05; M0 the share of
 * steps that turn when every slope counts. Where we differ: losses are scaled to [0, 1] first, so
 * that eps_s compares across metrics; eps goes from 10^-5 to 10^5 in steps of 10^0.05.
 */
final class InformationContent {
  static final double LEAST_EXPONENT = -5;
  static final double GREATEST_EXPONENT = 5;
  private static final int STEPS = 200;
  private static final double SETTLED = 0.05;
  private static final int LEAST = 5;

  private InformationContent() {}

  static void measure(Cloud cloud, int[] members, double[] figures) {
    double[] slopes = slopes(cloud, tour(cloud, members));
    if (slopes.length < LEAST || !(range(cloud, members) > 0)) {
      return;
    }
    double greatest = entropy(slopes, 0);
    double settling = Double.NaN;
    for (int step = 0; step <= STEPS; step++) {
      double exponent =
          LEAST_EXPONENT + (GREATEST_EXPONENT - LEAST_EXPONENT) * step / (double) STEPS;
      double entropy = entropy(slopes, Math.pow(10, exponent));
      greatest = Math.max(greatest, entropy);
      if (entropy < SETTLED && Double.isNaN(settling)) {
        settling = exponent;
      }
    }
    figures[SampleMetric.INFORMATION_CONTENT.ordinal()] = greatest;
    figures[SampleMetric.SETTLING_SENSITIVITY.ordinal()] = settling;
    figures[SampleMetric.PARTIAL_INFORMATION.ordinal()] = turning(slopes);
  }

  private static int[] tour(Cloud cloud, int[] members) {
    int[] tour = members.clone();
    for (int at = 0; at + 1 < tour.length; at++) {
      int nearest = at + 1;
      for (int j = at + 2; j < tour.length; j++) {
        if (cloud.distance(tour[at], tour[j]) < cloud.distance(tour[at], tour[nearest])) {
          nearest = j;
        }
      }
      int kept = tour[at + 1];
      tour[at + 1] = tour[nearest];
      tour[nearest] = kept;
    }
    return tour;
  }

  /** Of scaled losses; a step between points without distance has no slope and is left out. */
  private static double[] slopes(Cloud cloud, int[] tour) {
    double range = range(cloud, tour);
    double[] slopes = new double[Math.max(0, tour.length - 1)];
    int n = 0;
    for (int i = 0; i + 1 < tour.length; i++) {
      double distance = cloud.distance(tour[i], tour[i + 1]);
      if (distance > 0) {
        slopes[n++] = (cloud.loss(tour[i + 1]) - cloud.loss(tour[i])) / range / distance;
      }
    }
    return Arrays.copyOf(slopes, n);
  }

  private static double range(Cloud cloud, int[] members) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i : members) {
      least = Math.min(least, cloud.loss(i));
      most = Math.max(most, cloud.loss(i));
    }
    return most - least;
  }

  private static double entropy(double[] slopes, double eps) {
    int[] pairs = new int[9];
    int last = symbol(slopes[0], eps);
    for (int i = 1; i < slopes.length; i++) {
      int next = symbol(slopes[i], eps);
      pairs[3 * last + next]++;
      last = next;
    }
    double entropy = 0;
    for (int pair = 0; pair < pairs.length; pair++) {
      if (pairs[pair] > 0 && pair / 3 != pair % 3) {
        double share = pairs[pair] / (slopes.length - 1.0);
        entropy -= share * Math.log(share) / Math.log(6);
      }
    }
    return entropy;
  }

  /** Down 0, flat 1, up 2. */
  private static int symbol(double slope, double eps) {
    return slope < -eps ? 0 : slope > eps ? 2 : 1;
  }

  /** The length of the tour's ups and downs, flats left out and repetitions as one, as a share. */
  private static double turning(double[] slopes) {
    int kept = 0;
    double last = 0;
    for (double slope : slopes) {
      double sign = Math.signum(slope);
      if (sign != 0 && sign != last) {
        kept++;
        last = sign;
      }
    }
    return (double) kept / slopes.length;
  }
}
