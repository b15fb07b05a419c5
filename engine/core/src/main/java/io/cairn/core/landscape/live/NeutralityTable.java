package io.cairn.core.landscape.live;

import java.util.Arrays;

/** How many nodes have so many measured neighbours and so many neutral ones among them. */
final class NeutralityTable {
  private long[] counts = new long[64];
  private int widest;

  void add(int evaluated, int neutral, int sign) {
    int at = at(evaluated) + neutral;
    if (at(evaluated + 1) > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(2 * counts.length, at(evaluated + 1)));
    }
    counts[at] += sign;
    widest = Math.max(widest, evaluated);
  }

  private static int at(int evaluated) {
    return evaluated * (evaluated + 1) / 2;
  }

  double mean() {
    double shares = 0;
    long all = 0;
    for (int evaluated = 1; evaluated <= widest; evaluated++) {
      for (int neutral = 0; neutral <= evaluated; neutral++) {
        long count = counts[at(evaluated) + neutral];
        shares += count * (double) neutral / evaluated;
        all += count;
      }
    }
    return shares / all;
  }
}
