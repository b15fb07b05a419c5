package io.cairn.workers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.workers.spi.Outcome.Kind;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pods as {@code kubectl get pod -o json} shows them, shortened. */
class PodStateTest {

  private static PodState state(String status) throws IOException {
    String pod =
        "{\"spec\": {\"containers\": [{\"name\": \"train\"}, {\"name\": \"sidecar\"}]}, \"status\": "
            + status
            + "}";
    return PodState.of(new ObjectMapper().readTree(pod));
  }

  @Test
  void podWithoutANode_saysWhatItWaitsFor() throws IOException {
    PodState state =
        state(
            """
            {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False",
              "reason": "Unschedulable", "message": "0/3 nodes are available: 3 Insufficient cpu."}]}
            """);
    assertThat(state.isWaiting()).isTrue();
    assertThat(state.words())
        .isEqualTo("Pending (Unschedulable: 0/3 nodes are available: 3 Insufficient cpu.)");
  }

  @Test
  void podThatIsBeingDeleted_countsUnlessItsCommandIsDone() throws IOException {
    for (int exitCode : new int[] {0, 143}) {
      PodState state =
          PodState.of(
              new ObjectMapper()
                  .readTree(
                      """
                      {"metadata": {"deletionTimestamp": "2026-01-01T00:00:30Z"},
                       "spec": {"containers": [{"name": "train"}]},
                       "status": {"phase": "Running", "containerStatuses": [{"name": "train",
                         "state": {"terminated": {"exitCode": %d, "reason": "Error"}}}]}}
                      """
                          .formatted(exitCode)));
      assertThat(state.hasEnded()).isTrue();
      assertThat(state.trouble().map(failed -> failed.kind()))
          .isEqualTo(exitCode == 0 ? Optional.empty() : Optional.of(Kind.UNAVAILABLE));
    }
  }

  @Test
  void commandBesideASidecarThatGoesOn_hasEnded() throws IOException {
    PodState state =
        state(
            """
            {"phase": "Running", "containerStatuses": [
              {"name": "sidecar", "state": {"running": {}}},
              {"name": "train", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]}
            """);
    assertThat(state.hasEnded()).isTrue();
    assertThat(state.exitCode()).hasValue(0);
    assertThat(state.trouble()).isEmpty();
  }

  @Test
  void firstFailureToPull_isWaitedOut() throws IOException {
    PodState state =
        state(
            """
            {"phase": "Pending", "containerStatuses": [
              {"name": "train", "state": {"waiting": {"reason": "ErrImagePull"}}}]}
            """);
    assertThat(state.hasEnded()).isFalse();
    assertThat(state.isWaiting()).isTrue();
  }

  @Test
  void preemptedPod_isNotTheTrialsFault() throws IOException {
    PodState state =
        state(
            """
            {"phase": "Failed", "conditions": [{"type": "DisruptionTarget", "status": "True",
              "reason": "PreemptionByScheduler"}], "containerStatuses": [
              {"name": "train", "state": {"terminated": {"exitCode": 137, "reason": "Error"}}}]}
            """);
    assertThat(state.trouble())
        .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  @Test
  void commandThatSucceededBeforeItsPodWasTakenAway_hasSucceeded() throws IOException {
    PodState state =
        state(
            """
            {"phase": "Succeeded", "conditions": [{"type": "DisruptionTarget", "status": "True"}],
              "containerStatuses": [
              {"name": "train", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]}
            """);
    assertThat(state.trouble()).isEmpty();
  }
}
