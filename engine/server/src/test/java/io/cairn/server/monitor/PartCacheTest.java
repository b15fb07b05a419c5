package io.cairn.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Commit;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.EventList;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With a clock and a thread that the test drives. */
class PartCacheTest {

  private static final StudySpec SPEC = Specs.small(Budget.ofTrials(10));

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private long nanos;
  private WatchedStudy study = study(Duration.ofHours(1));
  private final List<JournalReader.Entry> journal = new ArrayList<>();

  private final JournalSource source =
      new JournalSource() {
        @Override
        public Optional<StudySpec> spec(String id) {
          return Optional.of(SPEC);
        }

        @Override
        public Stream<JournalReader.Entry> after(String id, long sequence) {
          return journal.stream().skip(sequence);
        }
      };

  private WatchedStudy study(Duration patience) {
    return new WatchedStudy(
        "s", SPEC, new PartCache.Makers(waiting::add, () -> nanos, () -> nanos, patience));
  }

  /** One record more, with a trial. */
  private void happens() {
    EventCodec codec = new EventCodec(SPEC.space());
    EventList events = new EventList(SPEC);
    for (int trial = 0; trial <= journal.size(); trial++) {
      events.start(trial, 0.25, 0);
    }
    var all = events.events();
    Commit.Builder commit = Commit.newBuilder();
    // The session first, then two events of each trial.
    int from = journal.isEmpty() ? 0 : all.size() - 2;
    all.subList(from, all.size()).forEach(event -> commit.addEvents(codec.encode(event)));
    journal.add(new JournalReader.Entry(journal.size() + 1L, Instant.EPOCH, commit.build()));
    study.readOn(source);
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

  @Test
  void whoWaitsForTheNextRecord_isToldOnce() {
    happens();
    assertThat(study.after(0).toCompletableFuture()).isCompletedWithValue(1L);
    CompletableFuture<Long> next = study.after(1).toCompletableFuture();
    assertThat(next).isNotDone();
    happens();
    assertThat(next).isCompletedWithValue(2L);
    assertThat(study.<Integer>read(StudyHistory::running)).isEqualTo(2);
  }

  @Test
  void change_isTheDifferenceHoweverLong() {
    happens();
    Change first = Change.since(ChangeCursor.NONE, study);
    assertThat(first.json()).contains("\"sequence\":1", "\"current\":true", "\"running\":1");
    assertThat(Change.since(first.cursor(), study).cursor()).isEqualTo(first.cursor());
    assertThat(ChangeCursor.parse(first.cursor().text())).contains(first.cursor());
    for (String text : List.of("", "1", "1.2", "a.b.c", "1.2.3.4")) {
      assertThat(ChangeCursor.parse(text)).as(text).isEmpty();
    }
  }
}
