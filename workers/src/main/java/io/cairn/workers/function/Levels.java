package io.cairn.workers.function;

import io.cairn.workers.spi.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** The resource levels at which an evaluation reports. */
final class Levels {

  /** With more units than this on the way, some are left out. */
  private static final int MOST = 10_000;

  private Levels() {}

  /**
   * Levels above {@code from}, growing, the last exactly {@code to}: every whole unit, or every
   * multiple of the lowest rung where the resource is not whole.
   */
  static List<Double> of(Evaluation evaluation) {
    double from = evaluation.from();
    double to = evaluation.to();
    double unit = evaluation.resource().integral() ? 1 : evaluation.resource().min();
    // A unit that does not advance (none was declared, or too small a one) gives the end alone.
    double stride = unit > 0 ? Math.ceil((to - from) / unit / MOST) : Double.POSITIVE_INFINITY;
    List<Double> levels = new ArrayList<>();
    double step = unit * stride;
    for (double k = Math.floor(from / step) + 1; k * step < to * (1 - 1e-9); k++) {
      if (k * step > from * (1 + 1e-9)) {
        levels.add(k * step);
      }
    }
    levels.add(to);
    return levels;
  }
}
