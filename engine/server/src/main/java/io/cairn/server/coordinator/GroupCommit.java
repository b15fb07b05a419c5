package io.cairn.server.coordinator;

import io.cairn.core.study.StudyEvent;
import io.cairn.proto.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that were decided and are not written yet, and the answers that wait for that. Confined to
 * the coordinator's thread.
 */
final class GroupCommit {

  /** Events in one record at most: a record must not grow with the load. */
  private static final int MOST = 1_000;

  private final EvaluationTracer tracer;
  private List<StudyEvent> events = new ArrayList<>();

  /** Taken out to be written. */
  private List<StudyEvent> written = List.of();

  private final List<Runnable> answers = new ArrayList<>();

  /**
   * @param tracer told of what is durable, before anybody is answered
   */
  GroupCommit(EvaluationTracer tracer) {
    this.tracer = tracer;
  }

  void add(List<StudyEvent> decided) {
    events.addAll(decided);
  }

  /** Keeps an answer until what was decided before it is durable. */
  void hold(Runnable answer) {
    answers.add(answer);
  }

  /** Whether nothing is decided and nobody waits. */
  boolean isEmpty() {
    return events.isEmpty() && answers.isEmpty();
  }

  boolean hasEvents() {
    return !events.isEmpty();
  }

  /** Takes the events out, as records. */
  List<Commit> take(EventCodec codec) {
    List<Commit> commits = new ArrayList<>();
    for (int from = 0; from < events.size(); from += MOST) {
      Commit.Builder commit = Commit.newBuilder().setSchemaVersion(StudyCoordinator.SCHEMA_VERSION);
      events
          .subList(from, Math.min(events.size(), from + MOST))
          .forEach(event -> commit.addEvents(codec.encode(event)));
      commits.add(commit.build());
    }
    written = events;
    events = new ArrayList<>();
    return commits;
  }

  /**
   * What was taken is durable.
   *
   * @param now when
   */
  void answer(Instant now) {
    if (!written.isEmpty()) {
      tracer.happened(written, now);
      written = List.of();
    }
    answers.forEach(Runnable::run);
    answers.clear();
  }

  /** What was decided never happened, and nobody is told of it. */
  void forget() {
    events.clear();
    written = List.of();
    answers.clear();
    tracer.forget();
  }
}
