package io.cairn.server.history;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import java.util.List;
import java.util.function.Function;

/**
 * The history of a study that goes on. Events are applied in groups, and whoever reads sees it
 * between two of them. Safe for use by several threads, one at a time.
 */
public final class LiveHistory {

  private final String studyId;
  private final HistoryBuilder read;

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
  public synchronized void apply(List<StudyEvent> events) {
    events.forEach(read::apply);
  }

  /**
   * Answers a question; nothing of the history may be kept beyond that, since it changes.
   *
   * @param question should not take long: events and other questions wait for it
   */
  public synchronized <T> T read(Function<? super StudyHistory, ? extends T> question) {
    read.closeSession();
    return question.apply(new StudyHistory(studyId, read));
  }
}
