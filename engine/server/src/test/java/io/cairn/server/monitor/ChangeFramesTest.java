package io.cairn.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.history.StudyHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Nobody waits here: pauses are over at once, and who asks makes the piece. */
class ChangeFramesTest {

  private static final ChangeFrames.Hands HANDS =
      new ChangeFrames.Hands(time -> CompletableFuture.completedFuture("over"), Runnable::run);

  private final SmallJournal journal = new SmallJournal();
  private final WatchedStudy study =
      new WatchedStudy(
          "s",
          SmallJournal.SPEC,
          new PartCache.Makers(Runnable::run, () -> 0, () -> 0, Duration.ofHours(1)));

  private void happens() {
    journal.grow();
    study.readOn(journal);
  }

  private static Change told(CompletionStage<Change> change) {
    return change.toCompletableFuture().join();
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
    assertThat(first.json().utf8String())
        .contains("\"sequence\":1", "\"current\":true", "\"running\":1");
    assertThat(Change.since(first.cursor(), study).cursor()).isEqualTo(first.cursor());
    assertThat(ChangeCursor.parse(first.cursor().text())).contains(first.cursor());
    for (String text : List.of("", "1", "1.2", "a.b.c", "1.2.3.4")) {
      assertThat(ChangeCursor.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void pieceOfThoseWhoFollow_isMadeOnce() {
    happens();
    Change begin = told(study.frames().first(ChangeCursor.NONE, HANDS));
    CompletionStage<Change> one = study.frames().after(begin.cursor(), HANDS);
    CompletionStage<Change> two = study.frames().after(begin.cursor(), HANDS);
    assertThat(one.toCompletableFuture()).isNotDone();
    happens();
    assertThat(told(one)).isSameAs(told(two));
    assertThat(told(one).json().utf8String()).contains("\"sequence\":2");
  }

  /** A thousand, so that a pause of this thread does not count. */
  @Test
  void piecesForVeryManyWhoFollow_areLonger() {
    List<Duration> pauses = new ArrayList<>();
    ChangeFrames.Hands hands =
        new ChangeFrames.Hands(
            time -> {
              pauses.add(time);
              return CompletableFuture.completedFuture("over");
            },
            Runnable::run);
    happens();
    ChangeCursor begin = told(study.frames().first(ChangeCursor.NONE, hands)).cursor();
    List<CompletionStage<Change>> follow = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      follow.add(study.frames().after(begin, hands));
    }
    happens();
    CompletionStage<Change> last = study.frames().after(told(follow.get(0)).cursor(), hands);
    happens();
    study.frames().after(told(last).cursor(), hands);
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(pauses.get(2)).as("one follows now").isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  /** As after a coordinator's restart, when all who followed come at once. */
  @Test
  void differenceForThoseWhoComeWithAsMuch_isMadeOnce() {
    happens();
    Change begin = told(study.frames().first(ChangeCursor.NONE, HANDS));
    CompletionStage<Change> follows = study.frames().after(begin.cursor(), HANDS);
    happens();
    ChangeCursor now = told(follows).cursor();
    Change first = told(study.frames().first(ChangeCursor.NONE, HANDS));
    assertThat(first).isEqualTo(Change.between(ChangeCursor.NONE, now, study));
    assertThat(told(study.frames().first(ChangeCursor.NONE, HANDS))).isSameAs(first);
    CompletionStage<Change> goesOn = study.frames().after(now, HANDS);
    happens();
    assertThat(told(study.frames().first(ChangeCursor.NONE, HANDS)).cursor())
        .as("to the end of the newest piece")
        .isEqualTo(told(goesOn).cursor());
    assertThat(told(study.frames().first(begin.cursor(), HANDS)))
        .isEqualTo(Change.between(begin.cursor(), told(goesOn).cursor(), study));
  }

  /** Nothing would tell it later if no record follows, as with a study that has ended. */
  @Test
  void whoWaitsForTheLastRecord_isToldThatItWasTheLast() {
    CompletionStage<Change> told = study.frames().after(ChangeCursor.NONE, HANDS);
    happens();
    assertThat(told(told).json().utf8String()).contains("\"current\":true");
  }
}
