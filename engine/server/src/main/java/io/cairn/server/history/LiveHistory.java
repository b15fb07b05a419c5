package io.cairn.server.history;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The history of a study that goes on. Events are applied in groups, and whoever reads sees it
 * between two of them. Any number of threads may read at once, and one applies.
 */
public final class LiveHistory {

  /** Readers go first for so long, since somebody waits for each of them. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private final String studyId;
  private final HistoryBuilder read;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Of a study of which nothing is read yet. */
  public LiveHistory(StudySpec spec, String studyId, HistoryLimits limits) {
    this.studyId = studyId;
    this.read = new HistoryBuilder(spec, limits);
  }

  /**
   * Takes what happened next.
   *
   * @throws IllegalStateException if an event cannot follow on those before it; those before it
   *     were taken
   */
  public void apply(List<StudyEvent> events) {
    lockToWrite();
    try {
      events.forEach(read::apply);
      read.closeSession();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** A writer that waits in the queue would hold up every reader that comes after it. */
  private void lockToWrite() {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!lock.writeLock().tryLock()) {
      if (System.nanoTime() - until > 0) {
        lock.writeLock().lock();
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Answers a question; nothing of the history may be kept beyond that, since it changes.
   *
   * @param question should not take long: what happens meanwhile waits to be read
   */
  public <T> T read(Function<? super StudyHistory, ? extends T> question) {
    lock.readLock().lock();
    try {
      return question.apply(new StudyHistory(studyId, read));
    } finally {
      lock.readLock().unlock();
    }
  }
}
