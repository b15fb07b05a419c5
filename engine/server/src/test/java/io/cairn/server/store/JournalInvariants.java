package io.cairn.server.store;

import io.cairn.proto.Commit;
import io.cairn.proto.EvaluationFailed;
import io.cairn.proto.EvaluationLeased;
import io.cairn.proto.Event;
import io.cairn.proto.MetricsReported;
import io.cairn.server.journal.JournalReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold of the journal of a study, whatever happened to workers, coordinators, network and
 * database while it was written. Looks at events alone and trusts no state machine: it is no copy
 * of the one that it checks.
 */
public final class JournalInvariants {

  /** The study's budget, as far as it can be read off its events. */
  public record Limits(OptionalInt trials, OptionalLong evaluations, OptionalDouble resource) {

    /** No budget. */
    public static final Limits NONE =
        new Limits(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty());

    /** Trials alone. */
    public static Limits ofTrials(int trials) {
      return new Limits(OptionalInt.of(trials), OptionalLong.empty(), OptionalDouble.empty());
    }
  }

  private record Result(int trial, int rung) {}

  private static final double ROUNDING = 1e-9;

  private final Limits limits;
  private final List<String> violations = new ArrayList<>();
  private final Map<Long, EvaluationLeased> granted = new HashMap<>();
  private final Map<Long, EvaluationLeased> open = new HashMap<>();

  /** Tokens of lost leases whose evaluation waits for somebody, by trial. */
  private final Map<Integer, Long> waiting = new HashMap<>();

  private final Set<Result> results = new HashSet<>();
  private final Set<Integer> stopped = new HashSet<>();
  private long lastToken;
  private int trials;
  private double units;
  private long number;
  private boolean ended;

  private JournalInvariants(Limits limits) {
    this.limits = limits;
  }

  /** Everything that is wrong with a journal, a sentence each, in the order of its events. */
  public static List<String> violations(Iterable<Commit> commits, Limits limits) {
    JournalInvariants check = new JournalInvariants(limits);
    commits.forEach(check::commit);
    return List.copyOf(check.violations);
  }

  /** The same, and the numbers of the records have no gaps. */
  public static List<String> violations(Stream<JournalReader.Entry> entries, Limits limits) {
    JournalInvariants check = new JournalInvariants(limits);
    long[] last = {0};
    entries.forEach(
        entry -> {
          if (entry.sequence() != last[0] + 1) {
            check.wrong("record %d comes after record %d", entry.sequence(), last[0]);
          }
          last[0] = entry.sequence();
          check.commit(entry.commit());
        });
    return List.copyOf(check.violations);
  }

  private void wrong(String format, Object... values) {
    violations.add("event " + number + ": " + String.format(format, values));
  }

  private void commit(Commit commit) {
    if (commit.getEventsCount() == 0) {
      wrong("a commit without events comes after it");
    }
    commit.getEventsList().forEach(this::event);
  }

  private void event(Event event) {
    number++;
    if ((number == 1) != event.hasStudyCreated()) {
      wrong("a study is created by its first event and by no other; it is a %s", kind(event));
    }
    if (ended && !event.hasCheckpointDropped()) {
      wrong("a %s comes after the end of the study", kind(event));
    }
    switch (event.getKindCase()) {
      case TRIAL_STARTED -> started(event.getTrialStarted().getTrial());
      case TRIAL_STOPPED -> stopped.add(event.getTrialStopped().getTrial());
      case EVALUATION_LEASED -> leased(event.getEvaluationLeased());
      case METRICS_REPORTED -> reported(event.getMetricsReported());
      case EVALUATION_COMPLETED -> {
        completed(event.getEvaluationCompleted().getToken());
        units += event.getEvaluationCompleted().getUnits();
      }
      case EVALUATION_FAILED -> failed(event.getEvaluationFailed());
      case LEASE_RESTORED -> restored(event.getLeaseRestored().getToken());
      case STUDY_ENDED -> ended();
      default -> {}
    }
  }

  private static String kind(Event event) {
    return event.getKindCase().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private void started(int trial) {
    if (trial != trials) {
      wrong("trial %d is started after %d others", trial, trials);
    }
    trials++;
    if (limits.trials().isPresent() && trials > limits.trials().getAsInt()) {
      wrong("trial %d is started; the budget is %d trials", trial, limits.trials().getAsInt());
    }
  }

  private void leased(EvaluationLeased lease) {
    if (lease.getToken() != lastToken + 1) {
      wrong("token %d is granted after token %d", lease.getToken(), lastToken);
    }
    lastToken = Math.max(lastToken, lease.getToken());
    if (lease.getTrial() >= trials) {
      wrong("trial %d is leased and was not started", lease.getTrial());
    }
    open.values().stream()
        .filter(other -> other.getTrial() == lease.getTrial())
        // With its result in, only the end of the other is still on its way.
        .filter(other -> !results.contains(new Result(other.getTrial(), other.getRung())))
        .forEach(
            other ->
                wrong(
                    "trial %d is leased under token %d while token %d has it",
                    lease.getTrial(), lease.getToken(), other.getToken()));
    if (lease.getAttempt() == 1) {
      requireBudget(lease);
    }
    waiting.remove(lease.getTrial());
    granted.put(lease.getToken(), lease);
    open.put(lease.getToken(), lease);
  }

  private void requireBudget(EvaluationLeased lease) {
    long committed = (long) results.size() + open.size();
    if (limits.evaluations().isPresent() && committed >= limits.evaluations().getAsLong()) {
      wrong(
          "token %d is granted with %d evaluations complete or under way; the budget is %d",
          lease.getToken(), committed, limits.evaluations().getAsLong());
    }
    double ahead = units + lease.getTo() - lease.getFrom();
    for (EvaluationLeased other : open.values()) {
      ahead += other.getTo() - other.getFrom();
    }
    if (limits.resource().isPresent() && ahead > limits.resource().getAsDouble() * (1 + ROUNDING)) {
      wrong(
          "token %d is granted, which makes %s units; the budget is %s",
          lease.getToken(), ahead, limits.resource().getAsDouble());
    }
  }

  private void reported(MetricsReported report) {
    EvaluationLeased lease = open.get(report.getToken());
    if (lease == null) {
      wrong("a report comes under token %d, which is not open", report.getToken());
    } else if (lease.getTrial() != report.getTrial()) {
      wrong(
          "a report of trial %d comes under token %d, which is for trial %d",
          report.getTrial(), report.getToken(), lease.getTrial());
    }
    if (report.getRungPlusOne() > 0) {
      Result result = new Result(report.getTrial(), report.getRungPlusOne() - 1);
      if (!results.add(result)) {
        wrong("trial %d has a second result at rung %d", result.trial(), result.rung());
      }
    }
  }

  private void completed(long token) {
    EvaluationLeased lease = end(token);
    if (lease != null
        && !results.contains(new Result(lease.getTrial(), lease.getRung()))
        && !stopped.contains(lease.getTrial())) {
      wrong(
          "token %d is complete and trial %d has no result at rung %d",
          token, lease.getTrial(), lease.getRung());
    }
  }

  private void failed(EvaluationFailed failure) {
    EvaluationLeased lease = end(failure.getToken());
    units += failure.getUnits();
    if (lease != null && failure.getRetry()) {
      waiting.put(lease.getTrial(), failure.getToken());
    }
  }

  private EvaluationLeased end(long token) {
    EvaluationLeased lease = open.remove(token);
    if (lease == null) {
      wrong(
          granted.containsKey(token)
              ? "token %d ends a second time"
              : "token %d ends and was never granted",
          token);
    }
    return lease;
  }

  private void restored(long token) {
    EvaluationLeased lease = granted.get(token);
    if (lease == null || !waiting.remove(lease.getTrial(), token)) {
      wrong("token %d is restored and its evaluation does not wait for anybody", token);
    } else {
      open.put(token, lease);
    }
  }

  private void ended() {
    ended = true;
    open.keySet().stream()
        .sorted()
        .forEach(token -> wrong("the study ends and token %d is still open", token));
  }
}
