package io.cairn.server.dispatch;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** All nodes of one kind, and the studies in the order in which their slots go to them. */
final class Pool {

  /** Priority, then the smallest share for its weight, then the longest wait, then age. */
  private static final Comparator<Standing> RANK =
      Comparator.<Standing>comparingInt(standing -> standing.contender.claim.priority())
          .reversed()
          .thenComparingDouble(standing -> standing.contender.load())
          .thenComparing(standing -> standing.contender.since)
          .thenComparingLong(standing -> standing.contender.order);

  private static final Comparator<Standing> LONGEST_WAIT =
      Comparator.<Standing, java.time.Instant>comparing(standing -> standing.contender.since)
          .thenComparingLong(standing -> standing.contender.order);

  /** The lowest priority, of these who has most for its weight, of these the youngest. */
  static final Comparator<Standing> EASIEST_VICTIM =
      Comparator.<Standing>comparingInt(standing -> standing.contender.claim.priority())
          .thenComparingDouble(standing -> -keeps(standing.contender))
          .thenComparingLong(standing -> -standing.contender.order);

  /** Nodes with most to give first, so that no node is crowded beside an empty one. */
  private static final Comparator<NodeSlots> EMPTIEST_FIRST =
      Comparator.<NodeSlots>comparingInt(node -> -node.available())
          .thenComparing(node -> node.node);

  final Kind kind;
  private final int asksAtOnce;
  private final TreeSet<Standing> candidates = new TreeSet<>(RANK);
  private final TreeSet<Standing> starving = new TreeSet<>(LONGEST_WAIT);
  private final TreeSet<Standing> needy = new TreeSet<>(RANK);
  private final TreeSet<Standing> victims = new TreeSet<>(EASIEST_VICTIM);
  private final TreeSet<NodeSlots> available = new TreeSet<>(EMPTIEST_FIRST);
  private int nodes;
  private long slots;

  Pool(Kind kind, int asksAtOnce) {
    this.kind = kind;
    this.asksAtOnce = asksAtOnce;
  }

  private static double keeps(Contender contender) {
    return (contender.running - contender.leaving) / contender.claim.weight();
  }

  // ---- nodes -----------------------------------------------------------------------------------

  /** Takes a node in; its numbers must not change until {@link #remove}. */
  void add(NodeSlots node) {
    nodes++;
    slots += slots(node);
    if (node.available() > 0) {
      available.add(node);
    }
  }

  void remove(NodeSlots node) {
    nodes--;
    slots -= slots(node);
    available.remove(node);
  }

  private static int slots(NodeSlots node) {
    return node.offer == null || node.offer.draining() ? 0 : node.offer.slots();
  }

  boolean isEmpty() {
    return nodes == 0;
  }

  /** Slots of nodes that take work. */
  long slots() {
    return slots;
  }

  boolean hasFree() {
    return !available.isEmpty();
  }

  NodeSlots emptiestNode() {
    return available.first();
  }

  // ---- studies ---------------------------------------------------------------------------------

  /** Takes a study in; nothing of it must change until {@link #unlist}. */
  void list(Standing standing) {
    if (standing.mayBeAsked(asksAtOnce)) {
      candidates.add(standing);
      // One question is out for the slot that it is owed.
      if (standing.contender.starving && standing.contender.asks.isEmpty()) {
        starving.add(standing);
      }
    }
    if (standing.needy(asksAtOnce)) {
      needy.add(standing);
    }
    if (standing.victim()) {
      victims.add(standing);
    }
  }

  void unlist(Standing standing) {
    candidates.remove(standing);
    starving.remove(standing);
    needy.remove(standing);
    victims.remove(standing);
  }

  /** Who gets the next slot. */
  Optional<Standing> first() {
    TreeSet<Standing> from = starving.isEmpty() ? candidates : starving;
    return from.isEmpty() ? Optional.empty() : Optional.of(from.first());
  }

  /** Who needs a slot most; empty if one is free, since it is going to be asked then. */
  Optional<Standing> neediest() {
    return needy.isEmpty() || hasFree() ? Optional.empty() : Optional.of(needy.first());
  }

  /** Who can be asked to leave first. */
  Optional<Standing> easiestVictim() {
    return victims.isEmpty() ? Optional.empty() : Optional.of(victims.first());
  }
}
