package io.cairn.core.landscape.topology;

/**
 * Spearman's correlation of the loss with the distance to the nearest global optimum (T. Jones, S.
 * Forrest, Fitness distance correlation, 1995), average ranks for ties. With losses 1 means that
 * the way to the best leads downhill; for a fitness to maximise the sign is the other one. Diverged
 * nodes have the worst rank.
 */
final class FitnessDistance {
  private FitnessDistance() {}

  static double of(Terrain terrain, int[] order, int[] distances) {
    int n = order.length;
    if (n == 0 || terrain.finite == 0) {
      return Double.NaN;
    }
    double[] rankOf = distanceRanks(order, distances);
    double middle = (n + 1) / 2.0;
    double lossLoss = 0;
    double farFar = 0;
    double lossFar = 0;
    int start = 0;
    while (start < n) {
      double loss = terrain.losses[order[start]];
      int end = start + 1;
      while (end < n && terrain.losses[order[end]] == loss) {
        end++;
      }
      double rank = (start + 1 + end) / 2.0 - middle;
      for (int i = start; i < end; i++) {
        double far = rankOf[distances[order[i]]] - middle;
        farFar += far * far;
        lossFar += rank * far;
      }
      lossLoss += rank * rank * (end - start);
      start = end;
    }
    return lossLoss > 0 && farFar > 0 ? lossFar / Math.sqrt(lossLoss * farFar) : Double.NaN;
  }

  /** Average ranks by distance, which is a small number. */
  private static double[] distanceRanks(int[] order, int[] distances) {
    int most = 0;
    for (int row : order) {
      most = Math.max(most, distances[row]);
    }
    int[] counts = new int[most + 1];
    for (int row : order) {
      counts[distances[row]]++;
    }
    double[] ranks = new double[most + 1];
    double before = 0;
    for (int distance = 0; distance <= most; distance++) {
      ranks[distance] = before + (counts[distance] + 1) / 2.0;
      before += counts[distance];
    }
    return ranks;
  }

  /**
   * By the z transform with the variance of D. Bonett and T. Wright (2000), on samples; the best
   * measured node is taken for the optimum.
   */
  static Interval interval(Terrain terrain, double rho) {
    int n = terrain.landscape.size();
    if (terrain.landscape.complete() || n < 4 || Double.isNaN(rho)) {
      return Interval.NONE;
    }
    double coverage = terrain.landscape.coverage();
    double unseen = Double.isNaN(coverage) ? 1 : 1 - coverage;
    double z = 0.5 * Math.log((1 + rho) / (1 - rho));
    double margin = 1.96 * Math.sqrt((1 + rho * rho / 2) / (n - 3) * unseen);
    return Math.abs(rho) == 1
        ? new Interval(rho, rho)
        : new Interval(Math.tanh(z - margin), Math.tanh(z + margin));
  }
}
