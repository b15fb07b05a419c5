package io.cairn.server.exchange;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.Objective;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A study of Cairn as other systems know studies: paused and stopped trials are pruned ones. */
public final class HistoryTrials {

  private HistoryTrials() {}

  /** The study. */
  public static ForeignStudy of(StudyHistory history) {
    Objective objective = history.spec().objective();
    boolean maximize = objective.direction() == Objective.Direction.MAXIMIZE;
    RungLadder ladder = history.spec().ladder();
    return new ForeignStudy(
        history.spec().name(),
        "Cairn",
        List.of(
            new ForeignMetric(
                objective.metric(), maximize ? Direction.MAXIMIZE : Direction.MINIMIZE)),
        DeclaredSpace.of(history.spec().space()),
        ladder.fidelity().isPresent() ? Optional.of(ladder.name()) : Optional.empty(),
        history.trials().stream().map(trial -> trial(trial, ladder)).toList(),
        Set.of(),
        List.of());
  }

  private static ForeignTrial trial(TrialHistory trial, RungLadder ladder) {
    List<ForeignReport> reports = new ArrayList<>();
    double cost = 0;
    boolean whole = false;
    for (RungResult result : trial.results()) {
      cost += result.costSeconds();
      whole |= result.rung() == ladder.top();
      reports.add(new ForeignReport(result.level(), result.metrics(), cost));
    }
    Map<String, Double> last =
        reports.isEmpty() ? Map.of() : reports.get(reports.size() - 1).values();
    return new ForeignTrial(
        Integer.toString(trial.number()),
        state(trial, whole),
        trial.configuration().values(),
        last,
        ladder.fidelity().isPresent() ? reports : List.of(),
        reports.isEmpty() ? Double.NaN : cost,
        trial.failures().isEmpty() ? "" : failure(trial));
  }

  private static String failure(TrialHistory trial) {
    return String.valueOf(trial.lastDecision().map(decision -> decision.reason()).orElse(""));
  }

  private static State state(TrialHistory trial, boolean whole) {
    if (whole) {
      return State.COMPLETE;
    }
    if (trial.status() == TrialStatus.FAILED) {
      return State.FAILED;
    }
    return trial.status() == TrialStatus.RUNNING ? State.RUNNING : State.PRUNED;
  }
}
