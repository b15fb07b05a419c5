package io.cairn.workers.node;

import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.NamedValue;
import io.cairn.workers.outcome.ResultRules;
import io.cairn.workers.outcome.ThrownText;
import io.cairn.workers.outcome.UnusableResultException;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one lease on a thread of its own and hands what happens to the node. Everything an evaluator
 * can do wrong ends here: an exception or error of any kind becomes a failure of the evaluation.
 */
final class Slot implements Runnable, Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

  private static final Outcome CANCELLED =
      new Outcome.Failed(Outcome.Kind.CANCELLED, "it was asked to end");

  /** What the node is told; called on the slot's thread. */
  interface Listener {

    /** Metrics; the future holds whether to go on, once they are durable. */
    CompletableFuture<Boolean> reported(Slot slot, double resource, Map<String, Double> metrics);

    /** The end, exactly once. */
    void ended(Slot slot, Outcome outcome);
  }

  private final Lease lease;
  private final EvaluatorSource evaluators;
  private final NodeSettings settings;
  private final Listener listener;
  private final LogTail log = new LogTail();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  /** An evaluator may report from several threads; each report waits for its own answer. */
  private final ReentrantLock reporting = new ReentrantLock();

  /** Whether a report was answered with false; written under {@link #reporting}. */
  private volatile boolean toldToStop;

  private final long startedNanos = System.nanoTime();
  private volatile OptionalLong checkpointBytes = OptionalLong.empty();
  private volatile boolean checkpointMissing;
  private final Thread thread;

  /** Whether it has the trial's checkpoint; used on its own thread alone. */
  private boolean taken;

  Slot(Lease lease, EvaluatorSource evaluators, NodeSettings settings, Listener listener) {
    this.lease = lease;
    this.evaluators = evaluators;
    this.settings = settings;
    this.listener = listener;
    this.thread = new Thread(this, "cairn-slot-" + lease.getEvaluation());
    // An evaluator that cannot be interrupted must not keep the process alive.
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Lease lease() {
    return lease;
  }

  String logTail() {
    return log.text();
  }

  /** Seconds since the lease began. */
  double elapsedSeconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  /** Asks the evaluator to end; safe from any thread, any number of times. */
  void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }

  /** Ends the slot whatever its thread does: its evaluator did not end in time. */
  void abandon(Outcome outcome) {
    cancel();
    end(outcome);
  }

  boolean isCancelled() {
    return cancelled.get();
  }

  /** Size of the checkpoint that it left; empty before its end and without checkpoints. */
  OptionalLong checkpointBytes() {
    return checkpointBytes;
  }

  /** Whether it began from 0 because it did not find the checkpoint that it was to go on from. */
  boolean checkpointMissing() {
    return checkpointMissing;
  }

  @Override
  public boolean report(double resource, Map<String, Double> metrics) {
    if (ended.get()) {
      return false;
    }
    Map<String, Double> checked = ResultRules.metrics(metrics);
    try {
      reporting.lockInterruptibly();
      try {
        boolean goOn = listener.reported(this, resource, checked).get();
        if (!goOn) {
          toldToStop = true;
        }
        return goOn && !cancelled.get();
      } finally {
        reporting.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the node could not take a report", e.getCause());
    }
  }

  @Override
  public void log(String line) {
    log.add(String.valueOf(line));
  }

  @Override
  public boolean cancelled() {
    return cancelled.get();
  }

  @Override
  @SuppressWarnings("CatchAndPrintStackTrace")
  public void run() {
    Path scratch = settings.scratch(lease.getStudy(), lease.getEvaluation());
    try {
      ofTheNode(() -> Files.createDirectories(scratch));
      Evaluator evaluator = evaluators.of(lease.getStudy());
      // Third parties' code is not checked for nulls, nor for what raw types let through.
      Outcome outcome = ResultRules.outcome(evaluator.evaluate(evaluation(scratch), this));
      keepCheckpoint();
      end(outcome);
    } catch (UnusableResultException e) {
      end(new Outcome.Failed(Outcome.Kind.BAD_RESULT, e.getMessage()));
    } catch (InterruptedException e) {
      end(new Outcome.Failed(Outcome.Kind.CANCELLED, "interrupted"));
    } catch (UnavailableException e) {
      end(unlessCancelled(Outcome.Kind.UNAVAILABLE, "the worker could not run it", e.trouble));
    } catch (IOException e) {
      end(unlessCancelled(Outcome.Kind.ERROR, "file trouble", e));
    } catch (
        Throwable e) { // user code may throw anything, errors included, and the node must live on
      // First: a log that asks the exception for its text asks somebody else's code.
      end(cancelled.get() ? CANCELLED : new Outcome.Failed(Outcome.Kind.ERROR, ThrownText.of(e)));
      note(e);
    } finally {
      if (taken) {
        settings.checkpoints().release(lease.getStudy(), lease.getTrial());
      }
      delete(scratch);
    }
  }

  private void note(Throwable thrown) {
    try {
      LOG.warn("evaluation {} threw", lease.getEvaluation(), thrown);
    } catch (Throwable inItsText) {
      LOG.warn("evaluation {} threw {}", lease.getEvaluation(), ThrownText.of(thrown));
    }
  }

  /** An interrupt ends reading and writing, too, and is no fault of the evaluation. */
  private Outcome unlessCancelled(Outcome.Kind kind, String what, IOException trouble) {
    return cancelled.get()
        ? CANCELLED
        : new Outcome.Failed(kind, what + ": " + ThrownText.of(trouble));
  }

  private void keepCheckpoint() throws UnavailableException {
    if (lease.getCheckpoints()) {
      checkpointBytes =
          OptionalLong.of(
              ofTheNode(() -> settings.checkpoints().keep(lease.getStudy(), lease.getTrial())));
    }
  }

  /** The node's own files, or where checkpoints lie, are not to be had: no fault of the trial. */
  private static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient IOException trouble;

    UnavailableException(IOException trouble) {
      super(trouble);
      this.trouble = trouble;
    }
  }

  private interface NodeFiles<T> {
    T use() throws IOException;
  }

  private static <T> T ofTheNode(NodeFiles<T> files) throws UnavailableException {
    try {
      return files.use();
    } catch (IOException e) {
      throw new UnavailableException(e);
    }
  }

  private void end(Outcome outcome) {
    if (ended.compareAndSet(false, true)) {
      listener.ended(this, cutShort(outcome) ? CANCELLED : charged(outcome));
    }
  }

  /**
   * What is cancelled is charged to nobody and given out again, so an evaluator that says so by
   * itself, time after time, would keep the study from ever ending.
   */
  private Outcome charged(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed
        && failed.kind() == Outcome.Kind.CANCELLED
        && !cancelled.get()
        && !toldToStop) {
      return new Outcome.Failed(
          Outcome.Kind.ERROR,
          "it ended as cancelled although nothing had asked it to end: " + failed.message());
    }
    return outcome;
  }

  /** Ending early is no fault of an evaluation that was asked to. */
  private boolean cutShort(Outcome outcome) {
    return cancelled.get()
        && outcome instanceof Outcome.Completed completed
        && completed.resource() < lease.getTo();
  }

  private Evaluation evaluation(Path scratch) throws UnavailableException {
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (NamedValue value : lease.getConfigurationList()) {
      configuration.put(value.getName(), WireValues.toJava(value.getValue()));
    }
    Optional<Path> checkpoints = Optional.empty();
    double from = lease.getFrom();
    if (lease.getCheckpoints()) {
      Path folder =
          ofTheNode(() -> settings.checkpoints().take(lease.getStudy(), lease.getTrial()));
      taken = true;
      checkpoints = Optional.of(folder);
      if (from > 0 && lease.getCheckpointBytes() > 0 && ofTheNode(() -> isEmpty(folder))) {
        log("cairn: the checkpoint of trial " + lease.getTrial() + " is gone; it starts from 0");
        from = 0;
        checkpointMissing = true;
      }
    }
    long limit = lease.getTimeLimitMillis();
    return new Evaluation(
        lease.getStudy(),
        lease.getEvaluation(),
        lease.getTrial(),
        lease.getAttempt(),
        configuration,
        new Evaluation.Resource(
            lease.getResource().getName(),
            lease.getResource().getMin(),
            lease.getResource().getMax(),
            lease.getResource().getIntegral()),
        from,
        lease.getTo(),
        lease.getSeed(),
        checkpoints,
        scratch,
        limit > 0 ? Optional.of(Duration.ofMillis(limit)) : Optional.empty(),
        Optional.of(lease.getTraceparent()).filter(text -> !text.isEmpty()));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** What the evaluation cost: what its evaluator says, else the clock. */
  OptionalDouble cost(Outcome outcome) {
    if (outcome instanceof Outcome.Completed c && c.costSeconds().isPresent()) {
      return c.costSeconds();
    }
    return OptionalDouble.of(elapsedSeconds());
  }

  static FailureKind wireKind(Outcome.Kind kind) {
    return switch (kind) {
      case ERROR -> FailureKind.FAILURE_KIND_ERROR;
      case TIME_LIMIT -> FailureKind.FAILURE_KIND_TIME_LIMIT;
      case BAD_RESULT -> FailureKind.FAILURE_KIND_BAD_RESULT;
      case CANCELLED -> FailureKind.FAILURE_KIND_CANCELLED;
      case UNAVAILABLE -> FailureKind.FAILURE_KIND_UNAVAILABLE;
    };
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(Slot::deleteFile);
    } catch (IOException e) {
      LOG.debug("could not clean up {}", folder, e);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("could not delete {}", file, e);
    }
  }
}
