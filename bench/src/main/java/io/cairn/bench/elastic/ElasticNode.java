package io.cairn.bench.elastic;

import java.util.LinkedHashSet;
import java.util.Set;

/** A simulated worker node. */
final class ElasticNode {
  final String id;
  final int slots;
  final Set<Evaluation> running = new LinkedHashSet<>();

  /** Whether it still runs something; a node that vanished does not. */
  boolean alive = true;

  boolean draining;

  ElasticNode(String id, int slots) {
    this.id = id;
    this.slots = slots;
  }
}
