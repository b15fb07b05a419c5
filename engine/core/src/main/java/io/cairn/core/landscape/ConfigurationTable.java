package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Different configurations of one space, numbered as they came, in columns: ten million of five
 * discrete parameters take some 50 MB and four bytes a slot of the table that finds them again. A
 * {@link Configuration} is made when one is asked for.
 */
final class ConfigurationTable {
  private static final int NONE = -1;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SearchSpace space;
  private final CodeColumn[] columns;
  private int[] slots;
  private int size;

  ConfigurationTable(SearchSpace space) {
    this.space = space;
    this.columns = new CodeColumn[space.dimensions()];
    Arrays.setAll(columns, i -> new CodeColumn());
    this.slots = new int[32];
    Arrays.fill(slots, NONE);
  }

  private ConfigurationTable(ConfigurationTable from) {
    this.space = from.space;
    this.columns = new CodeColumn[from.columns.length];
    Arrays.setAll(columns, i -> from.columns[i].first(from.size));
    this.slots = from.slots.clone();
    this.size = from.size;
  }

  int size() {
    return size;
  }

  /** One that later additions do not change. */
  ConfigurationTable copy() {
    return new ConfigurationTable(this);
  }

  /** Number of a configuration, -1 if it is not there. */
  int indexOf(Configuration configuration) {
    return configuration.space().equals(space) ? slots[slot(configuration)] : NONE;
  }

  /** Number of a configuration, which is added if it is not there. */
  int add(Configuration configuration) {
    int slot = slot(configuration);
    if (slots[slot] != NONE) {
      return slots[slot];
    }
    for (int p = 0; p < columns.length; p++) {
      columns[p].add(configuration.code(p));
    }
    slots[slot] = size++;
    if (size > slots.length / 2) {
      rehash();
    }
    return size - 1;
  }

  /** Where a configuration is, or would be. */
  private int slot(Configuration configuration) {
    long hash = 0;
    for (int p = 0; p < columns.length; p++) {
      hash = mix(hash, configuration.code(p));
    }
    int slot = first(hash);
    while (slots[slot] != NONE && !isAt(slots[slot], configuration)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isAt(int index, Configuration configuration) {
    for (int p = 0; p < columns.length; p++) {
      if (columns[p].get(index) != configuration.code(p)) {
        return false;
      }
    }
    return true;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, NONE);
    for (int index = 0; index < size; index++) {
      long hash = 0;
      for (CodeColumn column : columns) {
        hash = mix(hash, column.get(index));
      }
      int slot = first(hash);
      while (slots[slot] != NONE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = index;
    }
  }

  private static long mix(long hash, long code) {
    long mixed = (hash ^ code) * GOLDEN;
    return mixed ^ (mixed >>> 32);
  }

  private int first(long hash) {
    return (int) (hash * GOLDEN >>> (Long.SIZE - Integer.numberOfTrailingZeros(slots.length)));
  }

  /** Code of a parameter in a configuration. */
  long code(int parameter, int index) {
    return columns[parameter].get(index);
  }

  /** The configurations by number; each is made anew when it is asked for. */
  List<Configuration> view() {
    return new View();
  }

  private final class View extends AbstractList<Configuration> implements RandomAccess {
    @Override
    public Configuration get(int index) {
      Objects.checkIndex(index, size);
      long[] codes = new long[columns.length];
      Arrays.setAll(codes, p -> columns[p].get(index));
      return Configuration.of(space, codes);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
