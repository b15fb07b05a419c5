package io.cairn.server.monitor;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.HistoryLimits;
import io.cairn.server.history.LiveHistory;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A study whose journal is followed. The monitor reads on; anybody asks, from any thread.
 *
 * <p>Nothing is queued for anybody: who was away for a while is told the difference between then
 * and now, however long that was.
 */
public final class WatchedStudy {

  /** Long enough for the pages of a screen, short enough that questions get their turn. */
  private static final int EVENTS_AT_ONCE = 4_000;

  /** 60 points draw a curve; the logs of the first 2,000 failures are 8 MB. */
  private static final HistoryLimits LIMITS = new HistoryLimits(60, 4_000, 2_000);

  private final String id;
  private final StudySpec spec;
  private final EventCodec codec;
  private final LiveHistory history;
  private final PartCache parts;
  private final ChangeFrames frames = new ChangeFrames(this);

  private volatile long sequence;
  private final CompletableFuture<Void> current = new CompletableFuture<>();

  /** Completed and replaced when something was read. */
  private volatile CompletableFuture<Long> next = new CompletableFuture<>();

  WatchedStudy(String id, StudySpec spec, PartCache.Makers makers) {
    this.id = id;
    this.spec = spec;
    this.codec = new EventCodec(spec.space());
    this.history = new LiveHistory(spec, id, LIMITS);
    this.parts = new PartCache(this, makers);
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** What it is. */
  public StudySpec spec() {
    return spec;
  }

  /** Number of the last record that was read. */
  public long sequence() {
    return sequence;
  }

  /** Whether everything was read that was there when reading began. */
  public boolean isCurrent() {
    return current.isDone();
  }

  /** Completes when it {@linkplain #isCurrent is current}; the caller's own. */
  CompletableFuture<Void> caughtUp() {
    return current.copy();
  }

  /** Answers a question about it; see {@link LiveHistory#read}. */
  public <T> T read(Function<? super StudyHistory, ? extends T> question) {
    return history.read(question);
  }

  /** What happens in it, for those who follow it. */
  public ChangeFrames frames() {
    return frames;
  }

  /** Parts of it as they are sent, kept for a while. */
  public PartCache parts() {
    return parts;
  }

  /** Completes when a record after this one was read, at once if there is one. */
  public CompletionStage<Long> after(long known) {
    CompletableFuture<Long> waiting = next;
    return sequence > known ? CompletableFuture.completedFuture(sequence) : waiting.copy();
  }

  /** Reads what is there. One thread at a time. */
  void readOn(JournalSource source) {
    List<StudyEvent> events = new ArrayList<>();
    try (Stream<JournalReader.Entry> records = source.after(id, sequence)) {
      records.forEachOrdered(
          record -> {
            record
                .commit()
                .getEventsList()
                .forEach(event -> codec.decode(event).ifPresent(events::add));
            if (events.size() >= EVENTS_AT_ONCE) {
              take(events, record.sequence());
              tell();
            } else {
              last = record.sequence();
            }
          });
    }
    boolean more = last > sequence;
    if (more) {
      take(events, last);
    }
    // Before those who wait: after the last record of a study nothing would tell them.
    current.complete(null);
    if (more) {
      tell();
    }
  }

  private long last;

  private void take(List<StudyEvent> events, long upTo) {
    history.apply(events);
    events.clear();
    last = upTo;
    sequence = upTo;
  }

  private void tell() {
    CompletableFuture<Long> told = next;
    next = new CompletableFuture<>();
    told.complete(sequence);
  }
}
