package io.cairn.core.transfer;

import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.Estimate;
import java.util.Objects;

/**
 * How far a prior is believed on a study.
 *
 * @param id of the landscape
 * @param name the user's name for it
 * @param unused why it has no part in the study; empty if it has one
 * @param weight its share of the belief, among all priors and the null member; the interval by
 *     resampling the observations
 * @param contrary how much of that is for the prior turned over, good where it says bad, 0..1
 * @param agreement of what it expected with what was observed, at the rung that the priors are
 *     tested at
 * @param contribution trials that started at one of its best configurations
 * @param predictability rank correlation of its losses with predictions of them that leave each out
 * @param points configurations that it rests on
 * @param sentence all that in one sentence
 */
public record PriorTrust(
    String id,
    String name,
    String unused,
    Estimate weight,
    double contrary,
    Agreement agreement,
    TrustReport.Fared contribution,
    double predictability,
    int points,
    String sentence) {

  public PriorTrust {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(unused, "unused");
    Objects.requireNonNull(weight, "weight");
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(contribution, "contribution");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** Whether it has a part in the study. */
  public boolean isUsed() {
    return unused.isEmpty();
  }
}
