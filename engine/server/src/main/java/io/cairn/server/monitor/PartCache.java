package io.cairn.server.monitor;

import io.cairn.server.history.StudyHistory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Parts of a study as they are sent. A part that takes long is made again less often: at most a
 * tenth of a processor goes into any of them, however many look. Who asks gets the newest one that
 * there is, and waits only for the first.
 */
public final class PartCache {

  /** Between two of a part there is so many times what making it took. */
  private static final int SHARE = 10;

  /**
   * A part as it was at a record.
   *
   * @param body JSON, UTF-8; not to be changed
   * @param sequence number of the last record that is in it
   */
  @SuppressWarnings("ArrayRecordComponent") // Bodies are sent and never compared.
  public record Part(byte[] body, long sequence) {}

  /** Who makes parts, and a clock of nanoseconds. */
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

  /**
   * The newest one of a part.
   *
   * @param name of the part
   * @param maker reads what it needs from the history, and gives what makes the part of that
   */
  public CompletionStage<Part> get(String name, Function<StudyHistory, Supplier<String>> maker) {
    Slot slot = slots.computeIfAbsent(name, n -> new Slot());
    synchronized (slot) {
      if (!slot.making && isStale(slot)) {
        slot.making = true;
        makers.threads().execute(() -> make(maker, slot));
      }
      return slot.newest.copy();
    }
  }

  private boolean isStale(Slot slot) {
    return !slot.newest.isDone()
        || slot.newest.join().sequence() < study.sequence()
            && makers.nanos().getAsLong() - slot.dueAt >= 0;
  }

  private void make(Function<StudyHistory, Supplier<String>> maker, Slot slot) {
    long began = makers.nanos().getAsLong();
    // Read before the part is made: it may hold more, never less.
    long sequence = study.sequence();
    try {
      Supplier<String> gathered = study.read(maker);
      settle(slot, began, new Part(gathered.get().getBytes(StandardCharsets.UTF_8), sequence));
    } catch (RuntimeException | Error e) {
      synchronized (slot) {
        slot.making = false;
        if (slot.newest.completeExceptionally(e)) {
          slot.newest = new CompletableFuture<>(); // The next one who asks has it tried again.
        }
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
