package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to leave for whom. A study that needs slots has one round at a time: so many evaluations
 * of lower priority are asked to leave, and until they have, or the term is over, no others are.
 */
final class Rounds {

  private static final Comparator<Standing> EASIEST =
      Pool.EASIEST_VICTIM.thenComparing(standing -> standing.pool.kind);

  private final SharingRules rules;
  private final Contenders contenders;

  /** Oldest first, so that deadlines come in order. */
  private final Set<Round> open = new LinkedHashSet<>();

  Rounds(SharingRules rules, Contenders contenders) {
    this.rules = rules;
    this.contenders = contenders;
  }

  /** What has to be asked for now. */
  List<Preemption> due(Collection<Pool> pools, Instant now) {
    while (!open.isEmpty() && !first().deadline.isAfter(now)) {
      close(first());
    }
    List<Preemption> due = new ArrayList<>();
    if (contenders.severalPriorities()) {
      for (Pool pool : pools) {
        Optional<Standing> needy = pool.neediest();
        while (needy.isPresent() && outranksSomebody(needy.get())) {
          due.addAll(begin(needy.get().contender, now));
          needy = pool.neediest();
        }
      }
    }
    return due;
  }

  private static boolean outranksSomebody(Standing needy) {
    return needy
        .pool
        .easiestVictim()
        .map(v -> v.contender.claim.priority() < needy.contender.claim.priority())
        .orElse(false);
  }

  private List<Preemption> begin(Contender needy, Instant now) {
    Round round = new Round(needy, now.plus(rules.preemptionTerm()));
    int wanted = needy.appetite();
    Optional<Standing> victim = victim(needy);
    for (int i = 0; i < wanted && victim.isPresent(); i++) {
      Standing leaves = victim.get();
      contenders.change(leaves.contender, () -> leaves.leaves(round));
      victim = victim(needy);
    }
    contenders.change(needy, () -> needy.round = round);
    open.add(round);
    return round.preemptions();
  }

  /** The easiest victim among the nodes of every kind that would do. */
  private Optional<Standing> victim(Contender needy) {
    return needy.standings().stream()
        .filter(standing -> standing.needy(rules.asksAtOnce()) && !standing.pool.hasFree())
        .filter(Rounds::outranksSomebody)
        .flatMap(standing -> standing.pool.easiestVictim().stream())
        .min(EASIEST);
  }

  /** Closes the rounds of which all have left. */
  void left(Collection<Round> rounds) {
    for (Round round : rounds) {
      if (round.isOver()) {
        close(round);
      }
    }
  }

  /** The study that waits does not wait any more. */
  void withdrawn(Contender beneficiary) {
    if (beneficiary.round != null) {
      close(beneficiary.round);
    }
  }

  private void close(Round round) {
    open.remove(round);
    for (Standing victim : round.victims()) {
      contenders.change(victim.contender, () -> victim.forget(round));
    }
    contenders.change(round.beneficiary, () -> round.beneficiary.round = null);
  }

  private Round first() {
    return open.iterator().next();
  }

  /** When the oldest round has waited long enough. */
  Optional<Instant> nextDeadline() {
    return open.isEmpty() ? Optional.empty() : Optional.of(first().deadline);
  }
}
