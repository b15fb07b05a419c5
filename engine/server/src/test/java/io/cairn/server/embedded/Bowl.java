package io.cairn.server.embedded;

import io.cairn.workers.spi.Evaluation;

/** A sweep whose answer is known: the least loss is 0, at x = 1, y = -2. */
final class Bowl {

  private Bowl() {}

  static String sweep(String method, int trials) {
    return """
        name = bowl
        objective { metric = loss, direction = minimize }
        space {
          x { type = real, min = -5, max = 5 }
          y { type = real, min = -5, max = 5 }
        }
        method { name = %s, seed = 7 }
        budget.trials = %d
        """
        .formatted(method, trials);
  }

  static double loss(Evaluation evaluation) {
    return loss(evaluation.real("x"), evaluation.real("y"));
  }

  static double loss(double x, double y) {
    return (x - 1) * (x - 1) + (y + 2) * (y + 2);
  }
}
