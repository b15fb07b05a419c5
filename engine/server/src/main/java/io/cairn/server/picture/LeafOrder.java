package io.cairn.server.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order in which alike things stand together: average linkage, each two groups joined at the
 * ends that are most alike.
 */
final class LeafOrder {
  private LeafOrder() {}

  /** The order of a symmetric matrix of likeness; NaN counts as least alike. */
  static int[] of(double[][] alike) {
    List<List<Integer>> groups = new ArrayList<>();
    IntStream.range(0, alike.length).forEach(i -> groups.add(new ArrayList<>(List.of(i))));
    while (groups.size() > 1) {
      int first = 0;
      int second = 1;
      double most = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < groups.size(); a++) {
        for (int b = a + 1; b < groups.size(); b++) {
          double mean = mean(alike, groups.get(a), groups.get(b));
          if (mean > most) {
            most = mean;
            first = a;
            second = b;
          }
        }
      }
      groups.set(first, joined(alike, groups.get(first), groups.remove(second)));
    }
    return groups.isEmpty()
        ? new int[0]
        : groups.get(0).stream().mapToInt(Integer::intValue).toArray();
  }

  private static double at(double[][] alike, int a, int b) {
    return Double.isNaN(alike[a][b]) ? -2 : alike[a][b];
  }

  private static double mean(double[][] alike, List<Integer> a, List<Integer> b) {
    double sum = 0;
    for (int i : a) {
      for (int j : b) {
        sum += at(alike, i, j);
      }
    }
    return sum / a.size() / b.size();
  }

  private static List<Integer> joined(double[][] alike, List<Integer> a, List<Integer> b) {
    List<Integer> best = a;
    double most = Double.NEGATIVE_INFINITY;
    for (int turn = 0; turn < 4; turn++) {
      List<Integer> left = new ArrayList<>(a);
      List<Integer> right = new ArrayList<>(b);
      if ((turn & 1) != 0) {
        Collections.reverse(left);
      }
      if ((turn & 2) != 0) {
        Collections.reverse(right);
      }
      double touch = at(alike, left.get(left.size() - 1), right.get(0));
      if (touch > most) {
        most = touch;
        left.addAll(right);
        best = left;
      }
    }
    return best;
  }
}
