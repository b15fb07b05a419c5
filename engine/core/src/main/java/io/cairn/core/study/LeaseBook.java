package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who has which evaluation, and which wait for somebody. */
final class LeaseBook {

  private final StudySpec spec;
  private final TrialTable trials;
  private final Map<Long, Lease> running = new LinkedHashMap<>();

  /**
   * Leases by trial: one whose worker has reported but not ended may overlap with the one of the
   * next rung.
   */
  private final Map<Integer, Integer> held = new HashMap<>(); // looked up, never walked

  private final WaitingList waiting;
  private long lastToken;

  LeaseBook(StudySpec spec, TrialTable trials) {
    this.spec = spec;
    this.trials = trials;
    this.waiting = new WaitingList(spec.ladder().size());
  }

  // ---- what happened ---------------------------------------------------------------------------

  void queue(int trial, int rung, double from, double to) {
    boolean first = trials.reachedRung(trial) < 0;
    waiting.add(new Waiting.Queued(trial, rung, from, to, first), rung);
  }

  void lease(StudyEvent.EvaluationLeased e) {
    Lease lease =
        new Lease(
            e.token(),
            e.trial(),
            e.rung(),
            e.attempt(),
            e.from(),
            e.to(),
            e.worker(),
            e.at(),
            e.at().plus(spec.lease()));
    if (waiting.remove(e.trial()).orElse(null) instanceof Waiting.Lost lost) {
      lease.failures = lost.lease().failures;
      lease.relocations = lost.lease().relocations;
    }
    int reached = trials.reachedRung(e.trial());
    if (spec.checkpoints() && reached >= 0) {
      lease.recomputedUnits = Math.max(0, spec.ladder().level(reached) - e.from());
    }
    hold(lease);
    lastToken = e.token();
  }

  /** Ends a lease and gives it back. */
  Lease end(long token) {
    Lease lease = require(token);
    running.remove(token);
    int others = held.getOrDefault(lease.trial, 1) - 1;
    if (others > 0) {
      held.put(lease.trial, others);
    } else {
      held.remove(lease.trial);
    }
    return lease;
  }

  void await(Lease lease, FailureKind why) {
    waiting.add(new Waiting.Lost(lease, why), trials.dueRung(lease.trial));
  }

  /** A lost lease is held again. */
  Lease restore(long token, Instant at) {
    Lease lease =
        waiting
            .lost(token)
            .orElseThrow(() -> new IllegalStateException("no lost lease e" + token))
            .lease();
    waiting.remove(lease.trial);
    lease.preempted = false;
    lease.expiresAt = at.plus(spec.lease());
    hold(lease);
    return lease;
  }

  /** Another process took the study up: whoever holds a lease has its whole term to show up. */
  void renewAll(Instant at) {
    for (Lease lease : running.values()) {
      lease.expiresAt = at.plus(spec.lease());
      lease.preempted = false;
    }
  }

  /** The clock by which terms are counted was set back. */
  void setBack(Duration by) {
    for (Lease lease : running.values()) {
      lease.expiresAt = lease.expiresAt.minus(by);
    }
  }

  private void hold(Lease lease) {
    running.put(lease.token, lease);
    held.merge(lease.trial, 1, Integer::sum);
  }

  Lease require(long token) {
    Lease lease = running.get(token);
    if (lease == null) {
      throw new IllegalStateException("evaluation e" + token + " is not running in this study");
    }
    return lease;
  }

  // ---- what is ---------------------------------------------------------------------------------

  Optional<Lease> find(long token) {
    return Optional.ofNullable(running.get(token));
  }

  /** Whether a worker has an evaluation of this trial. */
  boolean isHeld(int trial) {
    return held.containsKey(trial);
  }

  /** Those that are out, oldest first; a view. */
  Collection<Lease> running() {
    return Collections.unmodifiableCollection(running.values());
  }

  WaitingList waiting() {
    return waiting;
  }

  long lastToken() {
    return lastToken;
  }

  // ---- snapshots -------------------------------------------------------------------------------

  void copyTo(SnapshotSink sink) {
    running.values().forEach(lease -> sink.lease(lease.toRecord()));
    for (Waiting one : waiting.all()) {
      if (one instanceof Waiting.Lost lost) {
        sink.lostLease(lost.lease().toRecord(), lost.why());
      } else {
        Waiting.Queued queued = (Waiting.Queued) one;
        sink.queued(queued.trial(), queued.rung(), queued.from(), queued.to());
      }
    }
  }

  void restoreToken(long token) {
    lastToken = token;
  }

  void restoreRunning(Lease lease) {
    hold(lease);
  }
}
