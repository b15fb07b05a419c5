package io.cairn.workers.process;

import io.cairn.workers.pace.Pace;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a command for every evaluation, wherever a {@link Launcher} starts it. The contract is at
 * {@link ProcessProvider}.
 *
 * <p>Nothing stays behind when the JVM ends in order: {@link #close} ends what runs, and for a JVM
 * that ends without it there is a shutdown hook, which leaves the orderly way the time it needs and
 * then ends the rest. What a killed JVM leaves is for {@link Leftovers}.
 */
public final class ProcessEvaluator implements Evaluator {

  private static final Duration SLACK = Duration.ofSeconds(5);

  private final ProcessSettings settings;
  private final Launcher launcher;
  private final Optional<Path> setsid;
  private final Duration slack;
  private final Set<RunningEvaluation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private Optional<Thread> hook = Optional.empty();

  /** On this machine. */
  public ProcessEvaluator(ProcessSettings settings) {
    this(settings, new LocalLauncher());
  }

  /** Wherever {@code launcher} starts it. */
  public ProcessEvaluator(ProcessSettings settings, Launcher launcher) {
    this(settings, launcher, Programs.find("setsid", Map.of(), settings.workingDirectory()), SLACK);
  }

  /** On this machine, as the other constructor has it. */
  ProcessEvaluator(ProcessSettings settings, Optional<Path> setsid, Duration slack) {
    this(settings, new LocalLauncher(), setsid, slack);
  }

  /**
   * @param setsid the program that starts another in a session of its own; absent where there is
   *     none
   * @param slack what an orderly shutdown of the node may take beyond the grace period
   */
  private ProcessEvaluator(
      ProcessSettings settings, Launcher launcher, Optional<Path> setsid, Duration slack) {
    this.settings = settings;
    this.launcher = launcher;
    this.setsid = setsid;
    this.slack = slack;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws IOException {
    RunningEvaluation current = new RunningEvaluation(settings, evaluation, progress, () -> closed);
    if (!prepareForShutdown()) {
      return new Failed(Kind.CANCELLED, "the node is shutting down; the command was not started");
    }
    running.add(current);
    try {
      if (closed) {
        throw new IllegalStateException(
            "the evaluator is closed; evaluation " + evaluation.id() + " was not started");
      }
      return current.run(launcher, setsid);
    } finally {
      running.remove(current);
    }
  }

  /** Makes sure that the JVM's end is the commands' end; false if it is ending already. */
  private synchronized boolean prepareForShutdown() {
    if (hook.isEmpty() && !closed) {
      Thread thread = new Thread(() -> endRunning(slack), "cairn-process-shutdown");
      try {
        Runtime.getRuntime().addShutdownHook(thread);
        hook = Optional.of(thread);
      } catch (IllegalStateException e) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    endRunning(Duration.ZERO);
    synchronized (this) {
      hook.ifPresent(ProcessEvaluator::removeHook);
      hook = Optional.empty();
    }
  }

  private static void removeHook(Thread thread) {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook finds nothing to do.
      return;
    }
  }

  /** Leaves the running evaluations the grace period and {@code more}, then kills. */
  private void endRunning(Duration more) {
    long deadline = System.nanoTime() + Pace.nanos(settings.grace().plus(more));
    for (RunningEvaluation evaluation : running) {
      try {
        if (!evaluation.awaitFinish(deadline - System.nanoTime())) {
          closed = true;
          evaluation.kill();
        }
      } catch (InterruptedException e) {
        closed = true;
        running.forEach(RunningEvaluation::kill);
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
