package io.cairn.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With a clock and a thread that the test drives. */
class PartCacheTest {

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private long nanos;
  private WatchedStudy study = study(Duration.ofHours(1));
  private final SmallJournal journal = new SmallJournal();

  private WatchedStudy study(Duration patience) {
    return new WatchedStudy(
        "s",
        SmallJournal.SPEC,
        new PartCache.Makers(waiting::add, () -> nanos, () -> nanos, patience));
  }

  /** One record more, with a trial. */
  private void happens() {
    journal.grow();
    study.readOn(journal);
  }

  private int made;

  private CompletableFuture<PartCache.Part> ask(long takes) {
    return study
        .parts()
        .get(
            "trials",
            history -> {
              String text = String.valueOf(history.trials().size());
              made++;
              return () -> {
                nanos += takes;
                return text;
              };
            })
        .toCompletableFuture();
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static String text(PartCache.Part part) {
    return new String(part.body(), StandardCharsets.UTF_8);
  }

  @Test
  void firstOnes_waitForOneMaking() {
    happens();
    CompletableFuture<PartCache.Part> one = ask(5);
    CompletableFuture<PartCache.Part> two = ask(5);
    assertThat(one).isNotDone();
    work();
    assertThat(text(one.join())).isEqualTo("1");
    assertThat(two.join().sequence()).isEqualTo(1);
    assertThat(made).isEqualTo(1);
  }

  @Test
  void firstOne_waitsForTheJournalToBeRead() {
    CompletableFuture<PartCache.Part> first = ask(5);
    work();
    assertThat(first).isNotDone();
    happens();
    work();
    assertThat(text(first.join())).isEqualTo("1");
  }

  @Test
  void partOfAStudyThatIsStillBeingRead_isMadeAgainSoon() {
    study = study(Duration.ZERO);
    CompletableFuture<PartCache.Part> first = ask(100);
    await().until(() -> !waiting.isEmpty());
    work();
    assertThat(text(first.join())).as("its patience is over").isEqualTo("0");
    happens();
    nanos += 99;
    ask(100);
    assertThat(waiting).isEmpty();
    nanos += 1;
    ask(100);
    work();
    assertThat(text(ask(100).join())).isEqualTo("1");
  }

  @Test
  void unchangedStudy_hasItsPartMadeOnce() {
    happens();
    ask(5);
    work();
    nanos += 1_000_000;
    assertThat(ask(5)).isDone();
    work();
    assertThat(made).isEqualTo(1);
  }

  @Test
  void changedStudy_givesTheOldPartAndMakesTheNewOneInItsTime() {
    happens();
    ask(100);
    work();
    happens();
    nanos += 999;
    assertThat(text(ask(100).join())).isEqualTo("1");
    work();
    assertThat(made).as("ten times of what it took is not over").isEqualTo(1);
    nanos += 1;
    assertThat(text(ask(100).join())).as("who asks waits for nothing").isEqualTo("1");
    work();
    assertThat(text(ask(100).join())).isEqualTo("2");
    assertThat(made).isEqualTo(2);
  }

  @Test
  void partThatCannotBeMade_isTriedAgain() {
    happens();
    CompletableFuture<PartCache.Part> broken =
        study.parts().get("broken", history -> boom()).toCompletableFuture();
    work();
    assertThat(broken).isCompletedExceptionally();
    CompletableFuture<PartCache.Part> again =
        study.parts().get("broken", history -> () -> "fine").toCompletableFuture();
    work();
    assertThat(text(again.join())).isEqualTo("fine");
  }

  private static Supplier<String> boom() {
    throw new IllegalStateException("boom");
  }
}
