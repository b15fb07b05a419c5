package io.cairn.server.embedded;

import io.cairn.core.study.StudyEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the coordinator, which must not wait, to hooks, which may take their time.
 */
final class HookTeller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HookTeller.class);

  /** Events that wait for the hooks before evaluations do: a few megabytes. */
  static final int MOST_WAITING = 10_000;

  private final StudyHooks hooks;
  private final Queue<StudyEvent> waiting = new ArrayDeque<>();
  private final Thread thread = new Thread(this::tell, "cairn-hooks");
  private volatile Supplier<Optional<BestTrial>> best = Optional::empty;
  private Optional<BestTrial> told = Optional.empty();
  private boolean closed;

  HookTeller(StudyHooks hooks) {
    this.hooks = hooks;
    thread.setDaemon(true);
  }

  /**
   * Begins to tell.
   *
   * @param current the best trial as it is at the moment, asked after results
   */
  void start(Supplier<Optional<BestTrial>> current) {
    told = current.get();
    best = current;
    thread.start();
  }

  /** Events are durable. Never waits. */
  synchronized void accept(List<StudyEvent> events) {
    waiting.addAll(events);
    notifyAll();
  }

  /** Waits while the hooks are far behind. */
  synchronized void awaitRoom() throws InterruptedException {
    while (waiting.size() >= MOST_WAITING && !closed) {
      wait();
    }
  }

  private void tell() {
    Optional<StudyEvent> next = next();
    while (next.isPresent()) {
      tell(next.get());
      next = next();
    }
  }

  /** Waits for it; empty when there are no more. */
  private synchronized Optional<StudyEvent> next() {
    try {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    notifyAll();
    return Optional.ofNullable(waiting.poll());
  }

  private void tell(StudyEvent event) {
    guarded(() -> hooks.happened(event));
    if (event instanceof StudyEvent.TrialStarted started) {
      guarded(() -> hooks.trialStarted(started));
    } else if (event instanceof StudyEvent.Reported report) {
      guarded(() -> hooks.reported(report));
      if (report.rung().isPresent()) {
        guarded(this::tellOfBest);
      }
    } else if (event instanceof StudyEvent.TrialPromoted promoted) {
      guarded(() -> hooks.promoted(promoted));
    } else if (event instanceof StudyEvent.TrialStopped stopped) {
      guarded(() -> hooks.stopped(stopped));
    } else if (event instanceof StudyEvent.EvaluationFailed failed) {
      guarded(() -> hooks.evaluationFailed(failed));
    } else if (event instanceof StudyEvent.TrialFailed out) {
      guarded(() -> hooks.trialFailed(out));
    } else if (event instanceof StudyEvent.StudyEnded end) {
      guarded(() -> hooks.ended(end));
    }
  }

  private void tellOfBest() {
    Optional<BestTrial> now = best.get();
    if (now.isPresent() && !now.equals(told)) {
      told = now;
      hooks.improved(now.get());
    }
  }

  /** A hook is the program's own code: whatever it throws is no trouble of the study. */
  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("a hook of the study broke off", e);
    }
  }

  /** Returns when everything was told, or the thread is interrupted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
