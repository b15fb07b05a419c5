package io.cairn.server.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Requests of a remote worker that wait for something to be told. A worker has one at a time;
 * others are of connections that broke, or of a worker that asks with several threads, so the
 * newest is answered first.
 *
 * @param <W> who waits
 */
final class Polls<W> {

  /** That wait at once at most. */
  private static final int MOST = 16;

  private final Deque<W> waiting = new ArrayDeque<>();

  /**
   * One more waits.
   *
   * @return who waits no more because there are too many
   */
  Optional<W> add(W who) {
    waiting.addLast(who);
    return waiting.size() > MOST ? Optional.of(waiting.removeFirst()) : Optional.empty();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether this one waited; it does no more. */
  boolean take(W who) {
    return waiting.remove(who);
  }

  /** The newest, which waits no more. */
  Optional<W> takeNewest() {
    return Optional.ofNullable(waiting.pollLast());
  }

  /** All of them, who wait no more. */
  List<W> takeAll() {
    List<W> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
