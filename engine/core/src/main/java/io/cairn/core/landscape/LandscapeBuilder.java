package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects measurements in any order into a {@link Landscape}.
 *
 * <p>What is {@linkplain #add added} twice keeps the later figures: a rerun replaces the earlier
 * run. What is {@linkplain #repeat repeated} (seeds, folds) keeps the mean, with count and spread.
 */
public final class LandscapeBuilder {
  private static final int INITIAL_CAPACITY = 16;

  private final SearchSpace space;
  private final Measure measure;
  private final double[] levels;
  private final ConfigurationTable configurations;
  private final @Nullable Repeats[] repeats;
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
    this.configurations = new ConfigurationTable(space);
    this.repeats = new Repeats[levels.length];
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
   * @param costSeconds seconds from scratch, at least 0; NaN if not known
   * @throws IllegalArgumentException if the level is not declared or the cost is negative or
   *     infinite
   */
  public LandscapeBuilder add(
      Configuration configuration, double level, double value, double costSeconds) {
    Objects.requireNonNull(configuration, "configuration");
    int row = levelIndex(level);
    requireCost(costSeconds);
    int column = column(configuration);
    values[row][column] = Double.isFinite(value) ? value : measure.worst();
    costs[row][column] = costSeconds;
    Repeats repeated = repeats[row];
    if (repeated != null) {
      repeated.forget(column);
    }
    return this;
  }

  /**
   * Adds one of several measurements of a configuration at a level, under another seed or on
   * another fold. The landscape keeps the mean of the finite ones, how many there were, and their
   * spread; a configuration diverged if more of them did than did not. Costs are averaged.
   *
   * @throws IllegalArgumentException as {@link #add}
   */
  public LandscapeBuilder repeat(
      Configuration configuration, double level, double value, double costSeconds) {
    Objects.requireNonNull(configuration, "configuration");
    int row = levelIndex(level);
    int column = column(configuration);
    if (Double.isNaN(values[row][column])) {
      return add(configuration, level, value, costSeconds);
    }
    requireCost(costSeconds);
    Repeats repeated = repeated(row);
    if (repeated.count(column) == 0) {
      repeated.add(column, values[row][column]);
    }
    repeated.add(column, Double.isFinite(value) ? value : measure.worst());
    values[row][column] = repeated.value(column, measure.worst());
    costs[row][column] += (costSeconds - costs[row][column]) / repeated.count(column);
    return this;
  }

  /**
   * Adds the sum of several measurements.
   *
   * @param repeats how many there were, at least 1
   * @param spread sample standard deviation of the finite ones; NaN if not known
   * @throws IllegalArgumentException as {@link #add}, or if a number of repeats makes no sense
   */
  public LandscapeBuilder addRepeated(
      Configuration configuration,
      double level,
      double mean,
      double costSeconds,
      int repeats,
      double spread) {
    if (repeats < 1 || spread < 0 || Double.isInfinite(spread)) {
      throw new IllegalArgumentException(
          repeats
              + " repeats with a spread of "
              + spread
              + ": there must be at least one, and the spread at least 0 and finite, or NaN.");
    }
    add(configuration, level, mean, costSeconds);
    if (repeats > 1) {
      int row = levelIndex(level);
      int column = configurations.indexOf(configuration);
      repeated(row).set(column, repeats, values[row][column], spread);
    }
    return this;
  }

  private Repeats repeated(int row) {
    Repeats known = repeats[row];
    if (known == null) {
      known = new Repeats(values[row].length);
      repeats[row] = known;
    }
    return known;
  }

  private static void requireCost(double costSeconds) {
    if (costSeconds < 0 || Double.isInfinite(costSeconds)) {
      throw new IllegalArgumentException(
          "The cost "
              + costSeconds
              + " s must be at least 0 and finite, or NaN if it is not known.");
    }
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
    int column = configurations.add(configuration);
    if (configurations.size() > values[0].length) {
      grow();
    }
    return column;
  }

  private void grow() {
    int old = values[0].length;
    int capacity = old + (old >> 1);
    for (int level = 0; level < levels.length; level++) {
      values[level] = Arrays.copyOf(values[level], capacity);
      costs[level] = Arrays.copyOf(costs[level], capacity);
      Repeats repeated = repeats[level];
      if (repeated != null) {
        repeated.grow(capacity);
      }
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
    @Nullable Repeats[] copies = new Repeats[levels.length];
    for (int level = 0; level < levels.length; level++) {
      Repeats repeated = repeats[level];
      copies[level] = repeated == null ? null : repeated.first(configurations.size());
    }
    return new Landscape(
        space,
        measure,
        provenance,
        levels.clone(),
        configurations.copy(),
        trimmed(values),
        trimmed(costs),
        copies);
  }

  private double[][] trimmed(double[][] columns) {
    double[][] copy = new double[columns.length][];
    for (int level = 0; level < copy.length; level++) {
      copy[level] = Arrays.copyOf(columns[level], configurations.size());
    }
    return copy;
  }
}
