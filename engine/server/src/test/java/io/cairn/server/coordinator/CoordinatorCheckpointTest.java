package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyPhase;
import io.cairn.proto.Complete;
import io.cairn.proto.Event;
import io.cairn.proto.Lease;
import io.cairn.proto.Metric;
import io.cairn.proto.Report;
import io.cairn.workers.node.ToStudy;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What workers say of checkpoints, and what they are told. */
class CoordinatorCheckpointTest {

  private final CoordinatorRig rig =
      new CoordinatorRig("asha", 9, refit -> CompletableFuture.completedFuture(refit.run()));

  @AfterEach
  void close() {
    rig.close();
  }

  private static Metric accuracy(double value) {
    return Metric.newBuilder().setName("acc").setValue(value).build();
  }

  private Lease next() {
    return rig.lease().lease().orElseThrow();
  }

  private void complete(Lease lease, double accuracy, long bytes) {
    Complete complete =
        Complete.newBuilder()
            .setStudy(CoordinatorRig.STUDY)
            .setEvaluation(lease.getEvaluation())
            .setToken(lease.getToken())
            .setResource(lease.getTo())
            .addMetrics(accuracy(accuracy))
            .setCheckpointBytes(bytes)
            .build();
    assertThat(rig.tell(to -> new ToStudy.Completed(complete, to)).getAccepted()).isTrue();
  }

  private void reportMissing(Lease lease, long sequence, double level) {
    Report report =
        Report.newBuilder()
            .setStudy(CoordinatorRig.STUDY)
            .setEvaluation(lease.getEvaluation())
            .setToken(lease.getToken())
            .setSequence(sequence)
            .setResource(level)
            .addMetrics(accuracy(0.1))
            .setCheckpointMissing(true)
            .build();
    assertThat(rig.tell(to -> new ToStudy.Reported(report, to)).getAccepted()).isTrue();
  }

  private long dropped() {
    return rig.events().stream().filter(Event::hasCheckpointDropped).count();
  }

  private Lease promoted() {
    rig.open("run");
    for (double accuracy : new double[] {0.9, 0.5, 0.4}) {
      complete(next(), accuracy, 10);
    }
    Lease lease = next();
    assertThat(lease.getTrial()).isZero();
    return lease;
  }

  @Test
  void promotedTrial_isToldWhatItGoesOnFrom() {
    Lease lease = promoted();
    assertThat(lease.getFrom()).isEqualTo(1);
    assertThat(lease.getCheckpointBytes()).isEqualTo(10);
  }

  @Test
  void missingCheckpoint_isNotedOnceAndWhatIsBeingMadeIsNotDeleted() {
    Lease lease = promoted();
    reportMissing(lease, 1, 1);
    reportMissing(lease, 1, 1);
    assertThat(dropped()).isEqualTo(1);
    assertThat(rig.told).noneMatch(told -> told.startsWith("dropped"));
    complete(lease, 0.95, 10);
    reportMissingIsRefused(lease);
    assertThat(dropped()).isEqualTo(1);
  }

  private void reportMissingIsRefused(Lease lease) {
    Report late =
        Report.newBuilder()
            .setStudy(CoordinatorRig.STUDY)
            .setToken(lease.getToken())
            .setSequence(1)
            .setResource(1)
            .addMetrics(accuracy(0.1))
            .setCheckpointMissing(true)
            .build();
    assertThat(rig.tell(to -> new ToStudy.Reported(late, to)).getAccepted()).isFalse();
  }

  @Test
  void study_tellsWhatNobodyNeedsAndInTheEndWhatStays() {
    rig.open("run");
    for (int i = 0; rig.view().phase() != StudyPhase.ENDED; i++) {
      assertThat(i).isLessThan(100);
      rig.lease()
          .lease()
          .ifPresent(
              lease -> complete(lease, 0.9 - 0.01 * lease.getTrial() + 0.001 * lease.getTo(), 10));
    }
    int best = rig.view().best().orElseThrow().incumbent().trial();
    assertThat(rig.told).contains("kept [" + best + "]", "ended");
    assertThat(rig.told.stream().filter(told -> told.startsWith("dropped")))
        .as("of trials that were evaluated to the end")
        .hasSize((int) dropped());
  }
}
