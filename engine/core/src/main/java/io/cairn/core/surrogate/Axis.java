package io.cairn.core.surrogate;

/**
 * What a coordinate of the unit cube stands for. A coordinate of a conditional axis may be NaN:
 * inactive, a category of its own.
 */
public sealed interface Axis {

  /** Whether the coordinate may be inactive (NaN). */
  boolean conditional();

  /**
   * How different two coordinates are, from 0 to 1. Active and inactive are 1 apart, and so are
   * different categories.
   */
  double distance(double a, double b);

  /** Near coordinates are alike: a real, an integer, an ordinal. */
  record Numeric(boolean conditional) implements Axis {
    @Override
    public double distance(double a, double b) {
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return Double.isNaN(a) && Double.isNaN(b) ? 0 : 1;
      }
      return Math.abs(a - b);
    }
  }

  /**
   * The unit interval is cut into equal cells, one a category, and no two are nearer than others.
   *
   * @param categories number of cells, at least 1
   */
  record Categorical(int categories, boolean conditional) implements Axis {
    public Categorical {
      if (categories < 1) {
        throw new IllegalArgumentException("categories = " + categories + " must be at least 1");
      }
    }

    @Override
    public double distance(double a, double b) {
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return Double.isNaN(a) && Double.isNaN(b) ? 0 : 1;
      }
      return category(a) == category(b) ? 0 : 1;
    }

    /** The cell of an active coordinate. */
    int category(double unit) {
      return Math.max(0, Math.min((int) (unit * categories), categories - 1));
    }

    /** The centre of a cell. */
    double centre(int category) {
      return (category + 0.5) / categories;
    }
  }
}
