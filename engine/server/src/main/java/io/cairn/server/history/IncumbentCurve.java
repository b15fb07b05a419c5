package io.cairn.server.history;

import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Follows the best trial; the rule is that of {@link IncumbentStep}. */
final class IncumbentCurve {

  private final Objective objective;
  private final OptionalDouble target;
  private final Comparator<RungResult> order;
  private final List<IncumbentStep> steps = new ArrayList<>();
  private final List<RungResult> best = new ArrayList<>(1);

  IncumbentCurve(StudySpec spec) {
    this.objective = spec.objective();
    this.target = spec.budget().target();
    this.order =
        Comparator.<RungResult>comparingInt(r -> meetsTarget(r) ? 0 : 1)
            .thenComparing(Comparator.<RungResult>comparingInt(RungResult::rung).reversed())
            .thenComparingDouble(RungResult::loss)
            .thenComparingInt(RungResult::trial);
  }

  /** The best first; only for finite results. */
  Comparator<RungResult> order() {
    return order;
  }

  void consider(RungResult result) {
    if (!result.finite()) {
      return;
    }
    if (best.isEmpty()) {
      best.add(result);
    } else if (order.compare(result, best.get(0)) < 0) {
      best.set(0, result);
    } else {
      return;
    }
    steps.add(new IncumbentStep(incumbent(result), result.value(), result.moment()));
  }

  List<IncumbentStep> steps() {
    return List.copyOf(steps);
  }

  Optional<Incumbent> best() {
    return best.stream().findFirst().map(IncumbentCurve::incumbent);
  }

  static Incumbent incumbent(RungResult result) {
    return new Incumbent(
        result.trial(), result.rung(), result.resource(), result.loss(), result.metrics());
  }

  private boolean meetsTarget(RungResult result) {
    return target.isPresent() && objective.reaches(result.value(), target.getAsDouble());
  }
}
