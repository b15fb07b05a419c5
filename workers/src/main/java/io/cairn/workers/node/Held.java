package io.cairn.workers.node;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Lease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** What the node knows of a lease that it holds. Confined to the node's actor. */
final class Held {

  /** A lease, among those of all studies. */
  record Key(String study, long token) {}

  final Slot slot;
  long sequence;

  /** Whether its evaluation has ended. */
  boolean over;

  /** Whether nothing more of it will be taken. */
  boolean lost;

  /**
   * A message without its answer yet.
   *
   * @param sequence number of a report, from 1; 0 of the end
   * @param message the message, by where its answer goes
   */
  record Unanswered(long sequence, Function<ActorRef<Acknowledgement>, ToStudy> message) {

    ToStudy to(ActorRef<Acknowledgement> replyTo) {
      return message.apply(replyTo);
    }
  }

  /**
   * What was said and not answered, oldest first. Only the first is sent: an evaluation that is
   * interrupted while its report waits ends before the report is answered, and without the result
   * in the report its end would be that of one that brought none.
   */
  final Deque<Unanswered> unanswered = new ArrayDeque<>();

  /** Holds up the evaluation until its report is answered. */
  Optional<CompletableFuture<Boolean>> goOn = Optional.empty();

  Held(Slot slot) {
    this.slot = slot;
  }

  Lease lease() {
    return slot.lease();
  }

  Key key() {
    return key(lease());
  }

  static Key key(Lease lease) {
    return new Key(lease.getStudy(), lease.getToken());
  }

  /** Lets a waiting evaluation go on, or end. */
  void answer(boolean goesOn) {
    goOn.ifPresent(future -> future.complete(goesOn));
    goOn = Optional.empty();
  }
}
