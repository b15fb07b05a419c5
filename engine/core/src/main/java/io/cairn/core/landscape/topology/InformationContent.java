package io.cairn.core.landscape.topology;

import java.util.Arrays;

/**
 * Information content of slopes (V. Vassilev, T. Fogarty, J. Miller, 2000; M. Munoz, M. Kirley, S.
 * Halgamuge, 2015): how varied the changes of direction are, {@code H(eps) = - sum over pairs p !=
 * q of P_pq log6 P_pq}, where p and q are down, level (within eps) or up on two consecutive steps.
 *
 * <p>Exact: the probabilities are those of a stationary random walk. It stands on a node with
 * probability d/2E, came from a neighbour and goes to one, each drawn evenly and independently, so
 * that a node with a lower, b level and c higher neighbours adds products of a, b, c over d; no
 * walk has to be drawn. Over nodes and neighbours with finite losses. H is taken for eps 0 and for
 * the range of the losses halved 0 to 20 times; the largest is reported with its eps. 0 for
 * constant losses.
 *
 * <p>No interval on samples: where nodes have fewer measured neighbours a walk turns back more
 * often, so that a sample shows more than the whole grid.
 */
final class InformationContent {
  private static final int HALVINGS = 21;
  private static final int EXACT = HALVINGS; // the place of eps 0
  private static final int PAIRS = 9;
  private static final int WIDTH = (HALVINGS + 1) * PAIRS + 1;
  private static final double LOG_SIX = Math.log(6);
  private static final long MANTISSA = (1L << 52) - 1;

  private final double range;
  private final double[] contents;
  private final int richest;
  private final double nodes;

  InformationContent(Terrain terrain) {
    this.range = terrain.range;
    double[] total = Parts.sum(terrain.rows, (from, to) -> sums(terrain, from, to));
    this.nodes = total[WIDTH - 1];
    this.contents = new double[HALVINGS + 1];
    int best = EXACT;
    for (int place = HALVINGS; place >= 0; place--) {
      contents[place] = content(total, place);
      best = contents[place] > contents[best] ? place : best;
    }
    this.richest = best;
  }

  private double[] sums(Terrain terrain, int from, int to) {
    double[] into = new double[WIDTH];
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    int[] down = new int[HALVINGS + 1];
    int[] up = new int[HALVINGS + 1];
    for (int row = from; row < to; row++) {
      if (!terrain.finite(row)) {
        continue;
      }
      Arrays.fill(down, 0);
      Arrays.fill(up, 0);
      int count = sweep.neighbours(row, near);
      int degree = 0;
      for (int i = 0; i < count; i++) {
        double difference = terrain.losses[near[i]] - terrain.losses[row];
        if (difference < Double.POSITIVE_INFINITY) {
          degree++;
          if (difference != 0) {
            (difference < 0 ? down : up)[place(Math.abs(difference))]++;
          }
        }
      }
      if (degree > 0) {
        into[WIDTH - 1]++;
        add(into, down, up, degree);
      }
    }
    return into;
  }

  /** The least number of halvings of the range that a difference above 0 is larger than. */
  private int place(double difference) {
    double share = difference / range;
    int exponent = Math.getExponent(share);
    boolean power = (Double.doubleToRawLongBits(share) & MANTISSA) == 0;
    return Math.min(EXACT, power ? 1 - exponent : -exponent);
  }

  private static void add(double[] into, int[] down, int[] up, int degree) {
    int lower = 0;
    int higher = 0;
    int at = 0;
    for (int place = 0; place <= HALVINGS; place++, at += PAIRS) {
      lower += down[place];
      higher += up[place];
      double level = degree - lower - higher;
      double share = 1.0 / degree;
      // Who came from a lower neighbour went up: lower ones count as up on the way in.
      into[at] += higher * (double) lower * share; // down, down
      into[at + 1] += higher * level * share;
      into[at + 2] += higher * (double) higher * share;
      into[at + 3] += level * lower * share;
      into[at + 4] += level * level * share;
      into[at + 5] += level * higher * share;
      into[at + 6] += lower * (double) lower * share; // up, down
      into[at + 7] += lower * level * share;
      into[at + 8] += lower * (double) higher * share;
    }
  }

  private static double content(double[] of, int place) {
    double all = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      all += of[place * PAIRS + pair];
    }
    double content = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      double share = of[place * PAIRS + pair] / all;
      if (pair % 4 != 0 && share > 0) { // 0, 4, 8: the same direction twice
        content -= share * Math.log(share) / LOG_SIX;
      }
    }
    return all > 0 ? content : Double.NaN;
  }

  long nodes() {
    return (long) nodes;
  }

  double largest() {
    return contents[richest];
  }

  double epsOfLargest() {
    return richest == EXACT ? 0 : range * Math.pow(2, -richest);
  }

  /** With eps 0. */
  double exact() {
    return contents[EXACT];
  }
}
