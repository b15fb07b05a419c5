package io.cairn.server.trace;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.server.coordinator.EvaluationTracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's part of the traces of a study: span {@code evaluation} of each lease, with
 * {@code wait} before it was handed out and {@code persist} of its end. There are as many open
 * spans as leases, and as many waiting entries as evaluations that wait. Confined to the
 * coordinator's thread.
 */
final class EvaluationSpans implements EvaluationTracer {

  /** A lease that is out, or was. */
  private record Followed(StudyEvent.EvaluationLeased lease, Span span) {}

  /**
   * An evaluation that waits for a worker.
   *
   * @param since when it began to
   * @param before the lease that was lost, if it had one
   */
  private record Waiting(Instant since, Optional<Followed> before) {}

  private final Tracer tracer;
  private final String study;

  /** By token. */
  private final Map<Long, Followed> out = new HashMap<>(); // looked up, never walked

  /** By trial. */
  private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();

  EvaluationSpans(Tracer tracer, String study) {
    this.tracer = tracer;
    this.study = study;
  }

  @Override
  public Optional<String> context(long token) {
    return Optional.ofNullable(out.get(token)).flatMap(of -> TraceContext.text(of.span()));
  }

  @Override
  public void forget() {
    out.clear();
    waiting.clear();
  }

  @Override
  public void happened(List<StudyEvent> events, Instant now) {
    for (StudyEvent event : events) {
      if (event instanceof StudyEvent.EvaluationQueued e) {
        waiting.put(e.trial(), new Waiting(e.at(), Optional.empty()));
      } else if (event instanceof StudyEvent.EvaluationLeased e) {
        leased(e);
      } else if (event instanceof StudyEvent.Reported e) {
        reported(e);
      } else if (event instanceof StudyEvent.EvaluationCompleted e) {
        completed(e, now);
      } else if (event instanceof StudyEvent.EvaluationFailed e) {
        failed(e, now);
      } else if (event instanceof StudyEvent.LeaseRestored e) {
        restored(e);
      } else if (event instanceof StudyEvent.TrialFailed e) {
        waiting.remove(e.trial());
      } else if (event instanceof StudyEvent.StudyEnded) {
        waiting.clear();
      }
    }
  }

  private void leased(StudyEvent.EvaluationLeased e) {
    @Nullable Waiting waited = waiting.remove(e.trial());
    Instant begin = waited == null ? e.at() : waited.since();
    SpanBuilder builder = begin(e, begin).setNoParent();
    if (waited != null) {
      waited.before().ifPresent(lost -> builder.addLink(lost.span().getSpanContext()));
    }
    Span span = builder.startSpan();
    out.put(e.token(), new Followed(e, span));
    if (begin.isBefore(e.at())) {
      child("wait", span, begin, e.at());
    }
    span.addEvent("leased", e.at());
  }

  private SpanBuilder begin(StudyEvent.EvaluationLeased e, Instant at) {
    return tracer
        .spanBuilder("evaluation")
        .setStartTimestamp(at)
        .setAttribute(Keys.STUDY, study)
        .setAttribute(Keys.TRIAL, (long) e.trial())
        .setAttribute(Keys.RUNG, (long) e.rung())
        .setAttribute(Keys.ATTEMPT, (long) e.attempt())
        .setAttribute(Keys.FROM, e.from())
        .setAttribute(Keys.TO, e.to())
        .setAttribute(Keys.WORKER, e.worker());
  }

  private void reported(StudyEvent.Reported e) {
    @Nullable Followed of = out.get(e.token());
    if (of != null) {
      AttributesBuilder report =
          Attributes.builder().put(Keys.RESOURCE, e.resource()).put(Keys.SEQUENCE, e.sequence());
      e.rung().ifPresent(rung -> report.put(Keys.RUNG, (long) rung));
      of.span().addEvent("report", report.build(), e.at());
    }
  }

  private void completed(StudyEvent.EvaluationCompleted e, Instant now) {
    @Nullable Followed of = out.remove(e.token());
    if (of != null) {
      of.span()
          .setAttribute(Keys.OUTCOME, "completed")
          .setAttribute(Keys.COST, e.costSeconds())
          .setAttribute(Keys.UNITS, e.units());
      end(of, e.at(), now);
    }
  }

  private void failed(StudyEvent.EvaluationFailed e, Instant now) {
    @Nullable Followed of = out.remove(e.token());
    if (of == null) {
      return;
    }
    String failure = Keys.word(e.why());
    of.span()
        .setAttribute(Keys.OUTCOME, outcome(e))
        .setAttribute(Keys.FAILURE, failure)
        .setAttribute(Keys.RETRY, e.retry())
        .setAttribute(Keys.COST, e.costSeconds())
        .setAttribute(Keys.UNITS, e.units());
    if (e.why() == FailureKind.CANCELLED) {
      // It was asked back, or its node was drained: nothing went wrong.
      of.span().addEvent("given back", Attributes.of(Keys.REASON, e.message()), e.at());
    } else {
      of.span().setStatus(StatusCode.ERROR, failure + ": " + e.message());
    }
    end(of, e.at(), now);
    if (e.retry()) {
      waiting.put(of.lease().trial(), new Waiting(e.at(), Optional.of(of)));
    }
  }

  private static String outcome(StudyEvent.EvaluationFailed e) {
    if (e.why().chargedToTrial()) {
      return "failed";
    }
    if (e.retry()) {
      return "relocated";
    }
    return e.why() == FailureKind.CANCELLED ? "cancelled" : "failed";
  }

  /** Its span has ended; what follows is a further one in the same trace, where its run is. */
  private void restored(StudyEvent.LeaseRestored e) {
    waiting.values().stream()
        .flatMap(waits -> waits.before().stream())
        .filter(lost -> lost.lease().token() == e.token())
        .findFirst()
        .ifPresent(
            lost -> {
              Span span =
                  begin(lost.lease(), e.at())
                      .setParent(Context.root().with(lost.span()))
                      .setAttribute(Keys.RESTORED, true)
                      .startSpan();
              out.put(e.token(), new Followed(lost.lease(), span));
              waiting.remove(lost.lease().trial());
            });
  }

  /**
   * Ends a span.
   *
   * @param decided when the end was decided
   * @param now when that is durable
   */
  private void end(Followed of, Instant decided, Instant now) {
    Instant end = now.isBefore(decided) ? decided : now; // The clock may have been set back.
    child("persist", of.span(), decided, end);
    of.span().end(end);
  }

  private void child(String name, Span parent, Instant from, Instant to) {
    tracer
        .spanBuilder(name)
        .setParent(Context.root().with(parent))
        .setStartTimestamp(from)
        .startSpan()
        .end(to);
  }
}
