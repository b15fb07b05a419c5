package io.cairn.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HookTellerTest {

  private static final StudyEvent EVENT = new StudyEvent.StudyResumed(Instant.EPOCH);

  @Test
  void hooksFarBehind_holdUpEvaluationsAndLoseNothing() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    HookTeller teller =
        new HookTeller(
            new StudyHooks() {
              @Override
              public void happened(StudyEvent event) {
                try {
                  slow.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                told.incrementAndGet();
              }
            });
    teller.start(Optional::empty);
    teller.awaitRoom();
    teller.accept(Collections.nCopies(HookTeller.MOST_WAITING + 1, EVENT));
    Thread evaluation =
        new Thread(
            () -> {
              try {
                teller.awaitRoom();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    evaluation.start();
    while (evaluation.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(told).hasValue(0);

    slow.countDown();
    evaluation.join();
    teller.close();

    assertThat(told).hasValue(HookTeller.MOST_WAITING + 1);
  }

  @Test
  void closedByAHookItself_doesNotWaitForItself() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    HookTeller[] teller = new HookTeller[1];
    teller[0] =
        new HookTeller(
            new StudyHooks() {
              @Override
              public void happened(StudyEvent event) {
                teller[0].close();
                done.countDown();
              }
            });
    teller[0].start(Optional::empty);
    teller[0].accept(List.of(EVENT));

    done.await();
  }
}
