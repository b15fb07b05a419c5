package io.cairn.server.faults;

import io.cairn.proto.EvaluationFailed;
import io.cairn.proto.EvaluationLeased;
import io.cairn.proto.Event;
import io.cairn.proto.FailureKind;
import io.cairn.proto.MetricsReported;
import io.cairn.server.store.JournalInvariants;
import io.cairn.server.store.JournalInvariants.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a study that ended kept what is promised: one result for each trial and rung, everything
 * that was acknowledged, its budget, one writer at a time.
 */
final class StudyVerdict {

  private record Rung(int trial, int rung) {}

  private final StudyJournal journal;
  private final List<String> violations;
  private final Set<Rung> leased = new LinkedHashSet<>();
  private final Set<Rung> results = new HashSet<>();
  private final Set<Answers.Answer> reports = new HashSet<>();
  private final Set<Answers.Level> levels = new HashSet<>();
  private final Set<Long> ends = new HashSet<>();
  private boolean ended;

  private StudyVerdict(StudyJournal journal, Limits limits) {
    this.journal = journal;
    this.violations =
        new ArrayList<>(JournalInvariants.violations(journal.entries().stream(), limits));
  }

  /** Everything that is wrong, a sentence each. */
  static List<String> violations(StudyJournal journal, Limits limits, Answers answers) {
    StudyVerdict verdict = new StudyVerdict(journal, limits);
    journal.events().forEach(verdict::event);
    verdict.requireEnd();
    verdict.requireResults();
    verdict.requireOneWriterAtATime();
    verdict.requireAcknowledged(answers);
    return List.copyOf(verdict.violations);
  }

  private void event(Event event) {
    switch (event.getKindCase()) {
      case EVALUATION_LEASED -> {
        EvaluationLeased lease = event.getEvaluationLeased();
        leased.add(new Rung(lease.getTrial(), lease.getRung()));
      }
      case METRICS_REPORTED -> {
        MetricsReported report = event.getMetricsReported();
        reports.add(new Answers.Answer(report.getToken(), report.getSequence()));
        levels.add(new Answers.Level(report.getToken(), report.getResource()));
        if (report.getRungPlusOne() > 0) {
          results.add(new Rung(report.getTrial(), report.getRungPlusOne() - 1));
        }
      }
      case EVALUATION_COMPLETED -> ends.add(event.getEvaluationCompleted().getToken());
      case EVALUATION_FAILED -> failed(event.getEvaluationFailed());
      case TRIAL_FAILED -> violations.add("no trial fails by itself: " + event.getTrialFailed());
      case STUDY_ENDED -> ended = true;
      default -> {}
    }
  }

  /** The witness does not fail, so what is charged to a trial is charged wrongly. */
  private void failed(EvaluationFailed failure) {
    ends.add(failure.getToken());
    if (failure.getWhy() != FailureKind.FAILURE_KIND_LOST
        && failure.getWhy() != FailureKind.FAILURE_KIND_CANCELLED) {
      violations.add("a fault is charged to a trial: " + failure);
    }
  }

  private void requireEnd() {
    if (!ended) {
      violations.add("the study has not ended");
    }
  }

  private void requireResults() {
    for (Rung rung : leased) {
      if (ended && !results.contains(rung)) {
        violations.add("trial " + rung.trial() + " has no result at rung " + rung.rung());
      }
    }
  }

  private void requireOneWriterAtATime() {
    List<String> writers = journal.writers();
    if (writers.size() != journal.entries().size()) {
      violations.add(
          "there are " + writers.size() + " writers of " + journal.entries().size() + " records");
    }
    Set<String> before = new HashSet<>();
    String last = "";
    for (int i = 0; i < writers.size(); i++) {
      if (!writers.get(i).equals(last) && !before.add(writers.get(i))) {
        violations.add(
            "writer " + writers.get(i) + " comes back with record " + (i + 1) + " after " + last);
      }
      last = writers.get(i);
    }
  }

  private void requireAcknowledged(Answers answers) {
    if (!results.isEmpty() && answers.accepted().isEmpty()) {
      violations.add("what the workers were told was not kept, so that nothing can be checked");
    }
    for (Answers.Answer answer : answers.accepted()) {
      if (answer.sequence() > 0 && !reports.contains(answer)) {
        violations.add("a report was acknowledged and is not in the journal: " + answer);
      } else if (answer.sequence() == 0 && !ends.contains(answer.token())) {
        violations.add("an end was acknowledged and is not in the journal: " + answer);
      }
    }
    for (Answers.Level level : answers.witnessed()) {
      if (!levels.contains(level)) {
        violations.add("an evaluator's report was acknowledged and is not there: " + level);
      }
    }
  }
}
