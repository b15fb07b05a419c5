package io.cairn.server.monitor;

import io.cairn.server.history.StudyHistory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Parts of a study as they are sent. A part that takes long is made again less often: at most a
 * tenth of a processor goes into any of them, however many look. Who asks gets the newest one that
 * there is, and waits only for the first.
 */
public final class PartCache {

  /** Of the time between two of a part, making it takes this share at most. */
  private static final int SHARE = 10;

  /** A part of a study. */
  public interface Maker {
    /** Its name, which is unique. */
    String name();

    /** The part as it is now. */
    String make(StudyHistory history);
  }

  /**
   * A part as it was at a record.
   *
   * @param sequence number of the last record that is in it
   */
  public record Part(byte[] body, long sequence) {}

  record Makers(Executor threads, LongSupplier nanos) {}

  private static final class Slot {
    private CompletableFuture<Part> newest = new CompletableFuture<>();
    private boolean making;
    private long dueAt;
  }

  private final WatchedStudy study;
  private final Makers makers;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  PartCache(WatchedStudy study, Makers makers) {
    this.study = study;
    this.makers = makers;
  }

  /** The newest part; fails if it cannot be made. */
  public CompletionStage<Part> get(Maker maker) {
    Slot slot = slots.computeIfAbsent(maker.name(), name -> new Slot());
    synchronized (slot) {
      if (!slot.making && isStale(slot)) {
        slot.making = true;
        makers.threads().execute(() -> make(maker, slot));
      }
      return slot.newest.copy();
    }
  }

  private boolean isStale(Slot slot) {
    if (!slot.newest.isDone() || slot.newest.isCompletedExceptionally()) {
      return true;
    }
    return slot.newest.join().sequence() < study.sequence()
        && makers.nanos().getAsLong() - slot.dueAt >= 0;
  }

  private void make(Maker maker, Slot slot) {
    long began = makers.nanos().getAsLong();
    // Read before the part is made: it may hold more, never less.
    long sequence = study.sequence();
    try {
      byte[] body = study.read(maker::make).getBytes(StandardCharsets.UTF_8);
      settle(slot, began, new Part(body, sequence));
    } catch (RuntimeException e) {
      synchronized (slot) {
        slot.making = false;
        slot.newest.completeExceptionally(e);
        slot.newest = new CompletableFuture<>();
      }
    }
  }

  private void settle(Slot slot, long began, Part part) {
    synchronized (slot) {
      long now = makers.nanos().getAsLong();
      slot.making = false;
      slot.dueAt = now + SHARE * (now - began);
      if (!slot.newest.complete(part)) {
        slot.newest = CompletableFuture.completedFuture(part);
      }
    }
  }
}
