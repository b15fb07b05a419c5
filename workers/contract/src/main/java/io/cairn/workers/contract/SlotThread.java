package io.cairn.workers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A slot of a node: a thread with an evaluation on it. */
record SlotThread(Thread thread, CountDownLatch done, AtomicReference<Object> outcome) {

  static SlotThread start(Evaluator evaluator, Evaluation evaluation, Progress progress) {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Object> outcome = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.set(evaluator.evaluate(evaluation, progress));
              } catch (Exception | AssertionError e) {
                outcome.set(e);
              } finally {
                done.countDown();
              }
            },
            "slot");
    thread.setDaemon(true);
    thread.start();
    return new SlotThread(thread, done, outcome);
  }

  void assertEndsWithin(Duration grace) throws InterruptedException {
    assertThat(done.await(grace.toMillis(), TimeUnit.MILLISECONDS))
        .as("the evaluation must end within the grace period of %s", grace)
        .isTrue();
  }
}
