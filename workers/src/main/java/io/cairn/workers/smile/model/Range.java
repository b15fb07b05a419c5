package io.cairn.workers.smile.model;

/**
 * An interval of real numbers.
 *
 * @param min lower end
 * @param open whether the lower end itself is excluded
 * @param max upper end
 * @param maxOpen whether the upper end itself is excluded
 */
record Range(double min, boolean open, double max, boolean maxOpen) {

  /** From min to max, both included. */
  static Range closed(double min, double max) {
    return new Range(min, false, max, false);
  }

  /** From above min to max. */
  static Range above(double min, double max) {
    return new Range(min, true, max, false);
  }

  /** From min to below max. */
  static Range below(double min, double max) {
    return new Range(min, false, max, true);
  }

  boolean holds(double value) {
    return (open ? value > min : value >= min) && (maxOpen ? value < max : value <= max);
  }

  @Override
  public String toString() {
    return (open ? "(" : "[") + plain(min) + ", " + plain(max) + (maxOpen ? ")" : "]");
  }

  /** Whole numbers without a fraction, others in the shortest form. */
  static String plain(double value) {
    return value % 1 == 0 && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }
}
