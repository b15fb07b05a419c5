package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a coordinator tells for figures' sake. */
class CoordinatorFiguresTest {

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

  /** Figures of a study that is not here any more must not stay. */
  @Test
  void coordinatorThatBeginsAgainOrStops_saysSo() {
    try (CoordinatorRig rig = rig(Duration.ofMinutes(10))) {
      rig.open("run");
      assertThat(rig.stops.get()).isZero();
      rig.failNextCommit();
      rig.leaseWithoutAnswer();
      rig.await(() -> assertThat(rig.stops.get()).isOne());
      rig.await(() -> assertThat(rig.view().running()).isZero());
      rig.detach();
      assertThat(rig.stops.get()).isEqualTo(2);
    }
  }
}
