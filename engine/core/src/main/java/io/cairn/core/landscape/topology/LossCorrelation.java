package io.cairn.core.landscape.topology;

/**
 * How alike the losses of neighbours are.
 *
 * <p>Exact: over the undirected pairs E with both losses finite, degrees d counted in such pairs,
 * {@code mu = sum d L / sum d} and {@code r = sum_E (L_u - mu)(L_v - mu) / (1/2 sum d (L - mu)^2)}:
 * the assortativity of M. E. J. Newman (Mixing patterns in networks, 2003), and the lag-1
 * autocorrelation of the loss along a stationary random walk (E. Weinberger, 1990).
 *
 * <p>Paper mode: Pearson's correlation over the directed improving edges, from the worse loss to
 * the better. Diverged and unmeasured nodes take no part in either. Undefined (NaN) for constant
 * losses and without pairs.
 */
final class LossCorrelation {
  private static final int PAIRS = 0; // directed pairs
  private static final int LOSS = 1;
  private static final int SQUARE = 2;
  private static final int PRODUCT = 3;
  private static final int STEP = 4; // |dL|
  private static final int EDGES = 5; // improving
  private static final int FROM = 6;
  private static final int TO = 7;
  private static final int FROM_SQUARE = 8;
  private static final int TO_SQUARE = 9;
  private static final int FROM_TO = 10;
  private static final int WIDTH = 11;

  private final GroupSums groups;
  private final double[] sums;
  private final double[] total;
  private final boolean constant;
  private final double deviation;

  LossCorrelation(Terrain terrain, long seed) {
    this.groups = new GroupSums(terrain, WIDTH, seed);
    this.constant = terrain.constant();
    this.sums = Parts.sum(terrain.rows, (from, to) -> sums(terrain, from, to));
    this.total = groups.total(sums);
    double[] squares =
        Parts.sum(
            terrain.rows,
            (from, to) -> {
              double sum = 0;
              for (int row = from; row < to; row++) {
                if (terrain.finite(row)) {
                  double loss = terrain.losses[row] - terrain.mean;
                  sum += loss * loss;
                }
              }
              return new double[] {sum};
            });
    this.deviation = Math.sqrt(squares[0] / Math.max(1, terrain.finite));
  }

  private double[] sums(Terrain terrain, int start, int end) {
    double[] into = groups.blank();
    double[] losses = terrain.losses;
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    for (int row = start; row < end; row++) {
      if (!terrain.finite(row)) {
        continue;
      }
      int count = sweep.neighbours(row, near);
      add(into, GroupSums.TOTAL, terrain, losses[row], near, 0, count);
      if (groups.grouped()) {
        int own = groups.group(terrain.landscape.code(row));
        add(into, groups.at(own), terrain, losses[row], near, 0, count);
        for (int i = 0; i < count; i++) {
          int other = groups.group(terrain.landscape.code(near[i]));
          if (other != own) {
            add(into, groups.at(other), terrain, losses[row], near, i, i + 1);
          }
        }
      }
    }
    return into;
  }

  /** Adds the pairs of one row with some of the rows near it. */
  private static void add(
      double[] into, int at, Terrain terrain, double here, int[] near, int from, int to) {
    double[] losses = terrain.losses;
    double loss = here - terrain.mean;
    int pairs = 0;
    double others = 0;
    double steps = 0;
    for (int i = from; i < to; i++) {
      double there = losses[near[i]];
      if (there == Double.POSITIVE_INFINITY) {
        continue;
      }
      double other = there - terrain.mean;
      pairs++;
      others += other;
      steps += Math.abs(there - here);
      if (there < here) {
        into[at + EDGES]++;
        into[at + TO] += other;
        into[at + TO_SQUARE] += other * other;
        into[at + FROM] += loss;
        into[at + FROM_SQUARE] += loss * loss;
        into[at + FROM_TO] += loss * other;
      }
    }
    into[at + PAIRS] += pairs;
    into[at + LOSS] += pairs * loss;
    into[at + SQUARE] += pairs * loss * loss;
    into[at + PRODUCT] += loss * others;
    into[at + STEP] += steps;
  }

  /** Undirected pairs. */
  long pairs() {
    return (long) total[PAIRS] / 2;
  }

  long improvingEdges() {
    return (long) total[EDGES];
  }

  double assortativity() {
    return constant ? Double.NaN : assortativity(total);
  }

  Interval assortativityInterval() {
    return constant ? Interval.NONE : groups.interval(sums, LossCorrelation::assortativity, -1, 1);
  }

  private static double assortativity(double[] of) {
    return assortativity(of[PAIRS], of[LOSS], of[SQUARE], of[PRODUCT]);
  }

  /**
   * The assortativity of sums over directed pairs, each undirected one taken both ways.
   *
   * @param pairs their number
   * @param losses sum of the losses they start from
   * @param squares sum of the squares of those
   * @param products sum of the products of both losses
   */
  static double assortativity(double pairs, double losses, double squares, double products) {
    double mean = losses / pairs;
    double variance = squares / pairs - mean * mean;
    double covariance = products / pairs - mean * mean;
    return variance > 0 ? Math.max(-1, Math.min(1, covariance / variance)) : Double.NaN;
  }

  double paper() {
    return constant ? Double.NaN : paper(total);
  }

  Interval paperInterval() {
    return constant ? Interval.NONE : groups.interval(sums, LossCorrelation::paper, -1, 1);
  }

  private static double paper(double[] of) {
    double edges = of[EDGES];
    return Correlations.pearson(
        edges, of[FROM], of[TO], of[FROM_SQUARE], of[TO_SQUARE], of[FROM_TO]);
  }

  /**
   * Mean |dL| of pairs over the standard deviation of the finite losses: never over a mean, which
   * may be 0.
   */
  double gradient() {
    return constant ? Double.NaN : total[STEP] / total[PAIRS] / deviation;
  }

  Interval gradientInterval() {
    return constant
        ? Interval.NONE
        : groups.interval(sums, of -> of[STEP] / of[PAIRS] / deviation, 0, Double.MAX_VALUE);
  }
}
