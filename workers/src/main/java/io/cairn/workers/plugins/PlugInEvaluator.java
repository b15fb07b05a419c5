package io.cairn.workers.plugins;

import io.cairn.workers.outcome.ResultRules;
import io.cairn.workers.outcome.ThrownText;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluator of a plug-in. What it throws and what it returns leaves here as an outcome that
 * names the plug-in and holds nothing of the plug-in's own classes.
 */
final class PlugInEvaluator implements Evaluator {

  private static final Logger LOG = LoggerFactory.getLogger(PlugInEvaluator.class);

  private final Evaluator evaluator;
  private final PlugInClassLoader loader;
  private final PlugInBounds bounds;
  private final AtomicInteger open;
  private final AtomicBoolean closed = new AtomicBoolean();

  PlugInEvaluator(
      Evaluator evaluator, PlugInClassLoader loader, PlugInBounds bounds, AtomicInteger open) {
    this.evaluator = evaluator;
    this.loader = loader;
    this.bounds = bounds;
    this.open = open;
    open.incrementAndGet();
  }

  private String name() {
    return "plug-in " + loader.plugIn();
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    OwnProgress own = new OwnProgress(progress);
    // Told first, so that the log of one that never ends says whose code it is in.
    progress.log("cairn: run by " + name());
    thread.setContextClassLoader(loader);
    PlugInOutput.begin(progress::log);
    try {
      return named(ResultRules.outcome(evaluator.evaluate(evaluation, own)));
    } catch (InterruptedException e) {
      // The slot knows whether it was asked to end.
      return named(new Outcome.Failed(Outcome.Kind.CANCELLED, "interrupted"));
    } catch (Throwable e) { // code of a plug-in may throw anything
      if (e == own.refused) {
        return named(new Outcome.Failed(Outcome.Kind.BAD_RESULT, ThrownText.message(e)));
      }
      Noted.warn(LOG, name() + " threw in evaluation " + evaluation.id(), e);
      Outcome.Kind kind = progress.cancelled() ? Outcome.Kind.CANCELLED : Outcome.Kind.ERROR;
      return named(new Outcome.Failed(kind, PlugInTrouble.of(e)));
    } finally {
      own.over = true;
      PlugInOutput.end();
      thread.setContextClassLoader(before);
    }
  }

  private Outcome named(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && !failed.message().startsWith(name())
        ? new Outcome.Failed(failed.kind(), name() + ": " + failed.message())
        : outcome;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      Bounded.call(
          loader,
          bounds.close(),
          () -> {
            evaluator.close();
            return true;
          });
    } catch (TimeoutException e) {
      LOG.warn(
          "{} did not close an evaluator within {} s; it is left as it is",
          name(),
          bounds.close().toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      Noted.warn(LOG, name() + " failed to close an evaluator", cause == null ? e : cause);
    }
    if (open.decrementAndGet() == 0) {
      LeftThreads.warn(loader);
    }
  }

  @Override
  public String toString() {
    return "evaluator of " + name();
  }

  /** What the plug-in reports to: says nothing any more once its evaluation is over. */
  private final class OwnProgress implements Progress {

    private final Progress progress;
    private final AtomicBoolean late = new AtomicBoolean();
    volatile boolean over;

    /** What a report was refused with. */
    volatile @Nullable RuntimeException refused;

    OwnProgress(Progress progress) {
      this.progress = progress;
    }

    @Override
    public boolean report(double resource, Map<String, Double> metrics) {
      if (over) {
        if (late.compareAndSet(false, true)) {
          LOG.warn("{} reports for an evaluation that has ended; that is dropped", name());
        }
        return false;
      }
      try {
        return progress.report(resource, metrics);
      } catch (RuntimeException e) {
        refused = e;
        throw e;
      }
    }

    @Override
    public void log(String line) {
      if (!over) {
        progress.log(line);
      }
    }

    @Override
    public boolean cancelled() {
      return over || progress.cancelled();
    }
  }
}
