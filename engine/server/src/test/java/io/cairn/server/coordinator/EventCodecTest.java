package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Placement;
import io.cairn.core.study.Share;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.WorkerLabels;
import io.cairn.core.study.WorkerRules;
import io.cairn.proto.Event;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudySnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

  private static StudySpec spec() throws Exception {
    StudyCreated created = new RecordedStudy("random").created();
    WorkerLabels gpu = WorkerLabels.of("gpu");
    Placement placement = new Placement(List.of(WorkerLabels.NONE, gpu, gpu));
    return RecordedStudy.state(created)
        .spec()
        .withWorkers(new WorkerRules(placement, OptionalInt.of(3)));
  }

  @Test
  void eventsOfElasticStudies_comeBackAsTheyWere() throws Exception {
    EventCodec codec = new EventCodec(spec().space());
    List<StudyEvent> events =
        List.of(
            new StudyEvent.EvaluationQueued(AT, 7, 2, 3, 9),
            new StudyEvent.EvaluationQueued(AT, 0, 0, 0, 0.125),
            new StudyEvent.StudyPaused(AT, "night \u00e9"),
            new StudyEvent.StudyResumed(AT),
            new StudyEvent.ShareChanged(AT, new Share(0.25, -100)),
            new StudyEvent.CheckpointKept(AT, 3, 1L << 40),
            new StudyEvent.CheckpointDropped(AT, 3, 0, "a worker did not find it"));
    for (StudyEvent event : events) {
      Event onDisk = Event.parseFrom(codec.encode(event).toByteArray());
      assertThat(codec.decode(onDisk)).contains(event);
    }
  }

  @Test
  void snapshotOfAPausedStudyWithAWaitingList_comesBackAsItWas() throws Exception {
    StudyState state = new StudyState(spec());
    StudyDecider decider = new StudyDecider();
    decider.decide(state, new StudyCommand.OpenSession("run"), AT);
    decider.decide(state, new StudyCommand.RequestLease("w", false, WorkerLabels.NONE), AT);
    decider.decide(state, new StudyCommand.RequestLease("w", false, WorkerLabels.of("gpu")), AT);
    decider.decide(state, new StudyCommand.ReleaseLeases("gone"), AT);
    decider.decide(
        state, new StudyCommand.RequestLease("w", false, WorkerLabels.NONE), AT.plusSeconds(1));
    decider.decide(
        state,
        new StudyCommand.Complete(
            3, 1, Map.of("accuracy", 0.5), OptionalDouble.of(1), OptionalLong.of(77)),
        AT.plusSeconds(2));
    decider.decide(state, new StudyCommand.CheckpointGone(1), AT.plusSeconds(2));
    decider.decide(state, new StudyCommand.ChangeShare(new Share(3, 4)), AT.plusSeconds(2));
    decider.decide(state, new StudyCommand.Pause("night"), AT.plusSeconds(5));
    StudySnapshot snapshot =
        StudySnapshot.parseFrom(
            SnapshotCodec.encode(StudyCreated.getDefaultInstance(), state).toByteArray());
    StudyState restored = SnapshotCodec.decode(snapshot, state.spec());
    assertThat(restored.phase()).isEqualTo(StudyPhase.PAUSED);
    assertThat(restored.share()).contains(new Share(3, 4));
    assertThat(restored.reason()).isEqualTo("night");
    assertThat(restored.queued()).isEqualTo(state.queued()).isPositive();
    assertThat(restored.waitingForRetry()).isEqualTo(1);
    assertThat(restored.spending()).isEqualTo(state.spending());
    assertThat(restored.elapsed(AT.plusSeconds(500))).isEqualTo(state.elapsed(AT.plusSeconds(5)));
    assertThat(SnapshotCodec.encode(StudyCreated.getDefaultInstance(), restored))
        .isEqualTo(snapshot);
  }
}
