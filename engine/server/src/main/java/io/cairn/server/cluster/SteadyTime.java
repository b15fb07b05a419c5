package io.cairn.server.cluster;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that nobody sets and that says nothing of the date: for those who measure how long
 * something took or wait until it has taken too long.
 */
final class SteadyTime implements InstantSource {

  private final long begin = System.nanoTime();

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - begin);
  }
}
