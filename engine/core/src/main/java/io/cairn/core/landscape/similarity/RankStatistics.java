package io.cairn.core.landscape.similarity;

/**
 * Spearman's rho and the shake-up of two rankings of the same configurations, with standard errors,
 * in time linear in the configurations once they are ranked.
 *
 * <p>The standard errors come from the influence functions (the infinitesimal jackknife: F. Hampel
 * and others, "Robust Statistics: The Approach Based on Influence Functions", 1986). With u and v
 * the places of a configuration, an average of phi(u, v) changes, when one more configuration like
 * it comes, by phi there and by the places of all others that it moves: the mean over them of h(x,
 * x_j) dphi/du(u_j, v_j), where h is 1 if it is better than j, 1/2 if it is equal; the same for v.
 * That needs no assumption on how the two losses depend on each other, and ties are covered.
 */
final class RankStatistics {
  private final int n;
  private final double rho;
  private final double rhoError;
  private final double shakeUp;
  private final double shakeUpError;

  /** Two rankings of the same n configurations, at least two different losses in each. */
  RankStatistics(Ranking a, Ranking b) {
    this.n = a.count();
    double[] u = places(a);
    double[] v = places(b);
    double covariance = 0;
    double varianceA = 0;
    double varianceB = 0;
    double shift = 0;
    Displacement uByA = new Displacement(a, n);
    Displacement vByA = new Displacement(a, n);
    Displacement signByA = new Displacement(a, n);
    Displacement vByB = new Displacement(b, n);
    Displacement uByB = new Displacement(b, n);
    Displacement signByB = new Displacement(b, n);
    for (int i = 0; i < n; i++) {
      int ga = a.group(i);
      int gb = b.group(i);
      double x = u[ga];
      double y = v[gb];
      covariance += x * y;
      varianceA += x * x;
      varianceB += y * y;
      shift += Math.abs(x - y);
      uByA.add(ga, x);
      vByA.add(ga, y);
      signByA.add(ga, Math.signum(x - y));
      vByB.add(gb, y);
      uByB.add(gb, x);
      signByB.add(gb, Math.signum(x - y));
    }
    covariance /= n;
    varianceA /= n;
    varianceB /= n;
    double scale = Math.sqrt(varianceA * varianceB);
    this.rho = Math.max(-1, Math.min(1, covariance / scale));
    this.shakeUp = shift / n;
    double[] duA = uByA.sums();
    double[] dvA = vByA.sums();
    double[] dsA = signByA.sums();
    double[] dvB = vByB.sums();
    double[] duB = uByB.sums();
    double[] dsB = signByB.sums();
    double rhoSquares = 0;
    double shakeUpSquares = 0;
    for (int i = 0; i < n; i++) {
      int ga = a.group(i);
      int gb = b.group(i);
      double x = u[ga];
      double y = v[gb];
      double ofCovariance = x * y + dvA[ga] + duB[gb] - 3 * covariance;
      double ofA = x * x + 2 * duA[ga] - 3 * varianceA;
      double ofB = y * y + 2 * dvB[gb] - 3 * varianceB;
      double ofRho = ofCovariance / scale - rho / 2 * (ofA / varianceA + ofB / varianceB);
      rhoSquares += ofRho * ofRho;
      // The displacements of the two sides have mean E[sign u] - E[sign v] = E|u - v|.
      double ofShift = Math.abs(x - y) + dsA[ga] - dsB[gb] - 2 * shakeUp;
      shakeUpSquares += ofShift * ofShift;
    }
    double squared = (double) n * (n - 1);
    this.rhoError = Math.sqrt(rhoSquares / squared);
    this.shakeUpError = Math.sqrt(shakeUpSquares / squared);
  }

  private static double[] places(Ranking ranking) {
    double[] places = new double[ranking.groups()];
    for (int g = 0; g < places.length; g++) {
      places[g] = ranking.place(g);
    }
    return places;
  }

  /**
   * Spearman's rho, average ranks for ties. The interval is Fisher's, with the larger of two
   * standard errors: the one of the influence function, and (1 + rho^2/2)/(n - 3), which stays
   * right in small samples (D. Bonett and T. Wright, "Sample size requirements for estimating
   * Pearson, Kendall and Spearman correlations", Psychometrika 65, 2000). Nearly equal orders count
   * as half an adjacent swap away from equal, because n equal ranks do not prove that the next are
   * equal too. Up to three configurations say nothing.
   */
  Estimate rho(double quantile) {
    if (n <= 3) {
      return new Estimate(rho, -1, 1);
    }
    double most = 1 - 6.0 / ((double) n * ((double) n * n - 1));
    double kept = Math.max(-most, Math.min(most, rho));
    double own = rhoError / (1 - kept * kept);
    double known = Math.sqrt((1 + kept * kept / 2) / (n - 3));
    double margin = quantile * Math.max(own, known);
    double z = Math.log((1 + kept) / (1 - kept)) / 2;
    return Estimate.within(-1, 1, rho, Math.tanh(z - margin), Math.tanh(z + margin));
  }

  /**
   * The mean displacement as a share of n. The margin is at least that of ln(1/tail)/n of the
   * configurations, the share of a kind that n may all have missed, displaced by 1/3 each.
   */
  Estimate shakeUp(double quantile, double tail) {
    if (n <= 3) {
      return new Estimate(shakeUp, 0, 0.5);
    }
    double margin = Math.max(quantile * shakeUpError, -Math.log(tail) / (3 * n));
    return Estimate.within(0, 0.5, shakeUp, shakeUp - margin, shakeUp + margin);
  }

  /** By group: the mean over all configurations j of h(group, j) times what was added for j. */
  private static final class Displacement {
    private final double[] sums;
    private final int n;

    Displacement(Ranking ranking, int n) {
      this.sums = new double[ranking.groups()];
      this.n = n;
    }

    void add(int group, double amount) {
      sums[group] += amount;
    }

    double[] sums() {
      double worse = 0;
      for (int g = sums.length - 1; g >= 0; g--) {
        double own = sums[g];
        sums[g] = (worse + own / 2) / n;
        worse += own;
      }
      return sums;
    }
  }
}
