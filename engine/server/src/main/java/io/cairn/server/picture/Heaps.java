package io.cairn.server.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads points that lie at one place of a picture around it, in a sunflower's spiral, so that
 * each is seen. A grid's principal components put hundreds at one place.
 */
final class Heaps {
  private static final double GOLDEN_ANGLE = 2.399963229728653;
  private static final int FEWEST = 4;
  private static final int MOST_PLACES = 1_000;
  private static final double DENSITY = 0.62;
  private static final double SHARE_OF_GAP = 0.46;

  private Heaps() {}

  /**
   * Moves points in place.
   *
   * @param worstFirst the order of drawing; the best of a heap stays at its middle
   * @param diameter of a dot
   */
  static void spread(double[] x, double[] y, Integer[] worstFirst, double diameter) {
    Map<Long, List<Integer>> heaps = new LinkedHashMap<>();
    for (int k = worstFirst.length - 1; k >= 0; k--) {
      int i = worstFirst[k];
      long place = Math.round(x[i] * 2) << Integer.SIZE ^ (Math.round(y[i] * 2) & 0xFFFFFFFFL);
      heaps.computeIfAbsent(place, p -> new ArrayList<>()).add(i);
    }
    if (heaps.size() > MOST_PLACES || heaps.values().stream().allMatch(h -> h.size() < FEWEST)) {
      return;
    }
    double room = SHARE_OF_GAP * gap(x, y, heaps.values().stream().map(h -> h.get(0)).toList());
    for (List<Integer> heap : heaps.values()) {
      double radius = Math.min(room, DENSITY * diameter * Math.sqrt(heap.size()));
      double middleX = x[heap.get(0)];
      double middleY = y[heap.get(0)];
      for (int p = 1; p < heap.size() && heap.size() >= FEWEST; p++) {
        double from = radius * Math.sqrt((double) p / heap.size());
        x[heap.get(p)] = middleX + from * Math.cos(p * GOLDEN_ANGLE);
        y[heap.get(p)] = middleY + from * Math.sin(p * GOLDEN_ANGLE);
      }
    }
  }

  /** The least distance between two places. */
  private static double gap(double[] x, double[] y, List<Integer> places) {
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < places.size(); a++) {
      for (int b = a + 1; b < places.size(); b++) {
        int i = places.get(a);
        int j = places.get(b);
        least = Math.min(least, Math.hypot(x[i] - x[j], y[i] - y[j]));
      }
    }
    return least == Double.POSITIVE_INFINITY ? 100 : least;
  }
}
