package io.cairn.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.server.coordinator.EvaluationTracer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the events of a study. */
class EvaluationSpansTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Spans spans = new Spans("coordinator", 1);
  private final EvaluationTracer tracer = spans.tracing().study("s");

  @AfterEach
  void close() {
    spans.close();
  }

  private static Instant at(long seconds) {
    return BEGIN.plusSeconds(seconds);
  }

  /** Durable a second after the last of them was decided. */
  private void happens(StudyEvent... events) {
    tracer.happened(List.of(events), events[events.length - 1].at().plusSeconds(1));
  }

  private static StudyEvent leased(long second, long token, int attempt) {
    return new StudyEvent.EvaluationLeased(at(second), token, 7, 1, attempt, 1, 3, "node");
  }

  private static StudyEvent failed(long second, long token, FailureKind why, boolean retry) {
    return new StudyEvent.EvaluationFailed(at(second), token, why, "so it is", "", 1, 2, retry);
  }

  private SpanData only(String name) {
    List<SpanData> found = spans.named(name);
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static Instant start(SpanData span) {
    return BEGIN.plusNanos(
        span.getStartEpochNanos() - TimeUnit.SECONDS.toNanos(BEGIN.getEpochSecond()));
  }

  private static Instant end(SpanData span) {
    return BEGIN.plusNanos(
        span.getEndEpochNanos() - TimeUnit.SECONDS.toNanos(BEGIN.getEpochSecond()));
  }

  @Test
  void evaluationThatWaited_beginsWithTheWait() {
    happens(new StudyEvent.EvaluationQueued(at(0), 7, 1, 1, 3));
    happens(leased(5, 1, 1));
    happens(
        new StudyEvent.Reported(at(6), 1, 7, 1, 2, Map.of(), 1, OptionalInt.empty()),
        new StudyEvent.Reported(at(7), 1, 7, 2, 3, Map.of(), 2, OptionalInt.of(1)));
    happens(new StudyEvent.EvaluationCompleted(at(9), 1, 4, 2));

    SpanData evaluation = only("evaluation");
    assertThat(start(evaluation)).isEqualTo(at(0));
    assertThat(end(evaluation)).isEqualTo(at(10));
    assertThat(evaluation.getParentSpanContext().isValid()).isFalse();
    assertThat(evaluation.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(evaluation.getAttributes().asMap())
        .containsEntry(Keys.STUDY, "s")
        .containsEntry(Keys.TRIAL, 7L)
        .containsEntry(Keys.RUNG, 1L)
        .containsEntry(Keys.ATTEMPT, 1L)
        .containsEntry(Keys.FROM, 1.0)
        .containsEntry(Keys.TO, 3.0)
        .containsEntry(Keys.WORKER, "node")
        .containsEntry(Keys.OUTCOME, "completed")
        .containsEntry(Keys.COST, 4.0)
        .containsEntry(Keys.UNITS, 2.0);
    assertThat(evaluation.getEvents())
        .extracting(EventData::getName)
        .containsExactly("leased", "report", "report");
    assertThat(evaluation.getEvents().get(2).getAttributes().asMap())
        .containsEntry(Keys.RESOURCE, 3.0)
        .containsEntry(Keys.RUNG, 1L);
    assertThat(start(only("wait"))).isEqualTo(at(0));
    assertThat(end(only("wait"))).isEqualTo(at(5));
    assertThat(start(only("persist"))).isEqualTo(at(9));
    assertThat(end(only("persist"))).isEqualTo(at(10));
    assertThat(List.of(only("wait"), only("persist")))
        .allSatisfy(
            child ->
                assertThat(child.getParentSpanContext()).isEqualTo(evaluation.getSpanContext()));
  }

  @Test
  void evaluationThatDidNotWait_beginsWithItsLease() {
    happens(leased(5, 1, 1), new StudyEvent.EvaluationCompleted(at(6), 1, 1, 1));

    assertThat(start(only("evaluation"))).isEqualTo(at(5));
    assertThat(spans.named("wait")).isEmpty();
  }

  @Test
  void failureOfTheUsersCode_isAnError() {
    happens(leased(0, 1, 1), failed(1, 1, FailureKind.TIME_LIMIT, false));

    SpanData evaluation = only("evaluation");
    assertThat(evaluation.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(evaluation.getStatus().getDescription()).isEqualTo("time-limit: so it is");
    assertThat(evaluation.getAttributes().asMap())
        .containsEntry(Keys.OUTCOME, "failed")
        .containsEntry(Keys.FAILURE, "time-limit")
        .containsEntry(Keys.RETRY, false);
  }

  @Test
  void lostLease_isLinkedByTheOneThatFollows() {
    happens(leased(0, 1, 1), failed(1, 1, FailureKind.LOST, true));
    happens(leased(4, 2, 2), new StudyEvent.EvaluationCompleted(at(5), 2, 1, 1));

    List<SpanData> evaluations = spans.named("evaluation");
    assertThat(evaluations).hasSize(2);
    SpanData lost = evaluations.get(0);
    SpanData next = evaluations.get(1);
    assertThat(lost.getAttributes().get(Keys.OUTCOME)).isEqualTo("relocated");
    assertThat(lost.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(next.getTraceId()).isNotEqualTo(lost.getTraceId());
    assertThat(next.getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(lost.getSpanContext());
    assertThat(start(next)).as("since it waits").isEqualTo(at(1));
    assertThat(end(only("wait"))).isEqualTo(at(4));
  }

  @Test
  void leaseThatWasGivenBack_isNoError() {
    happens(leased(0, 1, 1), failed(1, 1, FailureKind.CANCELLED, true));

    SpanData evaluation = only("evaluation");
    assertThat(evaluation.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(evaluation.getAttributes().get(Keys.OUTCOME)).isEqualTo("relocated");
    assertThat(evaluation.getEvents())
        .extracting(EventData::getName)
        .containsExactly("leased", "given back");
  }

  @Test
  void leaseThatComesBackToLife_goesOnInItsTrace() {
    happens(leased(0, 1, 1), failed(1, 1, FailureKind.LOST, true));
    happens(new StudyEvent.LeaseRestored(at(2), 1));
    happens(new StudyEvent.EvaluationCompleted(at(3), 1, 1, 1));

    List<SpanData> evaluations = spans.named("evaluation");
    assertThat(evaluations).hasSize(2);
    assertThat(evaluations.get(1).getParentSpanContext())
        .isEqualTo(evaluations.get(0).getSpanContext());
    assertThat(evaluations.get(1).getAttributes().asMap())
        .containsEntry(Keys.RESTORED, true)
        .containsEntry(Keys.OUTCOME, "completed");
  }

  @Test
  void whatIsForgotten_isNeverEnded() {
    happens(leased(0, 1, 1));
    assertThat(tracer.context(1)).hasValueSatisfying(text -> assertThat(isChosen(text)).isTrue());

    tracer.forget();
    happens(new StudyEvent.EvaluationCompleted(at(1), 1, 1, 1));

    assertThat(tracer.context(1)).isEmpty();
    assertThat(spans.named("evaluation")).isEmpty();
  }

  @Test
  void clockThatIsSetBack_endsNoSpanBeforeItsBeginning() {
    happens(leased(0, 1, 1));
    tracer.happened(List.of(new StudyEvent.EvaluationCompleted(at(10), 1, 1, 1)), at(5));

    assertThat(end(only("evaluation"))).isEqualTo(at(10));
  }

  private static boolean isChosen(String traceparent) {
    return (Integer.parseInt(traceparent.substring(traceparent.length() - 2), 16) & 1) == 1;
  }

  @Test
  void evaluationThatIsNotChosen_saysSoToItsWorker() {
    try (Spans none = new Spans("coordinator", 0)) {
      EvaluationTracer silent = none.tracing().study("s");
      silent.happened(List.of(leased(0, 1, 1)), at(1));

      assertThat(silent.context(1))
          .hasValueSatisfying(text -> assertThat(isChosen(text)).isFalse());

      silent.happened(List.of(new StudyEvent.EvaluationCompleted(at(1), 1, 1, 1)), at(2));
      assertThat(none.named("evaluation")).isEmpty();
    }
  }
}
