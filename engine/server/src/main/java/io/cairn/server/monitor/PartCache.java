package io.cairn.server.monitor;

import io.cairn.server.history.StudyHistory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Parts of a study as they are sent. A part that takes long is made again less often: at most a
 * tenth of a processor goes into any of them, however many look. Who asks gets the newest one that
 * there is, and waits only for the first, which waits for the journal to be read for a while.
 */
public final class PartCache {

  /**
   * Between two of a part there is so many times what making it took; of a study that is still
   * being read, as long as it took, since what it tells is soon of no use.
   */
  private static final int SHARE = 10;

  /**
   * A part as it was at a record.
   *
   * @param body JSON, UTF-8; not to be changed
   * @param sequence number of the last record that is in it
   */
  @SuppressWarnings("ArrayRecordComponent") // Bodies are sent and never compared.
  public record Part(byte[] body, long sequence) {}

  /**
   * Who makes parts.
   *
   * @param nanos a clock of nanoseconds
   * @param work nanoseconds that the calling thread was at work: on a busy machine a part that
   *     takes a moment's work may be long on its way, and is not dear for that
   * @param patience of the first part, for a journal that is still being read
   */
  record Makers(Executor threads, LongSupplier nanos, LongSupplier work, Duration patience) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static Makers of(Executor threads) {
      return new Makers(
          threads, System::nanoTime, THREADS::getCurrentThreadCpuTime, Duration.ofSeconds(2));
    }
  }

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
        CompletableFuture<Void> ready = study.caughtUp();
        if (!slot.newest.isDone()) {
          ready.completeOnTimeout(null, makers.patience().toMillis(), TimeUnit.MILLISECONDS);
        } else {
          ready.complete(null);
        }
        ready.thenRunAsync(() -> make(maker, slot), makers.threads());
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
    long began = makers.work().getAsLong();
    // Read before the part is made: it may hold more, never less.
    boolean current = study.isCurrent();
    long sequence = study.sequence();
    try {
      Supplier<String> gathered = study.read(maker);
      Part part = new Part(gathered.get().getBytes(StandardCharsets.UTF_8), sequence);
      settle(slot, (current ? SHARE : 1) * (makers.work().getAsLong() - began), part);
    } catch (RuntimeException | Error e) {
      synchronized (slot) {
        slot.making = false;
        if (slot.newest.completeExceptionally(e)) {
          slot.newest = new CompletableFuture<>(); // The next one who asks has it tried again.
        }
      }
    }
  }

  private void settle(Slot slot, long pause, Part part) {
    synchronized (slot) {
      slot.making = false;
      slot.dueAt = makers.nanos().getAsLong() + pause;
      if (!slot.newest.complete(part)) {
        slot.newest = CompletableFuture.completedFuture(part);
      }
    }
  }
}
