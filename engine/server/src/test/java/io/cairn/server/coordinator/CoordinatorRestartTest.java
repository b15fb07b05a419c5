package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A coordinator whose journal refused a commit goes on as before. */
class CoordinatorRestartTest {

  private static final Fits NONE =
      refit -> {
        throw new AssertionError("this method has no model");
      };

  @Test
  void refusedCommit_leavesTheClockRunning() {
    try (CoordinatorRig rig = new CoordinatorRig("asha", 100, NONE, Duration.ofMillis(50))) {
      rig.open("run");
      rig.lease();
      rig.failNextCommit();
      rig.leaseWithoutAnswer();
      rig.await(() -> assertThat(rig.view().running()).isEqualTo(1)); // The second lease never was.
      rig.pass(Duration.ofMinutes(2)); // Longer than a lease, and nobody renews it.
      rig.await(() -> assertThat(rig.view().running()).isEqualTo(0));
    }
  }
}
