package io.cairn.workers.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A parameter's values over the recorded configurations. */
sealed interface Column {

  /** What a value of a configuration is in this column's terms: comparable with every row. */
  record Probe(boolean active, double number, int code) {}

  /** Translates a configuration's value; {@code active} is false if it has none. */
  Probe probe(Map<String, Object> configuration, String name);

  /** Whether the recorded value is the same. */
  boolean matches(Probe probe, int row);

  /** Squared difference from 0 to 1. */
  double distance(Probe probe, int row);

  /** The recorded value as text; empty if inactive. */
  String text(int row);

  /** Number of the text that is in no row. */
  int UNKNOWN = -1;

  /** Number of the empty text: inactive. */
  int INACTIVE = -2;

  /**
   * Numbers.
   *
   * @param values one a configuration; NaN is inactive
   */
  record Numbers(double[] values, double low, double high, boolean logarithmic) implements Column {

    private static final double WIDE = 1000;

    static Numbers of(double[] values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (!Double.isNaN(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return new Numbers(values, low, high, low > 0 && high / low >= WIDE);
    }

    @Override
    public Probe probe(Map<String, Object> configuration, String name) {
      Object value = configuration.get(name);
      if (value == null) {
        return new Probe(false, Double.NaN, INACTIVE);
      }
      // A value that is no number differs from every row, like a number that is infinitely far.
      double number = Cells.number(value.toString()).orElse(Double.POSITIVE_INFINITY);
      return new Probe(true, number, UNKNOWN);
    }

    @Override
    public boolean matches(Probe probe, int row) {
      return probe.active() ? values[row] == probe.number() : Double.isNaN(values[row]);
    }

    @Override
    public double distance(Probe probe, int row) {
      boolean active = !Double.isNaN(values[row]);
      if (!probe.active() || !active) {
        return probe.active() == active ? 0 : 1;
      }
      double difference = scale(probe.number()) - scale(values[row]);
      // A value far beyond the recorded range is as different as another text, not more.
      return Math.min(1, difference * difference);
    }

    private double scale(double value) {
      if (high == low) {
        return value == low ? 0 : value > low ? 1 : -1;
      }
      return logarithmic
          ? Math.log(Math.max(value, Double.MIN_NORMAL) / low) / Math.log(high / low)
          : (value - low) / (high - low);
    }

    @Override
    public String text(int row) {
      return Double.isNaN(values[row]) ? "" : Double.toString(values[row]);
    }
  }

  /**
   * Texts.
   *
   * @param codes one a configuration, an index into {@code words}
   * @param words distinct texts; the empty one is inactive
   * @param index the way back from a word
   */
  record Words(int[] codes, List<String> words, Map<String, Integer> index) implements Column {

    @Override
    public Probe probe(Map<String, Object> configuration, String name) {
      Object value = configuration.get(name);
      if (value == null) {
        return new Probe(false, Double.NaN, index.getOrDefault("", INACTIVE));
      }
      return new Probe(true, Double.NaN, code(value));
    }

    private int code(Object value) {
      Integer exact = index.get(value.toString());
      if (exact != null) {
        return exact;
      }
      if (value instanceof Boolean) {
        // Python writes True, R writes TRUE.
        for (Map.Entry<String, Integer> word : index.entrySet()) {
          if (word.getKey().toLowerCase(Locale.ROOT).equals(value.toString())) {
            return word.getValue();
          }
        }
      }
      if (value instanceof Number number) {
        // A column with the words auto, 5 and 10.0 is text, and 10 is in it.
        for (Map.Entry<String, Integer> word : index.entrySet()) {
          OptionalDouble parsed = Cells.number(word.getKey());
          if (parsed.isPresent() && parsed.getAsDouble() == number.doubleValue()) {
            return word.getValue();
          }
        }
      }
      return UNKNOWN;
    }

    @Override
    public boolean matches(Probe probe, int row) {
      return codes[row] == probe.code();
    }

    @Override
    public double distance(Probe probe, int row) {
      return matches(probe, row) ? 0 : 1;
    }

    @Override
    public String text(int row) {
      return words.get(codes[row]);
    }
  }
}
