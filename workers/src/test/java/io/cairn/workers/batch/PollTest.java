package io.cairn.workers.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollTest {

  private final AtomicLong now = new AtomicLong(5);

  private List<Long> questions(Poll poll, int seconds) {
    List<Long> asked = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      if (poll.isDue()) {
        asked.add(Duration.ofNanos(now.get() - 5).toSeconds());
      }
      now.addAndGet(1_000_000_000L);
    }
    return asked;
  }

  @Test
  void questions_becomeRarerUpToTheLongestWait() {
    Poll poll = new Poll(Duration.ofSeconds(2), Duration.ofSeconds(8), now::get);
    assertThat(questions(poll, 40)).containsExactly(2L, 5L, 10L, 17L, 25L, 33L);
  }

  @Test
  void change_makesTheNextQuestionSoon() {
    Poll poll = new Poll(Duration.ofSeconds(2), Duration.ofSeconds(8), now::get);
    questions(poll, 40);
    poll.soon();
    assertThat(questions(poll, 3)).containsExactly(42L);
  }
}
