package io.cairn.server.store;

import java.time.Duration;

/** Told, on the thread that writes, how each write ended. Must not block, nor fail. */
@FunctionalInterface
public interface WriteObserver {

  /**
   * A write ended.
   *
   * @param took from handing over to the end
   * @param durable whether its records are known to be kept
   */
  void ended(Duration took, boolean durable);
}
