package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A measured loss landscape: (configuration, resource level) to metric and cost. Immutable.
 *
 * <p>Configurations are numbered from 0 in the order in which they were first measured, levels from
 * 0 upwards. Values are in the user's metric; {@link #loss} turns them into losses to minimise. Not
 * every configuration is measured at every level: NaN means not measured. A diverged evaluation has
 * the infinitely bad value of {@link Measure#worst}.
 */
public final class Landscape {
  private final SearchSpace space;
  private final Measure measure;
  private final Provenance provenance;
  private final double[] levels;
  private final ConfigurationTable configurations;
  private final double[][] values; // [level][configuration]
  private final double[][] costs;
  private final @Nullable Repeats[] repeats; // by level; null where nothing was measured twice

  Landscape(
      SearchSpace space,
      Measure measure,
      Provenance provenance,
      double[] levels,
      ConfigurationTable configurations,
      double[][] values,
      double[][] costs,
      @Nullable Repeats[] repeats) {
    this.space = space;
    this.measure = measure;
    this.provenance = provenance;
    this.levels = levels;
    this.configurations = configurations;
    this.values = values;
    this.costs = costs;
    this.repeats = repeats;
  }

  /** The space that the configurations belong to. */
  public SearchSpace space() {
    return space;
  }

  /** What the numbers mean. */
  public Measure measure() {
    return measure;
  }

  /** The user's name of the metric. */
  public String metric() {
    return measure.metric();
  }

  /** Whether more of the metric is better. */
  public boolean maximize() {
    return measure.maximize();
  }

  /** The user's name of the resource. */
  public String resource() {
    return measure.resource();
  }

  /** Where the measurements come from. */
  public Provenance provenance() {
    return provenance;
  }

  /** The declared resource levels, lowest first, in the user's units; a copy. */
  public double[] levels() {
    return levels.clone();
  }

  /** Index of the highest level, that of full evaluations. */
  public int top() {
    return levels.length - 1;
  }

  /** Number of configurations. */
  public int size() {
    return configurations.size();
  }

  /**
   * The configurations in the order in which they were first measured. Each is made when it is
   * asked for: walk over them rather than asking for one again and again.
   */
  public List<Configuration> configurations() {
    return configurations.view();
  }

  /** Code of a parameter in a configuration, {@link Configuration#INACTIVE} where it has none. */
  public long code(int parameter, int configuration) {
    return configurations.code(parameter, configuration);
  }

  /** The number of a configuration; empty if it was never measured. */
  public OptionalInt indexOf(Configuration configuration) {
    int index = configurations.indexOf(Objects.requireNonNull(configuration, "configuration"));
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The metric of a configuration at a level; NaN if not measured. */
  public double value(int level, int configuration) {
    return values[level][configuration];
  }

  /**
   * The loss to minimise of a configuration at a level; NaN if not measured, +infinity if it
   * diverged.
   */
  public double loss(int level, int configuration) {
    return measure.loss(values[level][configuration]);
  }

  /** The losses to minimise at a level, by configuration; a copy. */
  public double[] losses(int level) {
    return Arrays.stream(values[level]).map(measure::loss).toArray();
  }

  /**
   * Seconds to bring a configuration to a level from scratch, summed over its evaluations where
   * each goes on from the one before; NaN if not measured or not known.
   */
  public double cost(int level, int configuration) {
    return costs[level][configuration];
  }

  /** How often a configuration was measured at a level; 0 if never. */
  public int repeats(int level, int configuration) {
    if (Double.isNaN(values[level][configuration])) {
      return 0;
    }
    Repeats repeated = repeats[level];
    return repeated == null ? 1 : Math.max(1, repeated.count(configuration));
  }

  /** Whether anything was measured several times at a level. */
  public boolean isRepeated(int level) {
    return repeats[level] != null;
  }

  /**
   * How far the repeats of a configuration at a level lie apart: the sample standard deviation of
   * the finite ones, in the metric's unit; NaN with less than two.
   */
  public double spread(int level, int configuration) {
    Repeats repeated = repeats[level];
    return repeated == null ? Double.NaN : repeated.spread(configuration);
  }

  /** Standard error of the mean that {@link #value} is; NaN with less than two finite repeats. */
  public double standardError(int level, int configuration) {
    Repeats repeated = repeats[level];
    return repeated == null ? Double.NaN : repeated.standardError(configuration);
  }

  /** How many configurations were measured at a level. */
  public int measured(int level) {
    return (int) Arrays.stream(values[level]).filter(value -> !Double.isNaN(value)).count();
  }

  /**
   * The highest level at which anything was measured; empty for a landscape without measurements.
   */
  public OptionalInt highestMeasured() {
    for (int level = top(); level >= 0; level--) {
      if (measured(level) > 0) {
        return OptionalInt.of(level);
      }
    }
    return OptionalInt.empty();
  }
}
