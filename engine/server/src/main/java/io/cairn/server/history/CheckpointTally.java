package io.cairn.server.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the checkpoints of a study take, as far as its events tell. */
public final class CheckpointTally {

  private final Map<Integer, Long> held = new HashMap<>(); // looked up, never walked
  private long bytes;
  private long mostBytes;
  private long dropped;

  CheckpointTally() {}

  void kept(int trial, long size) {
    Long before = held.put(trial, size);
    bytes += size - (before == null ? 0 : before);
    mostBytes = Math.max(mostBytes, bytes);
  }

  void dropped(int trial) {
    Long before = held.remove(trial);
    bytes -= before == null ? 0 : before;
    dropped++;
  }

  /** Of all there are, those of these trials stay. */
  void retain(Collection<Integer> kept) {
    held.keySet().retainAll(kept);
    bytes = held.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many there are. */
  public int held() {
    return held.size();
  }

  /** What they take together. */
  public long bytes() {
    return bytes;
  }

  /** The most that they took at any time. */
  public long mostBytes() {
    return mostBytes;
  }

  /** How many were given up, or found missing. */
  public long dropped() {
    return dropped;
  }
}
