package io.cairn.core.landscape.topology;

import java.util.Arrays;

/** Numbers to slots in order of first sight; open addressing, grows, never walked. */
final class SmallMap {
  private static final int FREE = -1;

  private int[] keys = free(32);
  private int[] slots = new int[32];
  private int taken;

  private static int[] free(int capacity) {
    int[] keys = new int[capacity];
    Arrays.fill(keys, FREE);
    return keys;
  }

  /** The slot of a key, at least 0; {@code next} becomes that of one not seen before. */
  int slot(int key, int next) {
    int at = find(key);
    if (keys[at] == key) {
      return slots[at];
    }
    if (2 * (taken + 1) > keys.length) {
      grow();
      at = find(key);
    }
    taken++;
    keys[at] = key;
    slots[at] = next;
    return next;
  }

  private int find(int key) {
    int mask = keys.length - 1;
    int at = (key * 0x9E3779B9 >>> 7) & mask;
    while (keys[at] != FREE && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = free(2 * oldKeys.length);
    slots = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        slots[at] = oldSlots[i];
      }
    }
  }
}
