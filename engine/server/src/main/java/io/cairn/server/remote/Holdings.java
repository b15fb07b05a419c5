package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.Lease;
import io.cairn.proto.remote.Cancellation;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.RemoteLease;
import io.cairn.server.remote.HeldLease.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The leases of a remote worker: those that it was granted, those that it says it has, and what of
 * that it must be told. Plain: no actors, no clock.
 *
 * <p>An answer over HTTP may get lost. So a lease that was given and that the worker does not name
 * is given again; it is only over when the study has acknowledged its end, which passes through
 * here before the worker hears of it, and from then on it is never given. What is not known here,
 * because another place in the cluster granted it, the worker tells; without the worker's word such
 * a lease expires at its study.
 */
final class Holdings {

  /** Of leases in one answer, so that it fits into a frame between nodes. */
  static final int MOST_LEASE_BYTES = 250_000;

  /** Of cancellations in one answer. */
  static final int MOST_CANCEL_BYTES = 60_000;

  /** Before what was told without effect is told again. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  /** Before a cancellation is told again. */
  private static final Duration CANCEL_AGAIN = Duration.ofSeconds(5);

  /** Leases that are over and remembered, so that a late message does not bring them back. */
  private static final int MOST_OVER = 4_096;

  /** Studies whose work is remembered although nothing of them is here. */
  private static final int MOST_WORKS = 16;

  private static final String STUDY_ENDS = "the study ends";

  private final Map<Key, HeldLease> held = new LinkedHashMap<>();

  /** What the worker named last, without what is over since. */
  private final Set<Key> inHand = new LinkedHashSet<>();

  private final Set<Key> over = new LinkedHashSet<>();
  private final Map<String, RemoteWork> works = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What follows from a worker's word.
   *
   * @param alive signs of life for the studies
   * @param back leases that nobody works on
   */
  record Heard(List<Heartbeat> alive, List<Fail> back) {}

  /**
   * A lease was granted.
   *
   * @param slots of the worker
   * @return what the study is told if there is no room for it
   */
  Optional<Fail> grant(Lease lease, int slots, Instant now) {
    HeldLease granted = HeldLease.granted(lease, now);
    if (held.containsKey(granted.key) || over.contains(granted.key)) {
      return Optional.empty();
    }
    if (occupied() >= slots) {
      return Optional.of(HeldLease.refused(lease, "no free slot"));
    }
    held.put(granted.key, granted);
    return Optional.empty();
  }

  /**
   * The worker says what it has in hand.
   *
   * @param node name of the worker
   * @param asks whether it asks for evaluations, so that what it lacks can be given to it again
   */
  Heard hears(String node, List<HeldEvaluation> named, boolean asks, Instant now) {
    SortedMap<String, Heartbeat.Builder> alive = new TreeMap<>();
    inHand.clear();
    for (HeldEvaluation of : named) {
      Key key = new Key(of.getStudy(), of.getToken());
      if (over.contains(key)) {
        continue; // Its slot is free: the worker waits for an answer and computes nothing for it.
      }
      inHand.add(key);
      HeldLease lease = held.computeIfAbsent(key, k -> HeldLease.told(k, of.getEvaluation(), now));
      lease.named = true;
      lease.due = false;
      if (!of.getLogTail().isEmpty()) {
        lease.log = of.getLogTail();
      }
      if (!lease.lost) {
        alive
            .computeIfAbsent(
                of.getStudy(), study -> Heartbeat.newBuilder().setNode(node).setStudy(study))
            .addLeases(
                io.cairn.proto.HeldLease.newBuilder()
                    .setEvaluation(lease.evaluation)
                    .setToken(key.token()));
      }
    }
    List<Fail> back = new ArrayList<>();
    for (HeldLease lease : List.copyOf(held.values())) {
      if (!inHand.contains(lease.key)) {
        lacks(lease, asks, now).ifPresent(back::add);
      }
    }
    return new Heard(alive.values().stream().map(Heartbeat.Builder::build).toList(), back);
  }

  /** The worker did not name a lease. */
  private Optional<Fail> lacks(HeldLease lease, boolean asks, Instant now) {
    if (!lease.wasGiven()) {
      return Optional.empty();
    }
    if (lease.lost) {
      finish(lease.key);
    } else if (lease.isCancelled() && !lease.givenSince(now.minus(AGAIN))) {
      finish(lease.key);
      return Optional.of(lease.givenBack("the worker does not have it and need not begin it"));
    } else if (lease.lease().isEmpty()) {
      // It came by word of the worker, and by its word it goes; if the word was old, it comes
      // again.
      held.remove(lease.key);
    } else if (asks) {
      lease.due = true;
    }
    return Optional.empty();
  }

  /** A study has answered: what it says holds before the worker hears of it. */
  void answered(Acknowledgement answer) {
    Key key = new Key(answer.getStudy(), answer.getToken());
    if (answer.getEnds()) {
      finish(key);
    } else if (!answer.getAccepted()) {
      HeldLease lease = held.get(key);
      if (lease != null) {
        lease.lost = true;
        lease.due = false;
        lease.cancel(answer.getReason().isEmpty() ? "the lease is over" : answer.getReason());
      }
    } else {
      // Who reports has it.
      Optional.ofNullable(held.get(key)).ifPresent(lease -> lease.due = false);
    }
  }

  private void finish(Key key) {
    held.remove(key);
    inHand.remove(key);
    over.add(key);
    Iterator<Key> oldest = over.iterator();
    while (over.size() > MOST_OVER) {
      oldest.next();
      oldest.remove();
    }
  }

  /** All leases of a study should end; answers with those that the worker was never given. */
  List<Fail> cancelStudy(String study) {
    return cancel(ofStudy(study), STUDY_ENDS);
  }

  /** Leases of a study should end; answers with those that the worker was never given. */
  List<Fail> giveBack(String study, Collection<Long> tokens, String reason) {
    Set<Long> wanted = new HashSet<>(tokens);
    return cancel(
        ofStudy(study).stream().filter(lease -> wanted.contains(lease.key.token())).toList(),
        reason);
  }

  /** All leases should end; answers with those that the worker was never given. */
  List<Fail> cancelAll(String reason) {
    return cancel(List.copyOf(held.values()), reason);
  }

  /** Leases that were never given and are older than this; they are not given any more. */
  List<Fail> giveUpWaiting(Instant before, String reason) {
    return cancel(
        held.values().stream()
            .filter(lease -> !lease.wasGiven() && lease.since.isBefore(before))
            .toList(),
        reason);
  }

  private List<HeldLease> ofStudy(String study) {
    return held.values().stream().filter(lease -> lease.key.study().equals(study)).toList();
  }

  private List<Fail> cancel(List<HeldLease> leases, String reason) {
    List<Fail> back = new ArrayList<>();
    for (HeldLease lease : leases) {
      if (lease.wasGiven()) {
        lease.cancel(reason);
      } else {
        finish(lease.key);
        back.add(lease.givenBack(reason));
      }
    }
    return back;
  }

  /**
   * Whoever had these leases is gone.
   *
   * @param kept what whoever comes after names
   */
  List<Fail> giveUp(String reason, List<HeldEvaluation> kept) {
    Set<Key> stay = new HashSet<>();
    kept.forEach(of -> stay.add(new Key(of.getStudy(), of.getToken())));
    List<Fail> back = new ArrayList<>();
    for (HeldLease lease : List.copyOf(held.values())) {
      if (!stay.contains(lease.key)) {
        finish(lease.key);
        if (!lease.lost) {
          back.add(lease.givenBack(reason));
        }
      }
    }
    inHand.clear();
    return back;
  }

  /** What the evaluations of a study are. */
  void work(String study, RemoteWork work) {
    works.put(study, work);
    Set<String> inUse = running().keySet();
    Iterator<String> oldest = works.keySet().iterator();
    while (works.size() > MOST_WORKS + inUse.size() && oldest.hasNext()) {
      if (!inUse.contains(oldest.next())) {
        oldest.remove();
      }
    }
  }

  /** Studies of which leases wait until it is known what their evaluations are. */
  Set<String> withoutWork() {
    Set<String> studies = new TreeSet<>();
    for (HeldLease lease : held.values()) {
      if (lease.due && !works.containsKey(lease.key.study())) {
        studies.add(lease.key.study());
      }
    }
    return studies;
  }

  /** Whether there is something that the worker should hear of now. */
  boolean hasNews(Instant now) {
    return held.values().stream().anyMatch(lease -> isDue(lease, now) || toBeTold(lease, now));
  }

  private boolean isDue(HeldLease lease, Instant now) {
    return lease.due
        && !lease.isCancelled()
        && works.containsKey(lease.key.study())
        && !lease.givenSince(now.minus(AGAIN));
  }

  private boolean toBeTold(HeldLease lease, Instant now) {
    return lease.isCancelled()
        && inHand.contains(lease.key)
        && !lease.toldSince(now.minus(CANCEL_AGAIN));
  }

  /**
   * What the worker is told now.
   *
   * @param asks whether it asks for evaluations
   */
  Orders.Builder orders(boolean asks, Instant now) {
    Orders.Builder orders = Orders.newBuilder();
    int bytes = 0;
    Map<String, RemoteWork> known = new HashMap<>(works);
    for (HeldLease lease : held.values()) {
      RemoteWork work = known.get(lease.key.study());
      if (asks && work != null && isDue(lease, now)) {
        RemoteLease whole = work.with(lease.lease().orElseThrow());
        bytes += whole.getSerializedSize();
        if (bytes > MOST_LEASE_BYTES && orders.getLeasesCount() > 0) {
          break;
        }
        orders.addLeases(whole);
        lease.given(now);
      }
    }
    addCancellations(orders, now);
    return orders;
  }

  /** Those that were told longest ago first, so that all get their turn. */
  private void addCancellations(Orders.Builder orders, Instant now) {
    List<HeldLease> cancelled =
        held.values().stream()
            .filter(lease -> lease.isCancelled() && lease.wasGiven())
            .sorted(Comparator.comparing(HeldLease::lastTold))
            .toList();
    int bytes = 0;
    for (HeldLease lease : cancelled) {
      Cancellation cancellation = lease.cancellation();
      bytes += cancellation.getSerializedSize();
      if (bytes > MOST_CANCEL_BYTES) {
        return;
      }
      orders.addCancel(cancellation);
      lease.told(now);
    }
  }

  /** What an evaluation has printed last; empty if it is not here. */
  Optional<String> log(String study, long token) {
    return Optional.ofNullable(held.get(new Key(study, token))).map(lease -> lease.log);
  }

  /** Slots that are not free. */
  int occupied() {
    return held.size();
  }

  /** Leases by study. */
  SortedMap<String, Integer> running() {
    SortedMap<String, Integer> running = new TreeMap<>();
    held.keySet().forEach(key -> running.merge(key.study(), 1, Integer::sum));
    return running;
  }

  /** The longest term of the leases that are known. */
  Duration longestTerm() {
    return Duration.ofMillis(
        held.values().stream()
            .flatMap(lease -> lease.lease().stream())
            .mapToLong(Lease::getLeaseMillis)
            .max()
            .orElse(0));
  }
}
