package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All nodes by kind, and which study has evaluations in flight where. */
final class Placement {
  private final SharingRules rules;
  private final Contenders contenders;
  private final Rounds rounds;
  private final SortedMap<Kind, Pool> pools = new TreeMap<>();
  private final SortedMap<String, NodeSlots> nodes = new TreeMap<>();

  Placement(SharingRules rules, Contenders contenders, Rounds rounds) {
    this.rules = rules;
    this.contenders = contenders;
    this.rounds = rounds;
  }

  /** The kinds of nodes that there are, the plainest first. */
  Collection<Pool> pools() {
    return pools.values();
  }

  Collection<NodeSlots> nodes() {
    return nodes.values();
  }

  @Nullable NodeSlots find(String node) {
    return nodes.get(node);
  }

  /** Changes a node and everything that is sorted by it. */
  void change(NodeSlots node, Runnable change) {
    Pool pool = node.pool;
    if (pool != null) {
      pool.remove(node);
    }
    change.run();
    if (pool != null) {
      pool.add(node);
    }
  }

  Optional<Refusal> offer(String id, Offer offer) {
    Kind kind = offer.kind();
    if (!nodes.containsKey(id) && nodes.size() >= FairShare.MOST_NODES) {
      return tooMany(FairShare.MOST_NODES + " nodes");
    }
    if (!pools.containsKey(kind) && pools.size() >= FairShare.MOST_KINDS) {
      return tooMany(
          FairShare.MOST_KINDS
              + " different sets of labels and worker types; label nodes with what studies require,"
              + " not one by one");
    }
    NodeSlots node = nodes.computeIfAbsent(id, NodeSlots::new);
    if (node.pool != null && node.pool.kind.equals(kind)) {
      change(node, () -> node.offered(offer));
    } else {
      // In this order no study finds itself without any kind of node in between.
      Optional<Pool> before = vacate(node);
      node.offered(offer);
      enter(node, kind);
      before.ifPresent(this::forgetIfEmpty);
    }
    return Optional.empty();
  }

  static Optional<Refusal> tooMany(String what) {
    return Optional.of(new Refusal("there are already " + what));
  }

  /** A node is gone, and what ran there is in flight no more. */
  SortedMap<String, Integer> leave(NodeSlots node) {
    SortedMap<String, Integer> lost =
        Collections.unmodifiableSortedMap(new TreeMap<>(node.running));
    lost.forEach((study, count) -> set(study, node, 0));
    vacate(node).ifPresent(this::forgetIfEmpty);
    nodes.remove(node.node);
    return lost;
  }

  private void enter(NodeSlots node, Kind kind) {
    Pool pool = pools.get(kind);
    if (pool == null) {
      pool = new Pool(kind, rules.asksAtOnce());
      pools.put(kind, pool);
      for (Contender contender : List.copyOf(contenders.all())) {
        Pool added = pool;
        contenders.change(contender, () -> contender.standing(added));
      }
    }
    node.pool = pool;
    pool.add(node);
    Pool entered = pool;
    node.running.forEach(
        (study, count) -> {
          Contender contender = contenders.findOrAdd(study);
          contenders.change(contender, () -> contender.standing(entered).running += count);
        });
  }

  private Optional<Pool> vacate(NodeSlots node) {
    Pool pool = node.pool;
    if (pool != null) {
      node.running.forEach(
          (study, count) -> endAt(contenders.findOrAdd(study), pool, count, () -> {}));
      pool.remove(node);
      node.pool = null;
    }
    return Optional.ofNullable(pool);
  }

  private void forgetIfEmpty(Pool pool) {
    if (pool.isEmpty()) {
      pools.remove(pool.kind);
      for (Contender contender : List.copyOf(contenders.all())) {
        contenders.change(
            contender,
            () -> {
              contender.forget(pool);
              contender.idle();
            });
      }
    }
  }

  void granted(Contender contender, NodeSlots node, boolean whileStarving, Instant now) {
    change(node, () -> node.granted(contender.study));
    contenders.change(
        contender,
        () -> {
          contender.granted(whileStarving, now);
          if (node.pool != null) {
            contender.standing(node.pool).running++;
          }
        });
  }

  /** Evaluations ended; more than are known count as those that are known. */
  void ended(String study, String id, int evaluations) {
    NodeSlots node = nodes.get(id);
    if (node != null) {
      int ended = Math.min(evaluations, node.running.getOrDefault(study, 0));
      change(node, () -> node.ended(study, ended));
      less(study, node, ended);
      forgetIfUnknown(node);
    }
  }

  Optional<Refusal> running(String study, String id, int count) {
    NodeSlots node = nodes.get(id);
    if (node == null && count > 0) {
      if (nodes.size() >= FairShare.MOST_NODES) {
        return tooMany(FairShare.MOST_NODES + " nodes");
      }
      node = new NodeSlots(id);
      nodes.put(id, node);
    }
    if (node != null) {
      set(study, node, count);
      forgetIfUnknown(node);
    }
    return Optional.empty();
  }

  /** Sets what a study has on a node; which slots are free is the node's word alone. */
  private void set(String study, NodeSlots node, int count) {
    int before = node.running.getOrDefault(study, 0);
    node.running(study, count);
    if (count > before) {
      more(study, node, count - before);
    } else {
      less(study, node, before - count);
    }
  }

  private void more(String study, NodeSlots node, int evaluations) {
    Contender contender = contenders.findOrAdd(study);
    contenders.change(
        contender,
        () -> {
          contender.takesOver(evaluations);
          if (node.pool != null) {
            contender.standing(node.pool).running += evaluations;
          }
        });
  }

  private void less(String study, NodeSlots node, int evaluations) {
    Contender contender = contenders.find(study);
    if (contender == null || evaluations == 0) {
      return;
    }
    Pool pool = node.pool;
    if (pool == null) {
      contenders.change(contender, () -> contender.ended(evaluations));
    } else {
      endAt(contender, pool, evaluations, () -> contender.ended(evaluations));
    }
  }

  /** Evaluations end, or end to be of this kind of node; who waited for them has got them. */
  private void endAt(Contender contender, Pool pool, int evaluations, Runnable also) {
    Standing standing = contender.standing(pool);
    List<Round> waiting = new ArrayList<>(standing.rounds());
    contenders.change(
        contender,
        () -> {
          standing.ended(evaluations);
          also.run();
        });
    rounds.left(waiting);
  }

  private void forgetIfUnknown(NodeSlots node) {
    if (node.offer == null && node.running.isEmpty()) {
      nodes.remove(node.node);
    }
  }
}
