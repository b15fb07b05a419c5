package io.cairn.server.monitor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a study, cut into pieces at a pace: each is made once, for all who have the one
 * before it. Whoever is slower, or comes, gets the difference to the end of a piece, and has the
 * next ones with the others; of those who come at once with as much, as when a coordinator was
 * started again, the first has it made. So what they are told costs hardly more for many than for
 * one; sending it does not, so that pieces get longer when very many follow.
 */
public final class ChangeFrames {

  /** Between two pieces, at least. */
  private static final Duration PACE = Duration.ofMillis(500);

  /**
   * Between two pieces for each who follows: not more than a hundred are sent a second, whoever
   * looks at a study. Up to fifty clients notice nothing of it.
   */
  private static final Duration PACE_OF_EACH = Duration.ofMillis(10);

  /** Who waits, and who makes pieces. */
  public record Hands(Function<Duration, CompletionStage<?>> pause, Executor threads) {}

  private record Frame(ChangeCursor from, Change change) {
    ChangeCursor to() {
      return change.cursor();
    }
  }

  private final WatchedStudy study;
  private @Nullable Frame newest;

  /** The difference that somebody was told last who did not have the piece before. */
  private volatile @Nullable Frame difference;

  private @Nullable CompletableFuture<Frame> coming;
  private long madeAt;

  /** How many wait for the piece that is coming, and how many had waited for the newest. */
  private int waiting;

  private int followers;

  ChangeFrames(WatchedStudy study) {
    this.study = study;
  }

  /** How things stand, for somebody who has come: the difference to the newest piece, at once. */
  public CompletionStage<Change> first(ChangeCursor known, Hands hands) {
    return CompletableFuture.supplyAsync(() -> upTo(known, newest()), hands.threads());
  }

  /**
   * What comes after something that somebody has; when it is there, and not faster than the pace.
   */
  public CompletionStage<Change> after(ChangeCursor known, Hands hands) {
    return frameAfter(known, hands).thenApplyAsync(frame -> upTo(known, frame), hands.threads());
  }

  private Change upTo(ChangeCursor known, Frame frame) {
    if (frame.from().equals(known)) {
      return frame.change();
    }
    // What is told while the journal is still read says so, and holds for nobody who comes later.
    boolean current = study.isCurrent();
    Frame told = difference;
    if (told == null || !told.from().equals(known) || !told.to().equals(frame.to())) {
      told = new Frame(known, Change.between(known, frame.to(), study));
      difference = current ? told : null;
    }
    return told.change();
  }

  private Frame newest() {
    synchronized (this) {
      if (newest != null) {
        return newest;
      }
    }
    return made(ChangeCursor.NONE);
  }

  private synchronized CompletionStage<Frame> frameAfter(ChangeCursor known, Hands hands) {
    Frame last = newest;
    if (last != null && last.to().sequence() > known.sequence()) {
      return CompletableFuture.completedFuture(last);
    }
    CompletableFuture<Frame> next = coming == null ? begin(last, hands) : coming;
    waiting++;
    return next.thenCompose(
        frame ->
            frame.to().sequence() > known.sequence()
                ? CompletableFuture.completedFuture(frame)
                : frameAfter(known, hands)); // It had more than this node has read by now.
  }

  private CompletableFuture<Frame> begin(@Nullable Frame last, Hands hands) {
    ChangeCursor from = last == null ? ChangeCursor.NONE : last.to();
    CompletableFuture<Frame> next = new CompletableFuture<>();
    coming = next;
    long pace = Math.max(PACE.toNanos(), PACE_OF_EACH.multipliedBy(followers).toNanos());
    long left = pace - (System.nanoTime() - madeAt);
    hands
        .pause()
        .apply(Duration.ofNanos(Math.max(0, left)))
        .thenCompose(paused -> study.after(from.sequence()))
        .thenApplyAsync(ready -> made(from), hands.threads())
        .whenComplete(
            (frame, failure) -> {
              synchronized (this) {
                coming = null;
                followers = waiting;
                waiting = 0;
              }
              if (failure == null) {
                next.complete(frame);
              } else {
                next.completeExceptionally(failure);
              }
            });
    return next;
  }

  private Frame made(ChangeCursor from) {
    Frame frame = new Frame(from, Change.since(from, study));
    synchronized (this) {
      if (newest == null || newest.to().sequence() <= frame.to().sequence()) {
        newest = frame;
        madeAt = System.nanoTime();
      }
      return newest;
    }
  }
}
