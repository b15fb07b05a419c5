package io.cairn.server.history;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one report: the names shared by all rows that have the same ones, the values in an
 * array. A million results with a hash map each would be most of a history's memory.
 */
final class MetricRow extends AbstractMap<String, Double> {

  private final String[] names;
  private final double[] values;

  /** Takes both arrays over; nobody may change them afterwards. */
  MetricRow(String[] names, double[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public @Nullable Double get(@Nullable Object key) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(key)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Map.Entry<String, Double>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Map.Entry<String, Double> next() {
            if (!hasNext()) {
              throw new java.util.NoSuchElementException();
            }
            int i = next++;
            return Map.entry(names[i], values[i]);
          }
        };
      }
    };
  }
}
