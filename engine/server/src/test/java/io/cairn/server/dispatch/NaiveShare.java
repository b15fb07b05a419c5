package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link FairShare} should do, written down without any thought for cost: nothing is sorted,
 * every question looks at everything.
 */
final class NaiveShare {

  static final class Study {
    final String id;
    final int order;
    Claim claim = new Claim(1, 0, java.util.OptionalInt.empty(), "");
    boolean claimed;
    final Map<String, Integer> running = new TreeMap<>();
    final Set<Match> asks = new HashSet<>();
    final Set<Kind> closed = new HashSet<>();
    Optional<Instant> since = Optional.empty();
    boolean starving;
    long changedAt;
    long claimedAt;
    int failures;
    long failuresCounted;
    Optional<Instant> silentUntil = Optional.empty();

    Study(String id, int order) {
      this.id = id;
      this.order = order;
    }

    int running() {
      return running.values().stream().mapToInt(n -> n).sum();
    }
  }

  static final class Node {
    Optional<Offer> offer = Optional.empty();
    int free;
  }

  final SharingRules rules;
  final Map<String, Study> studies = new TreeMap<>();
  final Map<String, Node> nodes = new TreeMap<>();
  private final Map<Match, Kind> askedFor = new HashMap<>();
  private int order;
  private long asked;
  private Instant now = Instant.MIN;

  NaiveShare(SharingRules rules) {
    this.rules = rules;
  }

  // ---- what is ---------------------------------------------------------------------------------

  Set<Kind> kinds() {
    Set<Kind> kinds = new TreeSet<>();
    nodes.values().forEach(node -> node.offer.ifPresent(offer -> kinds.add(offer.kind())));
    return kinds;
  }

  private boolean open(Study study, Kind kind) {
    return !study.closed.contains(kind) && kind.types().contains(study.claim.workerType());
  }

  private boolean openSomewhere(Study study) {
    return kinds().stream().anyMatch(kind -> open(study, kind));
  }

  int asks(String node) {
    return (int)
        studies.values().stream()
            .flatMap(study -> study.asks.stream())
            .filter(ask -> ask.node().equals(node))
            .count();
  }

  int running(String node) {
    return studies.values().stream().mapToInt(s -> s.running.getOrDefault(node, 0)).sum();
  }

  private int available(String id) {
    Node node = nodes.get(id);
    return node.offer.isEmpty() || node.offer.get().draining() ? 0 : node.free - asks(id);
  }

  boolean mayBeAsked(Study study, Kind kind) {
    int inFlight = study.running() + study.asks.size();
    return study.claimed
        && open(study, kind)
        && study.silentUntil.isEmpty()
        && study.asks.size() < (study.failures > 0 ? 1 : rules.asksAtOnce())
        && inFlight < study.claim.maxInFlight().orElse(Integer.MAX_VALUE);
  }

  Optional<String> emptiest(Kind kind) {
    return nodes.keySet().stream()
        .filter(id -> nodes.get(id).offer.map(o -> o.kind().equals(kind)).orElse(false))
        .filter(id -> available(id) > 0)
        .min(Comparator.<String>comparingInt(id -> -available(id)).thenComparing(id -> id));
  }

  // ---- what happens ----------------------------------------------------------------------------

  private Study study(String id) {
    return studies.computeIfAbsent(id, s -> new Study(s, ++order));
  }

  /** What follows of itself. */
  private void tidy(Set<Kind> before) {
    Set<Kind> gone = new HashSet<>(before);
    gone.removeAll(kinds());
    askedFor.values().removeAll(gone);
    for (Study study : studies.values()) {
      study.closed.removeAll(gone);
      if (study.running() == 0 && !openSomewhere(study)) {
        study.since = Optional.empty();
        study.starving = false;
      }
    }
    studies.values().removeIf(study -> !study.claimed && study.running() == 0);
    nodes.entrySet().removeIf(e -> e.getValue().offer.isEmpty() && running(e.getKey()) == 0);
  }

  void claim(String id, Claim claim) {
    Study study = study(id);
    if (!study.claimed || !study.claim.workerType().equals(claim.workerType())) {
      study.closed.clear();
    }
    study.claimedAt = study.claimed ? study.claimedAt : asked + 1;
    study.claimed = true;
    study.claim = claim;
    tidy(kinds());
  }

  void withdraw(String id) {
    Study study = studies.get(id);
    if (study != null) {
      study.claimed = false;
      study.starving = false;
      study.since = Optional.empty();
      study.silentUntil = Optional.empty();
      study.failures = 0;
      study.asks.clear();
      tidy(kinds());
    }
  }

  void wake(String id) {
    Study study = studies.get(id);
    if (study != null) {
      study.closed.clear();
      study.changedAt = asked + 1;
    }
  }

  void offer(String id, Offer offer) {
    Set<Kind> before = kinds();
    Node node = nodes.computeIfAbsent(id, n -> new Node());
    node.offer = Optional.of(offer);
    node.free = offer.free();
    tidy(before);
  }

  void leave(String id) {
    Set<Kind> before = kinds();
    for (Study study : studies.values()) {
      boolean ran = study.running.remove(id) != null;
      study.asks.removeIf(ask -> ask.node().equals(id));
      if (ran && study.running() == 0) {
        study.since = Optional.empty();
      }
    }
    nodes.remove(id);
    tidy(before);
  }

  void running(String id, String nodeId, int count) {
    if (count == 0 && (!studies.containsKey(id) || !nodes.containsKey(nodeId))) {
      return;
    }
    Study study = study(id);
    nodes.computeIfAbsent(nodeId, n -> new Node());
    int before = study.running.getOrDefault(nodeId, 0);
    study.running.put(nodeId, count);
    study.running.remove(nodeId, 0);
    if (count > before) {
      study.starving = false;
    } else if (count < before && study.running() == 0) {
      study.since = Optional.empty();
    }
    tidy(kinds());
  }

  void ended(String id, String nodeId, int evaluations) {
    Node node = nodes.get(nodeId);
    Study study = studies.get(id);
    if (node == null || study == null) {
      return;
    }
    int had = study.running.getOrDefault(nodeId, 0);
    int ended = Math.min(evaluations, had);
    study.running.put(nodeId, had - ended);
    study.running.remove(nodeId, 0);
    node.offer.ifPresent(
        offer ->
            node.free =
                Math.max(node.free, Math.min(node.free + ended, offer.slots() - running(nodeId))));
    if (ended > 0 && study.running() == 0) {
      study.since = Optional.empty();
    }
    tidy(kinds());
  }

  void settle(Instant time) {
    now = time.isAfter(now) ? time : now;
    for (Study study : studies.values()) {
      if (study.claimed && study.since.isEmpty() && (study.running() > 0 || openSomewhere(study))) {
        study.since = Optional.of(now);
      }
      if (study.silentUntil.isPresent() && !study.silentUntil.get().isAfter(now)) {
        study.silentUntil = Optional.empty();
      }
      if (study.claimed
          && study.running() == 0
          && openSomewhere(study)
          && !study.since.get().plus(rules.patience()).isAfter(now)) {
        study.starving = true;
      }
    }
  }

  Optional<Match> next(Instant time) {
    settle(time);
    for (Kind kind : kinds()) {
      Optional<String> node = emptiest(kind);
      List<Study> candidates = new ArrayList<>(studies.values());
      candidates.removeIf(study -> !mayBeAsked(study, kind));
      if (node.isPresent() && !candidates.isEmpty()) {
        Study first =
            candidates.stream()
                .filter(study -> study.starving && study.asks.isEmpty())
                .min(byWait())
                .orElseGet(() -> candidates.stream().min(byShare()).orElseThrow());
        Match match = new Match(++asked, first.id, node.get());
        first.asks.add(match);
        askedFor.put(match, kind);
        return Optional.of(match);
      }
    }
    return Optional.empty();
  }

  private static Comparator<Study> byWait() {
    return Comparator.<Study, Instant>comparing(study -> study.since.orElseThrow())
        .thenComparingInt(study -> study.order);
  }

  private static Comparator<Study> byShare() {
    return Comparator.<Study>comparingInt(study -> -study.claim.priority())
        .thenComparingDouble(study -> (study.running() + study.asks.size()) / study.claim.weight())
        .thenComparing(byWait());
  }

  boolean granted(Match match, Instant time) {
    Study study = studies.get(match.study());
    if (study == null || !study.asks.remove(match)) {
      return false;
    }
    settle(time);
    Node node = nodes.get(match.node());
    node.free = Math.max(0, node.free - 1);
    study.running.merge(match.node(), 1, Integer::sum);
    study.since = Optional.of(now);
    study.starving = false;
    study.failures = 0;
    Optional.ofNullable(askedFor.get(match)).ifPresent(study.closed::remove);
    return true;
  }

  void nothing(Match match) {
    Study study = studies.get(match.study());
    if (study != null && study.asks.remove(match)) {
      study.failures = 0;
      if (match.number() >= study.changedAt) {
        Optional.ofNullable(askedFor.get(match)).ifPresent(study.closed::add);
      }
      tidy(kinds());
    }
  }

  void over(Match match) {
    Study study = studies.get(match.study());
    if (study != null) {
      study.asks.remove(match);
      if (study.claimed && match.number() >= study.claimedAt) {
        withdraw(match.study());
      }
    }
  }

  void failed(Match match, Instant time) {
    Study study = studies.get(match.study());
    if (study != null && study.asks.remove(match)) {
      settle(time);
      if (match.number() >= study.failuresCounted) {
        study.failuresCounted = asked + 1;
        study.failures++;
        long factor = 1L << Math.min(20, study.failures - 1);
        java.time.Duration pause = rules.backoff().multipliedBy(factor);
        study.silentUntil =
            Optional.of(
                now.plus(
                    pause.compareTo(rules.longestBackoff()) < 0 ? pause : rules.longestBackoff()));
      }
    }
  }
}
