package io.cairn.core.study;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Chooses what to give up for something more urgent: what is least likely to be promoted.
 *
 * <p>First come the trials on their way to the lowest rung; among those the ones without any
 * result, the newest lease first, since least is known and spent of it; then by the last result, a
 * lower rung before a higher one and the worst loss first. A lease that is asked back already is
 * never chosen again, and that it is asked back is remembered until its term in another process
 * begins. Nothing happens to the lease itself: it ends when its worker gives it back, or when it
 * expires.
 */
final class Preemption {

  private Preemption() {}

  /**
   * @param workers only leases of these; empty for those of all
   */
  static StudyReply choose(StudyState state, int count, Set<String> workers) {
    List<Lease> chosen =
        state.leases().stream()
            .filter(lease -> !lease.preempted)
            .filter(lease -> workers.isEmpty() || workers.contains(lease.worker))
            .sorted(leastPromisingFirst(state.table()))
            .limit(count)
            .toList();
    chosen.forEach(lease -> lease.preempted = true);
    return new StudyReply.Preempted(
        chosen.stream().map(lease -> new PreemptedLease(lease.token, lease.worker)).toList());
  }

  private static Comparator<Lease> leastPromisingFirst(TrialTable trials) {
    return Comparator.<Lease>comparingInt(lease -> trials.dueRung(lease.trial))
        .thenComparingInt(lease -> trials.reachedRung(lease.trial))
        .thenComparing(lease -> trials.loss(lease.trial), Comparator.reverseOrder())
        .thenComparing(lease -> lease.token, Comparator.reverseOrder());
  }
}
