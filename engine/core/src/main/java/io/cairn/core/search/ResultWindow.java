package io.cairn.core.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The results of one rung that a model is fitted to: the best ever and the newest. Bounded, so that
 * a proposal costs the same after a million trials as after a thousand.
 *
 * <p>As long as all results fit into the window this is exactly the split of all of them. Beyond,
 * the good are still the best of all results, as many as the share of a full window; the bad are
 * the newest that are not among the good, because they show what is being tried now. A diverged
 * result is never good and carries no number into the model.
 */
final class ResultWindow {
  private record Result(double[] point, double loss) {}

  private final int window;
  private final int goodCapacity;
  private final List<Result> best =
      new ArrayList<>(); // finite losses, least first, earlier first among equal ones
  private final Deque<Result> newest = new ArrayDeque<>();

  /**
   * @param window how many of the newest results are kept
   * @param goodCapacity how many of the best results are kept, at most {@code window}
   */
  ResultWindow(int window, int goodCapacity) {
    this.window = window;
    this.goodCapacity = goodCapacity;
  }

  /** Adds the newest result; a loss that is not finite means that it diverged. */
  void add(double[] point, double loss) {
    Result result = new Result(point, loss);
    newest.addLast(result);
    if (newest.size() > window) {
      newest.removeFirst();
    }
    if (Double.isFinite(loss)) {
      insert(result);
    }
  }

  private void insert(Result result) {
    int place = best.size();
    while (place > 0 && result.loss() < best.get(place - 1).loss()) {
      place--;
    }
    if (place < goodCapacity) {
      best.add(place, result);
      if (best.size() > goodCapacity) {
        best.remove(goodCapacity);
      }
    }
  }

  /** Results in the window, diverged ones included. */
  int size() {
    return newest.size();
  }

  /** How many results could be good. */
  int finite() {
    return best.size();
  }

  /** The best results, best first. */
  List<double[]> good(int count) {
    return best.subList(0, Math.min(count, best.size())).stream().map(Result::point).toList();
  }

  /**
   * The newest results that are not among the best, and the worst of those if that leaves too few.
   *
   * @param good how many of the best count as good
   * @param least how many to give at least, as far as there are results
   */
  List<double[]> bad(int good, int least) {
    List<Result> elite = best.subList(0, Math.min(good, best.size()));
    List<double[]> bad = new ArrayList<>();
    for (Result result : newest) {
      if (!isIn(elite, result)) {
        bad.add(result.point());
      }
    }
    for (int i = elite.size() - 1; i >= 0 && bad.size() < least; i--) {
      bad.add(elite.get(i).point());
    }
    return bad;
  }

  private static boolean isIn(List<Result> results, Result result) {
    for (Result other : results) {
      if (other == result) {
        return true;
      }
    }
    return false;
  }
}
