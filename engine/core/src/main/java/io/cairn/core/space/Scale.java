package io.cairn.core.space;

/**
 * How a numeric parameter is spread over its range: a value is uniform after {@code forward}.
 * StrictMath throughout, so that the same seed gives the same values on every machine and JDK,
 * interpreted or compiled.
 */
public enum Scale {
  /** Uniform in the value. */
  LINEAR {
    @Override
    double forward(double value) {
      return value;
    }

    @Override
    double inverse(double position) {
      return position;
    }
  },

  /** Uniform in {@code log(x)}; needs min &gt; 0. */
  LOG {
    @Override
    double forward(double value) {
      return StrictMath.log(value);
    }

    @Override
    double inverse(double position) {
      return StrictMath.exp(position);
    }
  },

  /**
   * Uniform in {@code -log(1 - x)}: the density is proportional to {@code 1 / (1 - x)}, high near
   * max, for quantities such as a momentum of 0.9, 0.99, 0.999. Needs 0 &lt;= min and max &lt; 1
   * (Syne Tune's reverseloguniform).
   */
  REVERSE_LOG {
    @Override
    double forward(double value) {
      return -StrictMath.log1p(-value);
    }

    @Override
    double inverse(double position) {
      return -StrictMath.expm1(-position);
    }
  };

  abstract double forward(double value);

  abstract double inverse(double position);
}
