package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Leases that ran out are told from workers lost in other ways. */
class ExpiryCountTest {

  private static CoordinatorRig rig(Duration tick) {
    return new CoordinatorRig(
        "asha",
        9,
        refit -> {
          throw new IllegalStateException("this method has no model");
        },
        tick);
  }

  @Test
  void leaseThatRanOut_isCounted() {
    try (CoordinatorRig rig = rig(Duration.ofMillis(50))) {
      rig.open("run");
      rig.lease();
      rig.pass(Duration.ofMinutes(2));
      rig.await(() -> assertThat(rig.view().leaseExpiries()).isOne());
      assertThat(rig.view().spending().lost()).isOne();
    }
  }

  @Test
  void leaseOfAWorkerKnownToBeGone_isNot() {
    try (CoordinatorRig rig = rig(Duration.ofMinutes(10))) {
      rig.open("run");
      rig.lease();
      rig.drive(new StudyCommand.ReleaseLeases("its process ended"));
      assertThat(rig.view().spending().lost()).isOne();
      assertThat(rig.view().leaseExpiries()).isZero();
    }
  }

  @Test
  void startsWithoutModel_areToldOfMethodsWithAModelAlone() {
    try (CoordinatorRig rig = rig(Duration.ofMinutes(10))) {
      rig.open("run");
      rig.lease();
      assertThat(rig.view().startsWithoutModel()).isEmpty();
    }
    try (CoordinatorRig rig =
        new CoordinatorRig("landscape", 9, refit -> new CompletableFuture<>())) {
      rig.open("run");
      rig.lease();
      rig.lease();
      assertThat(rig.view().startsWithoutModel()).hasValue(2);
    }
  }
}
