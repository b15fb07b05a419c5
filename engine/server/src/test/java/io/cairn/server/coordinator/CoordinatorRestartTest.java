package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A coordinator whose journal refused a commit goes on as before. */
class CoordinatorRestartTest {

  private static final Fits NONE =
      refit -> {
        throw new AssertionError("this method has no model");
      };

  @Test
  void refusedCommit_leavesTheClockRunning() throws Exception {
    try (CoordinatorRig rig = new CoordinatorRig("asha", 100, NONE, Duration.ofMillis(50))) {
      rig.open("run");
      rig.lease();
      rig.failNextCommit();
      rig.leaseWithoutAnswer();
      awaitRunning(rig, 1); // The second lease never was.
      rig.pass(Duration.ofMinutes(2)); // Longer than a lease, and nobody renews it.
      awaitRunning(rig, 0);
    }
  }

  private static void awaitRunning(CoordinatorRig rig, int evaluations) throws Exception {
    Instant patience = Instant.now().plusSeconds(60);
    while (rig.view().running() != evaluations && Instant.now().isBefore(patience)) {
      Thread.sleep(20);
    }
    assertThat(rig.view().running()).isEqualTo(evaluations);
  }
}
