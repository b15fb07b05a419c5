package io.cairn.server.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * The best value after each result, by the rule of docs/json.md: among trials at the highest rung
 * reached. Bounded: when it gets long, every other value goes.
 */
final class Incumbents {

  private static final int MOST = 2_000;

  private final boolean maximize;
  private final List<Double> values = new ArrayList<>();
  private long rung = -1;
  private double best = Double.NaN;
  private long skipped;
  private long step = 1;

  Incumbents(boolean maximize) {
    this.maximize = maximize;
  }

  void result(long at, double value) {
    if (at > rung && Double.isFinite(value)) {
      rung = at;
      best = value;
    } else if (at == rung && (maximize ? value > best : value < best)) {
      best = value;
    }
    if (Double.isNaN(best) || ++skipped < step) {
      return;
    }
    skipped = 0;
    values.add(best);
    if (values.size() == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        values.set(i, values.get(2 * i + 1));
      }
      values.subList(MOST / 2, MOST).clear();
      step *= 2;
    }
  }

  List<Double> values() {
    return values;
  }
}
