package io.cairn.server.dispatch;

import static io.cairn.server.dispatch.Shares.answerAll;
import static io.cairn.server.dispatch.Shares.at;
import static io.cairn.server.dispatch.Shares.atMost;
import static io.cairn.server.dispatch.Shares.claim;
import static io.cairn.server.dispatch.Shares.grantAll;
import static io.cairn.server.dispatch.Shares.offer;
import static io.cairn.server.dispatch.Shares.running;
import static io.cairn.server.dispatch.Shares.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreemptionTest {

  private static final Kind PLAIN = new Kind(words(), words("process"));

  private final FairShare share = new FairShare(SharingRules.DEFAULT);

  private static Preemption preemption(String study, int evaluations, String forStudy) {
    return new Preemption(study, evaluations, new TreeSet<>(List.of(PLAIN)), forStudy);
  }

  private void fill(int slots, Object... claims) {
    for (int i = 0; i < claims.length; i += 2) {
      share.claim((String) claims[i], (Claim) claims[i + 1]);
    }
    share.offer("node", offer(slots));
    grantAll(share, 0);
  }

  @Test
  void higherPriority_takesOneThenAsManyAgain_untilItHasWhatItMay() {
    fill(8, "low", claim(1, 0));
    share.claim("high", atMost(6, 1));
    int[] rounds = {1, 1, 2, 2};
    for (int i = 0; i < rounds.length; i++) {
      assertThat(share.next(at(i))).isEmpty();
      assertThat(share.preemptions(at(i)))
          .as("round " + i)
          .containsExactly(preemption("low", rounds[i], "high"));
      share.ended("low", "node", rounds[i]);
      grantAll(share, i);
    }
    assertThat(running(share, "high")).isEqualTo(6);
    assertThat(share.preemptions(at(9))).isEmpty();
  }

  @Test
  void oneNeed_preemptsOnce_untilTheTermIsOver() {
    fill(4, "low", claim(1, 0));
    share.claim("high", claim(1, 1));
    share.next(at(0));
    assertThat(share.preemptions(at(0))).hasSize(1);
    assertThat(share.preemptions(at(1))).isEmpty();
    assertThat(share.preemptions(at(119))).isEmpty();
    assertThat(share.nextDue()).contains(at(120));
    assertThat(share.preemptions(at(120))).hasSize(1);
  }

  @Test
  void equalPriority_neverPreempts() {
    fill(4, "a", claim(1, 3));
    share.claim("b", claim(100, 3));
    share.claim("lowest", claim(100, 2));
    share.next(at(0));
    assertThat(share.preemptions(at(0))).isEmpty();
  }

  @Test
  void victims_areOfTheLowestPriority_andThereWhoHasMostForItsWeight() {
    fill(12, "b", claim(1, 1), "a", atMost(4, 2), "c", claim(3, 1));
    assertThat(running(share, "b")).isEqualTo(2);
    assertThat(running(share, "c")).isEqualTo(6);
    share.running("b", "node", 3);
    share.claim("high", claim(1, 3));
    share.next(at(0));
    assertThat(share.preemptions(at(0))).containsExactly(preemption("b", 1, "high"));
  }

  @Test
  void evaluationOfWhoWaitedTooLong_isNotPreempted() {
    fill(2, "middle", claim(1, 1), "low", claim(1, 0));
    assertThat(running(share, "middle")).isEqualTo(2);
    share.ended("middle", "node", 1);
    grantAll(share, 60);
    assertThat(running(share, "low")).isEqualTo(1);
    share.claim("high", claim(1, 2));
    share.next(at(61));
    assertThat(share.preemptions(at(61))).containsExactly(preemption("middle", 1, "high"));
    share.ended("middle", "node", 1);
    grantAll(share, 62);
    assertThat(share.preemptions(at(62))).isEmpty();
    assertThat(running(share, "low")).isEqualTo(1);
    assertThat(running(share, "high")).isEqualTo(1);
  }

  @Test
  void studyThatHadNothing_preemptsNobody_untilItTookASlot() {
    fill(2, "high", claim(1, 1), "low", claim(1, 0));
    share.ended("high", "node", 2);
    answerAll(share, 1, match -> match.study().equals("low"));
    share.wake("high");
    assertThat(share.next(at(2))).isEmpty();
    assertThat(share.preemptions(at(2))).isEmpty();
    share.ended("low", "node", 1);
    grantAll(share, 3);
    assertThat(running(share, "high")).isEqualTo(1);
    assertThat(share.preemptions(at(3))).containsExactly(preemption("low", 1, "high"));
  }

  @Test
  void studyThatHasEnough_replacesWhatEnds_andPreemptsNobody() {
    fill(8, "high", atMost(3, 1), "low", claim(1, 0));
    share.ended("low", "node", 1);
    share.claim("high", claim(1, 1));
    answerAll(share, 1, match -> match.study().equals("low"));
    for (int i = 2; i < 20; i++) {
      share.ended("high", "node", 1);
      share.wake("high");
      grantAll(share, i);
      assertThat(running(share, "high")).isEqualTo(3);
      assertThat(share.preemptions(at(i))).isEmpty();
    }
  }

  @Test
  void onlyNodesThatWouldDo_arePreempted() {
    share.claim("low", claim(1, 0));
    share.offer("plain", offer(2));
    share.offer("gpu", offer(2, "gpu"));
    grantAll(share, 0);
    share.claim("high", claim(1, 1));
    // One plain slot comes free; the study says that only others are of use.
    share.ended("low", "plain", 1);
    answerAll(share, 1, match -> match.study().equals("low"));
    assertThat(share.next(at(1))).isEmpty();
    Preemption preemption = share.preemptions(at(1)).get(0);
    assertThat(preemption.study()).isEqualTo("low");
    assertThat(preemption.kinds()).containsExactly(new Kind(words("gpu"), words("process")));
  }

  @Test
  void nodeThatLeaves_countsAsLeft() {
    share.claim("low", claim(1, 0));
    share.offer("n1", offer(1));
    share.offer("n2", offer(1));
    grantAll(share, 0);
    share.claim("high", claim(1, 1));
    share.next(at(0));
    assertThat(share.preemptions(at(0))).hasSize(1);
    share.leave("n1");
    share.next(at(1));
    assertThat(share.preemptions(at(1))).as("the slot left with the node").hasSize(1);
  }

  @Test
  void studyThatIsWithdrawn_letsTheOthersStay() {
    fill(2, "low", claim(1, 0));
    share.claim("high", claim(1, 1));
    share.next(at(0));
    assertThat(share.preemptions(at(0))).hasSize(1);
    share.withdraw("high");
    share.claim("other", atMost(2, 1));
    share.next(at(1));
    assertThat(share.preemptions(at(1))).containsExactly(preemption("low", 1, "other"));
  }
}
