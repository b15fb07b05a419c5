package io.cairn.server.cluster;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes of a cluster do not hear of which, as one of them sees it.
 *
 * @param <N> what nodes are known by
 * @param self who sees it
 * @param coordinators members that run studies, and may run them now
 * @param others the other members: workers, and coordinators that are not quite there yet
 * @param deaf pairs of which one does not hear of the other
 */
record Hearing<N extends Comparable<N>>(
    N self, SortedSet<N> coordinators, SortedSet<N> others, Set<Deaf<N>> deaf) {

  /** A node that does not hear of another. */
  record Deaf<N>(N observer, N subject) {}

  Hearing {
    coordinators = Collections.unmodifiableSortedSet(new TreeSet<>(coordinators));
    others = Collections.unmodifiableSortedSet(new TreeSet<>(others));
    deaf = Set.copyOf(deaf);
  }

  boolean coordinates() {
    return coordinators.contains(self);
  }

  /** The pairs of which both are coordinators. */
  Set<Deaf<N>> amongCoordinators() {
    return among(coordinators);
  }

  private Set<Deaf<N>> among(Set<N> nodes) {
    Set<Deaf<N>> among = new HashSet<>();
    for (Deaf<N> pair : deaf) {
      if (nodes.contains(pair.observer()) && nodes.contains(pair.subject())) {
        among.add(pair);
      }
    }
    return among;
  }

  /**
   * The coordinators that go on: all who hear of each other, if they are more than half of them, or
   * half of them with the first.
   *
   * @return none if no group is large enough
   */
  SortedSet<N> majority() {
    SortedSet<N> staying = new TreeSet<>(coordinators);
    staying.removeAll(outOfTouch(coordinators));
    int all = coordinators.size();
    boolean most = staying.size() * 2 > all;
    boolean half = staying.size() * 2 == all && all > 0 && staying.contains(coordinators.first());
    return most || half ? staying : new TreeSet<>();
  }

  /**
   * Without whom some nodes all hear of each other. Who is out of touch with most of them goes
   * first, and of several the last.
   */
  private SortedSet<N> outOfTouch(Set<N> nodes) {
    SortedSet<N> goers = new TreeSet<>();
    Set<Deaf<N>> trouble = among(nodes);
    while (!trouble.isEmpty()) {
      N worst = worst(trouble);
      goers.add(worst);
      trouble.removeIf(pair -> pair.observer().equals(worst) || pair.subject().equals(worst));
    }
    return goers;
  }

  private static <N extends Comparable<N>> N worst(Set<Deaf<N>> trouble) {
    TreeMap<N, Set<N>> outOfTouch = new TreeMap<>();
    for (Deaf<N> pair : trouble) {
      outOfTouch.computeIfAbsent(pair.observer(), n -> new HashSet<>()).add(pair.subject());
      outOfTouch.computeIfAbsent(pair.subject(), n -> new HashSet<>()).add(pair.observer());
    }
    N worst = outOfTouch.firstKey();
    for (Map.Entry<N, Set<N>> node : outOfTouch.entrySet()) {
      if (node.getValue().size() >= outOfTouch.getOrDefault(worst, Set.of()).size()) {
        worst = node.getKey();
      }
    }
    return worst;
  }

  /**
   * Other members of which one of some coordinators does not hear, and those without whom the rest
   * hear of each other. Workers have nothing to tell each other, but while one member does not hear
   * of another, Pekko lets nobody in or out.
   */
  SortedSet<N> othersOutOfTouch(Set<N> with) {
    SortedSet<N> goers = new TreeSet<>();
    for (Deaf<N> pair : deaf) {
      if (with.contains(pair.observer()) && others.contains(pair.subject())) {
        goers.add(pair.subject());
      }
    }
    SortedSet<N> rest = new TreeSet<>(others);
    rest.removeAll(goers);
    goers.addAll(outOfTouch(rest));
    return goers;
  }

  /** Whether more than half of the coordinators are in touch with this node. */
  boolean hearsOfMost() {
    long heard =
        coordinators.stream()
            .filter(coordinator -> !deaf.contains(new Deaf<>(self, coordinator)))
            .count();
    return heard * 2 > coordinators.size();
  }
}
