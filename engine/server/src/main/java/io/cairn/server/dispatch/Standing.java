package io.cairn.server.dispatch;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A study and a kind of node. */
final class Standing {
  final Contender contender;
  final Pool pool;

  /** Whether the study may have work for the kind. */
  boolean open = true;

  /** Evaluations that it had here when it wanted no more; -1 if it never said so. */
  private int enough = -1;

  int running;

  /** Of the running ones, those that were told to leave. */
  private int leaving;

  /** Who waits for them, the oldest first. */
  private final Set<Round> rounds = new LinkedHashSet<>();

  Standing(Contender contender, Pool pool) {
    this.contender = contender;
    this.pool = pool;
  }

  boolean fits() {
    return pool.kind.types().contains(contender.claim.workerType());
  }

  boolean mayBeAsked(int asksAtOnce) {
    return open && fits() && contender.mayBeAsked(asksAtOnce);
  }

  /**
   * Whether the study has more work than slots, as far as one can know, and nobody makes room for
   * it yet. A study may have work whenever something changed; that is reason enough to ask it, but
   * not to preempt anybody. So one that once had enough must first hold more than that.
   */
  boolean needy(int asksAtOnce) {
    return wantsMore()
        && mayBeAsked(asksAtOnce)
        && contender.round == null
        && contender.asks.isEmpty();
  }

  boolean wantsMore() {
    return open && running > enough && contender.wantsMore();
  }

  void reopened() {
    open = true;
    enough = -1;
  }

  void hadNothing() {
    open = false;
    enough = running;
  }

  boolean victim() {
    return contender.spare() > 0 && running > leaving;
  }

  /** One evaluation was told to leave. */
  void leaves(Round round) {
    round.add(this);
    rounds.add(round);
    leaving++;
    contender.leaving++;
  }

  /** Evaluations ended here: who has waited for them longest has got them. */
  void ended(int evaluations) {
    running -= evaluations;
    int left = evaluations;
    for (Iterator<Round> oldest = rounds.iterator(); oldest.hasNext() && left > 0; ) {
      Round round = oldest.next();
      int came = Math.min(left, round.of(this));
      release(round, came);
      left -= came;
      if (round.of(this) == 0) {
        oldest.remove();
      }
    }
  }

  /** Nobody waits any more for those that were told to leave in this round. */
  void forget(Round round) {
    release(round, round.of(this));
    rounds.remove(round);
  }

  private void release(Round round, int evaluations) {
    round.remove(this, evaluations);
    leaving -= evaluations;
    contender.leaving -= evaluations;
  }

  List<Round> rounds() {
    return List.copyOf(rounds);
  }
}
