package io.cairn.core.landscape.map;

/**
 * How near two points of UMAP's picture count by their distance x: 1 / (1 + a x^(2b)), with a and b
 * fitted to 1 up to the least distance and exp(-(x - least) / spread) beyond, as umap-learn does.
 *
 * @param a greater than 0
 * @param b greater than 0
 */
record NearnessCurve(double a, double b) {
  private static final int SAMPLES = 300;
  private static final int STEPS = 200;

  /** Fits the curve for a spread of 1 by Levenberg and Marquardt's method. */
  static NearnessCurve of(double leastDistance) {
    double[] x = new double[SAMPLES];
    double[] y = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      x[i] = 3.0 * i / (SAMPLES - 1);
      y[i] = x[i] < leastDistance ? 1 : StrictMath.exp(leastDistance - x[i]);
    }
    NearnessCurve curve = new NearnessCurve(1, 1);
    double damping = 1e-3;
    double error = curve.error(x, y);
    for (int step = 0; step < STEPS; step++) {
      NearnessCurve next = curve.step(x, y, damping);
      double lower = next.a > 0 && next.b > 0 ? next.error(x, y) : Double.POSITIVE_INFINITY;
      if (lower < error) {
        curve = next;
        error = lower;
        damping /= 4;
      } else {
        damping *= 4;
      }
    }
    return curve;
  }

  private double at(double x) {
    return 1 / (1 + a * StrictMath.pow(x, 2 * b));
  }

  private double error(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double miss = y[i] - at(x[i]);
      sum += miss * miss;
    }
    return sum;
  }

  private NearnessCurve step(double[] x, double[] y, double damping) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ga = 0;
    double gb = 0;
    for (int i = 1; i < x.length; i++) {
      double value = at(x[i]);
      double power = StrictMath.pow(x[i], 2 * b);
      double da = -value * value * power;
      double db = da * a * 2 * StrictMath.log(x[i]);
      double miss = y[i] - value;
      aa += da * da;
      ab += da * db;
      bb += db * db;
      ga += da * miss;
      gb += db * miss;
    }
    aa *= 1 + damping;
    bb *= 1 + damping;
    double determinant = aa * bb - ab * ab;
    return new NearnessCurve(
        a + (bb * ga - ab * gb) / determinant, b + (aa * gb - ab * ga) / determinant);
  }
}
