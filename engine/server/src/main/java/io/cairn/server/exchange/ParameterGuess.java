package io.cairn.server.exchange;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The parameter that values may have been drawn from, where the store does not say. A range ends at
 * the least and greatest value seen, so the true one is wider: a person has to look.
 */
final class ParameterGuess {

  /** Few numbers that come back again and again are a list of levels, not a range. */
  private static final int MOST_LEVELS = 8;

  private static final int LEAST_RETURNS = 3;

  /** A positive range over two decades is most likely one of magnitudes. */
  private static final double MAGNITUDES = 100;

  private static final int MOST_CATEGORIES = 1_000;

  private ParameterGuess() {}

  /**
   * The guess.
   *
   * @param values of all trials that have one, at least one
   * @throws IllegalArgumentException if there is no such parameter, with the reason
   */
  static Parameter of(String name, Collection<Object> values) {
    Map<String, Object> distinct = new LinkedHashMap<>();
    values.forEach(value -> distinct.putIfAbsent(Parameter.text(value), value));
    List<Object> different = new ArrayList<>(distinct.values());
    if (different.size() == 1) {
      return new ConstantParameter(name, different.get(0));
    }
    if (different.stream().allMatch(Boolean.class::isInstance)) {
      return new BooleanParameter(name);
    }
    if (different.stream().allMatch(Number.class::isInstance)) {
      return numeric(name, different, values.size());
    }
    if (distinct.size() > MOST_CATEGORIES) {
      throw new IllegalArgumentException(
          name
              + " has "
              + distinct.size()
              + " different texts, too many for a category; leave it out, or say what it is");
    }
    return new CategoricalParameter(name, List.copyOf(distinct.keySet()));
  }

  private static Parameter numeric(String name, List<Object> different, int count) {
    TreeMap<Double, Object> sorted = new TreeMap<>();
    different.forEach(value -> sorted.put(((Number) value).doubleValue(), value));
    boolean levels =
        sorted.size() > 2 && sorted.size() <= MOST_LEVELS && count >= LEAST_RETURNS * sorted.size();
    if (levels) {
      return new OrdinalParameter(name, List.copyOf(sorted.values()));
    }
    double min = sorted.firstKey();
    double max = sorted.lastKey();
    Scale scale = min > 0 && max / min >= MAGNITUDES ? Scale.LOG : Scale.LINEAR;
    boolean whole =
        sorted.keySet().stream().allMatch(v -> v == Math.rint(v) && Math.abs(v) < 0x1p53);
    return whole
        ? new IntegerParameter(name, (long) min, (long) max, scale, 1)
        : new RealParameter(name, min, max, scale, OptionalDouble.empty());
  }
}
