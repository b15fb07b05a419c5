package io.cairn.core.study;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.MethodSpec;
import io.cairn.core.search.Proposal;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import java.time.Duration;
import java.util.List;

/**
 * What a study is, as far as its decisions depend on it. Two studies with equal specs that see the
 * same commands in the same order decide alike.
 *
 * @param name the user's name for it
 * @param objective what is optimised
 * @param space where
 * @param ladder resource levels at which trials are compared; {@link RungLadder#single} without
 *     fidelity
 * @param method how, with its seed
 * @param budget for how much
 * @param failures when failures end a trial or the study
 * @param lease how long a lease lives without a sign of its worker
 * @param grace how long running evaluations may take to end when the study ends
 * @param portfolio configurations to try first, drawn from the priors when the study was created;
 *     kept here and in the journal so that a resumed study does not depend on what the archive
 *     holds by then
 * @param priors landscapes of earlier studies, fitted to this space and ladder
 * @param workers what it asks of the machines that run it
 * @param checkpointRules what it keeps of its trials' checkpoints
 */
public record StudySpec(
    String name,
    Objective objective,
    SearchSpace space,
    RungLadder ladder,
    MethodSettings method,
    Budget budget,
    FailureRules failures,
    Duration lease,
    Duration grace,
    List<Proposal> portfolio,
    List<FittedPrior> priors,
    WorkerRules workers,
    CheckpointRules checkpointRules) {

  /** A study that any machine may run. */
  public StudySpec(
      String name,
      Objective objective,
      SearchSpace space,
      RungLadder ladder,
      MethodSettings method,
      Budget budget,
      FailureRules failures,
      Duration lease,
      Duration grace,
      List<Proposal> portfolio,
      List<FittedPrior> priors) {
    this(
        name,
        objective,
        space,
        ladder,
        method,
        budget,
        failures,
        lease,
        grace,
        portfolio,
        priors,
        WorkerRules.NONE,
        CheckpointRules.USUAL);
  }

  /** A study without priors' landscapes. */
  public StudySpec(
      String name,
      Objective objective,
      SearchSpace space,
      RungLadder ladder,
      MethodSettings method,
      Budget budget,
      FailureRules failures,
      Duration lease,
      Duration grace,
      List<Proposal> portfolio) {
    this(
        name, objective, space, ladder, method, budget, failures, lease, grace, portfolio,
        List.of());
  }

  public StudySpec {
    portfolio = List.copyOf(portfolio);
    priors = List.copyOf(priors);
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException("lease = " + lease + " must be above 0");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace = " + grace + " must not be negative");
    }
    int placed = workers.placement().byRung().size();
    if (placed > 0 && placed != ladder.size()) {
      throw new IllegalArgumentException(
          "labels for " + placed + " rungs, but the ladder " + ladder + " has " + ladder.size());
    }
  }

  /** What the method catalogue needs of this. */
  public MethodSpec methodSpec() {
    return new MethodSpec(method, space, ladder, budget.trials(), portfolio, priors);
  }

  /** The user's word for the resource; {@code run} without fidelity. */
  public String resourceName() {
    return ladder.fidelity().map(Fidelity::name).orElse("run");
  }

  /** Whether a promoted trial goes on from its last rung instead of from scratch. */
  public boolean checkpoints() {
    return ladder.fidelity().map(Fidelity::checkpoints).orElse(false);
  }

  /** The same study with another portfolio. */
  public StudySpec withPortfolio(List<Proposal> proposals) {
    return with(proposals, priors, workers, checkpointRules);
  }

  /** The same study with other priors. */
  public StudySpec withPriors(List<FittedPrior> fitted) {
    return with(portfolio, fitted, workers, checkpointRules);
  }

  /** The same study with other rules for its workers. */
  public StudySpec withWorkers(WorkerRules rules) {
    return with(portfolio, priors, rules, checkpointRules);
  }

  /** The same study with other rules for its checkpoints. */
  public StudySpec withCheckpointRules(CheckpointRules rules) {
    return with(portfolio, priors, workers, rules);
  }

  private StudySpec with(
      List<Proposal> proposals,
      List<FittedPrior> fitted,
      WorkerRules workerRules,
      CheckpointRules kept) {
    return new StudySpec(
        name,
        objective,
        space,
        ladder,
        method,
        budget,
        failures,
        lease,
        grace,
        proposals,
        fitted,
        workerRules,
        kept);
  }
}
