package io.cairn.bench.race;

import io.cairn.core.study.StudyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * Follows a study's incumbent: among the trials at the highest rung reached so far, the one with
 * the least loss there, judged by its loss at full fidelity.
 */
final class IncumbentTrace implements Consumer<StudyEvent> {
  private final IntToDoubleFunction fullLoss;
  private final double end;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, Double> startedAt = new HashMap<>();
  private int rung = -1;
  private double least = Double.POSITIVE_INFINITY;
  private int trials;
  private int evaluations;
  private double busySeconds;

  private record Change(double at, double fullLoss) {}

  /**
   * A trace that has seen nothing.
   *
   * @param fullLoss loss of a trial at full fidelity
   * @param end when the budget is spent, in seconds; what comes later does not count
   */
  IncumbentTrace(IntToDoubleFunction fullLoss, double end) {
    this.fullLoss = fullLoss;
    this.end = end;
  }

  @Override
  public void accept(StudyEvent event) {
    double at = seconds(event.at());
    if (event instanceof StudyEvent.EvaluationLeased leased) {
      startedAt.put(leased.token(), at);
    } else if (event instanceof StudyEvent.EvaluationCompleted completed) {
      Double start = startedAt.remove(completed.token());
      busySeconds += start == null ? 0 : Math.max(0, Math.min(at, end) - start);
      evaluations += at <= end ? 1 : 0;
    } else if (event instanceof StudyEvent.TrialStarted) {
      trials++;
    } else if (event instanceof StudyEvent.Reported reported && at <= end) {
      reported.rung().ifPresent(reached -> result(at, reported, reached));
    }
  }

  private static double seconds(Instant at) {
    Duration since = Duration.between(Instant.EPOCH, at);
    return since.getSeconds() + since.getNano() / 1e9;
  }

  private void result(double at, StudyEvent.Reported reported, int reached) {
    double loss = reported.metrics().getOrDefault(RaceWorkload.METRIC, Double.NaN);
    if (!Double.isFinite(loss)) {
      return; // it diverged; no incumbent is better than that
    }
    if (reached > rung || (reached == rung && loss < least)) {
      rung = reached;
      least = loss;
      changes.add(new Change(at, fullLoss.applyAsDouble(reported.trial())));
    }
  }

  /** Normalised regret of the incumbent at a time; 1 before there is any. */
  double regretAt(double seconds, InstanceScale scale) {
    double regret = InstanceScale.REGRET_OF_NOTHING;
    for (Change change : changes) {
      if (change.at() > seconds) {
        break;
      }
      regret = scale.regret(change.fullLoss());
    }
    return regret;
  }

  /** Trials started. */
  int trials() {
    return trials;
  }

  /** Evaluations completed before the end. */
  int evaluations() {
    return evaluations;
  }

  /** Time spent on evaluations before the end, over all workers. */
  double busySeconds() {
    return busySeconds;
  }
}
