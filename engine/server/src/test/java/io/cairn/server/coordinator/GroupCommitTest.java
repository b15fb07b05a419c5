package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told of a batch, and when. */
class GroupCommitTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final StudyEvent EVENT = new StudyEvent.StudyResumed(NOW);

  private final List<String> told = new ArrayList<>();
  private final EventCodec codec = new EventCodec(CoordinatorRig.spec("asha", 1).space());
  private final GroupCommit batch =
      new GroupCommit(
          new EvaluationTracer() {
            @Override
            public void happened(List<StudyEvent> events, Instant now) {
              told.add(events.size() + " events at " + now);
            }

            @Override
            public void forget() {
              told.add("forget");
            }
          });

  @Test
  void tracer_isToldOfWhatIsDurable_beforeAnybodyIsAnswered() {
    batch.add(List.of(EVENT, EVENT));
    batch.hold(() -> told.add("answer"));
    assertThat(batch.take(codec)).hasSize(1);
    assertThat(told).isEmpty();

    batch.answer(NOW.plusSeconds(1));
    batch.answer(NOW.plusSeconds(2));

    assertThat(told).containsExactly("2 events at 2026-01-01T00:00:01Z", "answer");
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void tracer_isNotToldOfWhatTheJournalRefused() {
    batch.add(List.of(EVENT));
    batch.take(codec);
    batch.forget();

    batch.answer(NOW);

    assertThat(told).containsExactly("forget");
  }
}
