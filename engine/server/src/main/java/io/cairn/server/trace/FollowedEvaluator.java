package io.cairn.server.trace;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worker's part of traces: span {@code run}, from the start of an evaluator to its end. An
 * evaluation that its coordinator does not trace is not traced here either.
 */
final class FollowedEvaluator implements Evaluator {

  private final Evaluator evaluator;
  private final Tracer tracer;
  private final String worker;

  FollowedEvaluator(Evaluator evaluator, Tracer tracer, String worker) {
    this.evaluator = evaluator;
    this.tracer = tracer;
    this.worker = worker;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
    Optional<Context> parent = evaluation.traceparent().flatMap(TraceContext::read);
    return parent.isPresent()
        ? follow(evaluation, progress, parent.get())
        : evaluator.evaluate(evaluation, progress);
  }

  private Outcome follow(Evaluation evaluation, Progress progress, Context parent)
      throws Exception {
    Span span =
        tracer
            .spanBuilder("run")
            .setParent(parent)
            .setAttribute(Keys.STUDY, evaluation.study())
            .setAttribute(Keys.TRIAL, (long) evaluation.trial())
            .setAttribute(Keys.ATTEMPT, (long) evaluation.attempt())
            .setAttribute(Keys.FROM, evaluation.from())
            .setAttribute(Keys.TO, evaluation.to())
            .setAttribute(Keys.WORKER, worker)
            .startSpan();
    // Current, so that an evaluator in this JVM that uses OpenTelemetry joins the trace, too.
    try (Scope ignored = span.makeCurrent()) {
      Outcome outcome =
          evaluator.evaluate(
              TraceContext.text(span).map(evaluation::withTraceparent).orElse(evaluation),
              new FollowedProgress(progress, span));
      tell(span, outcome);
      return outcome;
    } catch (Throwable e) { // user code may throw anything, errors included
      failed(span, "error", e.toString());
      throw e;
    } finally {
      span.end();
    }
  }

  /** Third parties' code is not checked for nulls; the slot sees to those. */
  private static void tell(Span span, @Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed) {
      span.setAttribute(Keys.OUTCOME, "completed")
          .setAttribute(Keys.RESOURCE, completed.resource());
    } else if (outcome instanceof Outcome.Failed cancelled
        && cancelled.kind() == Outcome.Kind.CANCELLED) {
      span.setAttribute(Keys.OUTCOME, "cancelled");
    } else if (outcome instanceof Outcome.Failed failed) {
      failed(span, Keys.word(failed.kind()), failed.message());
    } else {
      failed(span, "bad-result", "the evaluator returned nothing (null)");
    }
  }

  private static void failed(Span span, String failure, String message) {
    span.setAttribute(Keys.OUTCOME, "failed")
        .setAttribute(Keys.FAILURE, failure)
        .setStatus(StatusCode.ERROR, failure + ": " + message);
  }

  @Override
  public void close() {
    evaluator.close();
  }

  /** Notes each report before it is sent. */
  private record FollowedProgress(Progress progress, Span span) implements Progress {

    @Override
    public boolean report(double resource, Map<String, Double> metrics) {
      span.addEvent("report", Attributes.of(Keys.RESOURCE, resource));
      return progress.report(resource, metrics);
    }

    @Override
    public void log(String line) {
      progress.log(line);
    }

    @Override
    public boolean cancelled() {
      return progress.cancelled();
    }
  }
}
