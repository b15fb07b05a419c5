package io.cairn.workers.node;

import io.cairn.workers.spi.Outcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The leases in the hands of this process, with what runs for them. It outlives the node's actor: a
 * node that the cluster gave up (it was suspended, or cut off) comes back as another actor in
 * another actor system and goes on with the evaluations that it had.
 *
 * <p>The leases belong to the one actor that is attached; what slots tell meanwhile waits here.
 */
public final class Workbench implements Slot.Listener {

  private final Map<Held.Key, Held> held = new LinkedHashMap<>();
  private final Queue<WorkerNode.Command> waiting = new ArrayDeque<>();
  private @Nullable ActorRef<WorkerNode.Command> attached;
  private Optional<String> left = Optional.empty();

  /** From now on slots tell {@code node}, beginning with what they told nobody. */
  synchronized void attach(ActorRef<WorkerNode.Command> node) {
    attached = node;
    waiting.forEach(node::tell);
    waiting.clear();
  }

  /** The node's actor is gone; unless another has taken its place. */
  synchronized void detach(ActorRef<WorkerNode.Command> node) {
    if (node.equals(attached)) {
      attached = null;
    }
  }

  private synchronized void tell(WorkerNode.Command message) {
    if (attached != null) {
      attached.tell(message);
    } else {
      waiting.add(message);
    }
  }

  @Override
  public CompletableFuture<Boolean> reported(
      Slot slot, double resource, Map<String, Double> metrics) {
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    tell(new WorkerNode.SlotReported(slot, resource, metrics, goOn));
    return goOn;
  }

  @Override
  public void ended(Slot slot, Outcome outcome) {
    tell(new WorkerNode.SlotEnded(slot, outcome));
  }

  synchronized void add(Held lease) {
    held.put(lease.key(), lease);
  }

  synchronized void remove(Held lease) {
    held.remove(lease.key());
  }

  synchronized Optional<Held> find(Held.Key key) {
    return Optional.ofNullable(held.get(key));
  }

  /** The lease that a slot works on, unless it was let go. */
  Optional<Held> of(Slot slot) {
    return find(Held.key(slot.lease())).filter(lease -> lease.slot == slot);
  }

  synchronized Collection<Held> all() {
    return List.copyOf(held.values());
  }

  /** Leases held. */
  public synchronized int size() {
    return held.size();
  }

  /**
   * The node takes no more part.
   *
   * @param refusal why the cluster did not want it; empty if it was drained
   */
  synchronized void leave(String refusal) {
    left = Optional.of(refusal);
  }

  /** Present once the node takes no more part: why the cluster did not want it, or empty text. */
  public synchronized Optional<String> left() {
    return left;
  }

  /** Asks everything that runs to end: the process is about to. */
  public void cancelAll() {
    all().forEach(lease -> lease.slot.cancel());
  }
}
