package io.cairn.core.study;

import java.util.List;
import java.util.Optional;

/** Keeps the best trial of a study as results come in. */
final class BestTrial {

  private final StudySpec spec;
  private List<Incumbent> best = List.of();

  BestTrial(StudySpec spec) {
    this.spec = spec;
  }

  Optional<Incumbent> get() {
    return best.stream().findFirst();
  }

  void set(Incumbent incumbent) {
    best = List.of(incumbent);
  }

  void consider(Incumbent candidate) {
    if (best.isEmpty()) {
      set(candidate);
      return;
    }
    Incumbent sofar = best.get(0);
    boolean meets = meetsTarget(candidate);
    // A result that meets the target ends the study, so it is what the study found.
    if (meets && !meetsTarget(sofar)
        || candidate.betterThan(sofar) && meets == meetsTarget(sofar)) {
      set(candidate);
    }
  }

  private boolean meetsTarget(Incumbent incumbent) {
    return spec.budget().target().isPresent()
        && incumbent.loss() <= spec.objective().loss(spec.budget().target().getAsDouble());
  }
}
