package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Collects measurements in any order into a {@link Landscape}.
 *
 * <p>What was measured twice keeps the later figures, so that a repeated row of a table or a rerun
 * replaces the earlier one.
 */
public final class LandscapeBuilder {
  private static final int INITIAL_CAPACITY = 16;

  private final SearchSpace space;
  private final Measure measure;
  private final double[] levels;
  private final List<Configuration> configurations = new ArrayList<>();
  private final Map<Configuration, Integer> indices = new HashMap<>(); // looked up, never walked
  private double[][] values;
  private double[][] costs;

  /**
   * A builder of an empty landscape.
   *
   * @param space what the configurations belong to
   * @param measure what the numbers mean
   * @param levels the declared resource levels, rising, at least one, finite
   * @throws IllegalArgumentException if the levels break the rule
   */
  public LandscapeBuilder(SearchSpace space, Measure measure, double[] levels) {
    this.space = Objects.requireNonNull(space, "space");
    this.measure = Objects.requireNonNull(measure, "measure");
    this.levels = levels.clone();
    requireRising(this.levels);
    this.values = new double[levels.length][INITIAL_CAPACITY];
    this.costs = new double[levels.length][INITIAL_CAPACITY];
    blank(0);
  }

  private static void requireRising(double[] levels) {
    boolean rising = levels.length > 0;
    for (int i = 0; i < levels.length; i++) {
      rising &= Double.isFinite(levels[i]) && (i == 0 || levels[i] > levels[i - 1]);
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "The resource levels "
              + Arrays.toString(levels)
              + " must be finite and rise; name each level once, lowest first.");
    }
  }

  /**
   * Adds a measurement.
   *
   * @param configuration what was evaluated
   * @param level the resource level that it reached, one of the declared ones
   * @param value the metric there, in the user's sense; NaN and infinities mean that it diverged
   * @param costSeconds seconds spent, at least 0; NaN if not known
   * @throws IllegalArgumentException if the level is not declared or the cost is negative or
   *     infinite
   */
  public LandscapeBuilder add(
      Configuration configuration, double level, double value, double costSeconds) {
    Objects.requireNonNull(configuration, "configuration");
    int row = levelIndex(level);
    if (costSeconds < 0 || Double.isInfinite(costSeconds)) {
      throw new IllegalArgumentException(
          "The cost "
              + costSeconds
              + " s must be at least 0 and finite, or NaN if it is not known.");
    }
    int column = column(configuration);
    values[row][column] = Double.isFinite(value) ? value : measure.worst();
    costs[row][column] = costSeconds;
    return this;
  }

  private int levelIndex(double level) {
    int index = Arrays.binarySearch(levels, level);
    if (index < 0) {
      throw new IllegalArgumentException(
          "A measurement at "
              + measure.resource()
              + " "
              + level
              + " belongs to none of the declared levels "
              + Arrays.toString(levels)
              + "; declare it or leave the measurement out.");
    }
    return index;
  }

  private int column(Configuration configuration) {
    Integer known = indices.putIfAbsent(configuration, configurations.size());
    if (known != null) {
      return known;
    }
    configurations.add(configuration);
    if (configurations.size() > values[0].length) {
      grow();
    }
    return configurations.size() - 1;
  }

  private void grow() {
    int old = values[0].length;
    int capacity = old + (old >> 1);
    for (int level = 0; level < levels.length; level++) {
      values[level] = Arrays.copyOf(values[level], capacity);
      costs[level] = Arrays.copyOf(costs[level], capacity);
    }
    blank(old);
  }

  private void blank(int from) {
    for (int level = 0; level < levels.length; level++) {
      Arrays.fill(values[level], from, values[level].length, Double.NaN);
      Arrays.fill(costs[level], from, costs[level].length, Double.NaN);
    }
  }

  /** The landscape of what was added so far; further additions do not change it. */
  public Landscape build(Provenance provenance) {
    Objects.requireNonNull(provenance, "provenance");
    return new Landscape(
        space,
        measure,
        provenance,
        levels.clone(),
        new HashMap<>(indices),
        configurations,
        trimmed(values),
        trimmed(costs));
  }

  private double[][] trimmed(double[][] columns) {
    double[][] copy = new double[columns.length][];
    for (int level = 0; level < copy.length; level++) {
      copy[level] = Arrays.copyOf(columns[level], configurations.size());
    }
    return copy;
  }
}
