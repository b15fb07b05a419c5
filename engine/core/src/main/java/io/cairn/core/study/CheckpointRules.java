package io.cairn.core.study;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a study keeps of its trials' checkpoints.
 *
 * @param budgetBytes how much they may take together; no limit if absent. What is least likely to
 *     be promoted goes first; what runs is never touched, so that the limit may be exceeded by
 *     running evaluations alone
 * @param keepWhenOver whether a trial's checkpoint is kept when nothing can promote it any more, as
 *     long as there is room; the best trial's is kept in any case
 */
public record CheckpointRules(OptionalLong budgetBytes, boolean keepWhenOver) {

  /** As much as it takes, and only as long as a trial may go on from it. */
  public static final CheckpointRules USUAL = new CheckpointRules(OptionalLong.empty(), false);

  public CheckpointRules {
    if (budgetBytes.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "checkpoint-budget = "
              + budgetBytes.getAsLong()
              + " must be at least 1 byte; leave the key out for no limit");
    }
  }

  /**
   * The trials whose checkpoints stay when the study ends; empty if all do.
   *
   * @param best trial of the study
   */
  public Optional<Set<Integer>> whatStays(Optional<Incumbent> best) {
    return keepWhenOver
        ? Optional.empty()
        : Optional.of(best.map(incumbent -> Set.of(incumbent.trial())).orElse(Set.of()));
  }
}
