package io.cairn.server.cli;

import io.cairn.core.study.StudySpec;
import io.cairn.proto.PriorUse;
import io.cairn.server.history.CheckpointTally;
import io.cairn.server.history.FailureHistory;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyStatus;
import io.cairn.server.studies.StudyTrust;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Shows a stored study and its trials in a terminal. */
final class StudyText {

  private StudyText() {}

  /** How a study stands. */
  static void study(
      Studies.Stored stored,
      StudyTrust trust,
      StudyStatus status,
      boolean running,
      PrintStream out) {
    StudyHistory history = stored.history();
    StudySpec spec = stored.spec();
    out.println(spec.name() + "  " + history.studyId());
    out.println("state       " + state(history, running));
    out.println("method      " + spec.method().name() + ", seed " + spec.method().seed());
    out.println(
        "objective   "
            + (spec.objective().loss(1) > 0 ? "minimize " : "maximize ")
            + spec.objective().metric());
    var spent = history.spending();
    out.println(
        "spent       "
            + spent.trials()
            + " trials, "
            + spent.evaluations()
            + " evaluations, "
            + Numbers.brief(spent.units())
            + " "
            + spec.resourceName()
            + " ("
            + Numbers.brief(spent.wastedUnits())
            + " repeated or lost), "
            + Numbers.brief(spent.computeSeconds())
            + " s of workers, "
            + Numbers.brief(history.elapsedSeconds())
            + " s of time");
    out.println(
        "trouble     "
            + spent.failures()
            + " failures, "
            + spent.trialsFailed()
            + " trials given up, "
            + spent.lost()
            + " workers lost, "
            + spent.givenBack()
            + " evaluations given back, "
            + spent.diverged()
            + " diverged");
    checkpoints(history.checkpoints(), out);
    TrustText.printDecisions(trust, out, 12);
    model(status).ifPresent(model -> out.println("model       " + model));
    for (PriorUse use : stored.created().getPriorsList()) {
      out.println(
          "prior       "
              + use.getName()
              + ": "
              + (use.getLeftOut().isEmpty()
                  ? use.getUsed()
                      + " used, "
                      + use.getProjected()
                      + " projected, "
                      + use.getRejected()
                      + " rejected"
                  : "left out, " + use.getLeftOut()));
    }
    out.println();
    Ending.bestTable(history, 5).forEach(out::println);
  }

  private static void checkpoints(CheckpointTally checkpoints, PrintStream out) {
    if (checkpoints.mostBytes() > 0) {
      out.println(
          "checkpoints "
              + checkpoints.held()
              + " of "
              + Numbers.brief(checkpoints.bytes() / 1e6)
              + " MB, at most "
              + Numbers.brief(checkpoints.mostBytes() / 1e6)
              + " MB at a time; "
              + checkpoints.dropped()
              + " deleted or missing");
    }
  }

  private static String state(StudyHistory history, boolean running) {
    return switch (history.phase()) {
      case RUNNING ->
          running ? "running" : "interrupted; go on with: cairn resume " + history.studyId();
      case PAUSED -> "paused: " + history.reason();
      case ENDING, ENDED -> "ended: " + history.reason();
    };
  }

  /** One trial with every decision about it and its reason. */
  static void trial(StudyHistory history, TrialHistory trial, PrintStream out) {
    StudySpec spec = history.spec();
    out.println("trial " + trial.number() + "  " + HistoryJson.word(trial.status()));
    out.println("configuration  " + trial.configuration());
    out.println("origin         " + trial.origin());
    for (RungResult result : trial.results()) {
      out.println(
          "result         rung "
              + result.rung()
              + ", "
              + spec.resourceName()
              + " "
              + Numbers.brief(result.resource())
              + ": "
              + result.metrics());
    }
    for (TrialDecision decision : trial.decisions()) {
      out.println(
          "decision       "
              + decision.kind().word()
              + " at "
              + decision.at()
              + ": "
              + decision.reason());
    }
    List<FailureHistory> failures = trial.failures();
    for (FailureHistory failure : failures) {
      out.println("failure        " + failure.message());
      failure.logTail().lines().forEach(line -> out.println("    | " + line));
    }
  }

  /** How the model of the study fares in its newest session; empty if it has none. */
  private static Optional<String> model(StudyStatus status) {
    if (status.modelFits() + status.modelFailures() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        status.modelFits()
            + " fits, the newest in "
            + Numbers.brief(status.lastFitSeconds())
            + " s and "
            + status.modelAge()
            + " results ago"
            + (status.modelFailures() == 0 ? "" : "; " + status.modelFailures() + " broke off"));
  }
}
