package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides which study is asked for work for which free slot, and who has to leave for whom. No
 * clock, no randomness: the same calls give the same answers.
 *
 * <p>A free slot goes to the study with the highest priority, of these to the one with the fewest
 * evaluations in flight for its weight (weighted max-min fairness over what is in flight now;
 * nobody pays later for slots that nobody else wanted), of these to the one that has waited
 * longest. One that has had nothing in flight for {@link SharingRules#patience} goes before all
 * others, for one evaluation that is not preempted. Slots of plain nodes are handed out before
 * those with more labels. The policy with examples is in docs/fair-share.md.
 *
 * <p>Who knows what: a node says which of its slots are free, a study says what has ended. Neither
 * has to come before the other, and saying it twice does no harm.
 *
 * <p>How to drive it: after every call that changes something, take {@link #next} until it is
 * empty, ask each study, and give each answer back by exactly one of {@link #granted}, {@link
 * #nothing}, {@link #over} and {@link #failed}; when it is empty, take {@link #preemptions}. Call
 * both again at {@link #nextDue}. What changed before one of the two is taken to have changed at
 * its time.
 *
 * <p>Costs: logarithmic in studies and nodes, linear in kinds of nodes. Only the first node of a
 * kind and the last one touch every study.
 */
public final class FairShare {

  /** Studies, at most. */
  public static final int MOST_STUDIES = 10_000;

  /** Nodes, at most. */
  public static final int MOST_NODES = 100_000;

  /** Kinds of nodes, at most: so many lists is a study in. */
  public static final int MOST_KINDS = 128;

  private final SharingRules rules;
  private final Contenders contenders;
  private final Rounds rounds;
  private final Placement placement;
  private final Asks asks;

  /** Without studies and nodes. */
  public FairShare(SharingRules rules) {
    this.rules = rules;
    this.contenders = new Contenders(rules);
    this.rounds = new Rounds(rules, contenders);
    this.placement = new Placement(rules, contenders, rounds);
    this.asks = new Asks(contenders, placement);
  }

  // ---- studies ---------------------------------------------------------------------------------

  /**
   * A study takes part, or asks for something else than before.
   *
   * @return why not, if there are too many
   */
  public Optional<Refusal> claim(String study, Claim claim) {
    Optional<Refusal> refusal = room(study);
    if (refusal.isEmpty()) {
      Contender contender = contenders.findOrAdd(study);
      contenders.change(
          contender,
          () -> {
            placement.pools().forEach(contender::standing);
            contender.claimed(claim, asks.next());
          });
    }
    return refusal;
  }

  private Optional<Refusal> room(String study) {
    return contenders.find(study) == null && contenders.size() >= MOST_STUDIES
        ? Placement.tooMany(MOST_STUDIES + " studies")
        : Optional.empty();
  }

  /** A study is asked no more; what it has in flight still takes up its slots. */
  public void withdraw(String study) {
    Contender contender = contenders.find(study);
    if (contender != null && contender.claimed) {
      rounds.withdrawn(contender);
      List.copyOf(contender.asks).forEach(asks::take);
      contenders.change(contender, contender::withdrawn);
    }
  }

  /** Something changed in a study: it may have work for any kind of node again. */
  public void wake(String study) {
    Contender contender = contenders.find(study);
    if (contender != null) {
      contenders.change(contender, () -> contender.woken(asks.next()));
    }
  }

  /**
   * Evaluations of a study on a node ended, however they did. More than are known count as those
   * that are known.
   */
  public void ended(String study, String node, int evaluations) {
    placement.ended(study, node, evaluations);
  }

  /**
   * A study has so many evaluations in flight on a node, whatever was believed before: for taking
   * over what another dispatcher knew. Neither study nor node need be known yet.
   *
   * @return why not, if there are too many of either
   */
  public Optional<Refusal> running(String study, String node, int count) {
    Optional<Refusal> refusal = room(study);
    return refusal.isPresent() ? refusal : placement.running(study, node, count);
  }

  // ---- nodes -----------------------------------------------------------------------------------

  /**
   * A node has these slots; replaces what it offered before. Grants that are on their way to it
   * must not be counted as free.
   *
   * @return why not, if there are too many nodes or too many kinds of them
   */
  public Optional<Refusal> offer(String node, Offer offer) {
    return placement.offer(node, offer);
  }

  /**
   * A node is gone. What ran there is not in flight any more; who was asked for its slots may
   * answer or not.
   *
   * @return evaluations that ran there, by study
   */
  public SortedMap<String, Integer> leave(String node) {
    NodeSlots slots = placement.find(node);
    if (slots == null) {
      return Collections.emptySortedMap();
    }
    List.copyOf(slots.asks).forEach(asks::take);
    return placement.leave(slots);
  }

  // ---- matching --------------------------------------------------------------------------------

  /** The next study to ask, and for which slot; empty if nobody has to be asked now. */
  public Optional<Match> next(Instant now) {
    contenders.settle(now);
    for (Pool pool : placement.pools()) {
      Optional<Standing> first = pool.hasFree() ? pool.first() : Optional.empty();
      if (first.isPresent()) {
        return Optional.of(asks.ask(first.get(), pool.emptiestNode()));
      }
    }
    return Optional.empty();
  }

  /**
   * The study gave an evaluation.
   *
   * @return whether it may be sent to the node; if not, the node left or the study was withdrawn
   *     meanwhile, and the evaluation must be given back
   */
  public boolean granted(Match match, Instant now) {
    Asks.Ask ask = asks.take(match.number());
    if (ask == null) {
      return false;
    }
    placement.granted(ask.contender(), ask.node(), ask.starving(), contenders.settle(now));
    contenders.change(ask.contender(), () -> ask.standing().open = true);
    return true;
  }

  /** The study has nothing for this kind of node until {@link #wake}. */
  public void nothing(Match match) {
    nothing(match, Collections.emptySortedSet());
  }

  /**
   * The study has nothing for this kind of node until {@link #wake}.
   *
   * @param lacking labels that its next work needs; empty if it has no work at all
   */
  public void nothing(Match match, SortedSet<String> lacking) {
    Asks.Ask ask = asks.take(match.number());
    if (ask == null) {
      return;
    }
    Contender contender = ask.contender();
    contenders.change(
        contender,
        () -> {
          contender.silence.answered();
          // What changed after the question may be what the answer did not know.
          if (match.number() >= contender.changedAt) {
            contender.hadNothing(ask.standing(), lacking);
          }
          contender.idle();
        });
  }

  /** The study hands out nothing ever again. */
  public void over(Match match) {
    asks.take(match.number());
    Contender contender = contenders.find(match.study());
    if (contender != null && match.number() >= contender.claimedAt) {
      withdraw(match.study());
    }
  }

  /** The study did not answer; it is asked again after a while that doubles each time. */
  public void failed(Match match, Instant now) {
    Asks.Ask ask = asks.take(match.number());
    if (ask != null) {
      Instant time = contenders.settle(now);
      contenders.change(
          ask.contender(),
          () -> ask.contender().silence.failed(match.number(), asks.next(), time, rules));
    }
  }

  // ---- preemption ------------------------------------------------------------------------------

  /**
   * Evaluations that have to leave for studies of higher priority, each told once. They need not
   * have left at once: until they have, or {@link SharingRules#preemptionTerm} is over, nobody else
   * has to leave for the same study.
   */
  public List<Preemption> preemptions(Instant now) {
    return rounds.due(placement.pools(), contenders.settle(now));
  }

  /** When {@link #next} or {@link #preemptions} may have something new although nothing changed. */
  public Optional<Instant> nextDue() {
    return Stream.of(contenders.nextRetry(), rounds.nextDeadline())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  // ---- views -----------------------------------------------------------------------------------

  /** Slots that would be put to use. */
  public Demand demand() {
    int running = 0;
    SortedMap<Kind, Integer> wanted = new TreeMap<>();
    for (Contender contender : contenders.all()) {
      running += contender.running;
      contender
          .wantedKind()
          .ifPresent(kind -> wanted.merge(kind, contender.appetite(), Integer::sum));
    }
    return new Demand(running, wanted);
  }

  /** The studies that take part, by name. */
  public List<StudyShare> studies() {
    Entitlement entitlement = Entitlement.of(placement.pools(), contenders.all());
    List<StudyShare> studies = new ArrayList<>();
    for (Contender contender : contenders.all()) {
      if (contender.claimed) {
        studies.add(
            new StudyShare(
                contender.study,
                contender.claim,
                contender.running,
                contender.asks.size(),
                entitlement.of(contender),
                contender.waits() ? Optional.of(contender.since) : Optional.empty()));
      }
    }
    return studies;
  }

  /** The nodes that made an offer, by name. */
  public List<NodeShare> nodes() {
    return placement.nodes().stream().flatMap(node -> node.share().stream()).toList();
  }
}
