package io.cairn.workers.pace;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits within one evaluation, and ends the wait when the evaluation has to end: when it is
 * cancelled, its thread is interrupted, or its time limit passes.
 */
public final class Pace {

  /** Cancellation without an interrupt is noticed within this time. */
  private static final long STEP_NANOS = 20_000_000;

  private final Progress progress;
  private final long limitNanos;
  private final long start = System.nanoTime();

  private Pace(Progress progress, long limitNanos) {
    this.progress = progress;
    this.limitNanos = limitNanos;
  }

  /** The pace of an evaluation that starts now. */
  public static Pace of(Evaluation evaluation, Progress progress) {
    return new Pace(progress, evaluation.timeLimit().map(Pace::nanos).orElse(Long.MAX_VALUE));
  }

  /**
   * Lets time go by.
   *
   * @return empty if the time went by, otherwise the failure with which the evaluation has to end
   */
  public Optional<Failed> waitFor(Duration duration) {
    long begin = System.nanoTime();
    while (true) {
      Optional<Failed> end = end();
      if (end.isPresent()) {
        return end;
      }
      long left = nanos(duration) - (System.nanoTime() - begin);
      if (left <= 0) {
        return Optional.empty();
      }
      if (!sleep(Math.min(left, Math.min(STEP_NANOS, untilLimit())))) {
        return Optional.of(cancelled());
      }
    }
  }

  /** Waits until the evaluation has to end. */
  public Failed waitForEnd() {
    while (true) {
      Optional<Failed> end = waitFor(Duration.ofDays(1));
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  private Optional<Failed> end() {
    if (Thread.interrupted() || progress.cancelled()) {
      return Optional.of(cancelled());
    }
    if (untilLimit() <= 0) {
      return Optional.of(
          new Failed(
              Kind.TIME_LIMIT,
              "the evaluation took longer than its time limit of "
                  + limitNanos / 1_000_000
                  + " ms"));
    }
    return Optional.empty();
  }

  private static Failed cancelled() {
    return new Failed(Kind.CANCELLED, "the evaluation was cancelled before it reached its level");
  }

  private long untilLimit() {
    return limitNanos - (System.nanoTime() - start);
  }

  /** Nanoseconds of a duration; beyond 292 years, which a long cannot count, it is 292 years. */
  public static long nanos(Duration duration) {
    return duration.getSeconds() >= Long.MAX_VALUE / 1_000_000_000L
        ? Long.MAX_VALUE
        : duration.toNanos();
  }

  /** Whether the sleep was undisturbed. */
  private static boolean sleep(long nanos) {
    try {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      return true;
    } catch (InterruptedException e) {
      // The failure that the caller returns says the same; the slot's thread is used again.
      return false;
    }
  }
}
