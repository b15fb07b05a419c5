package io.cairn.server.dispatch;

import static io.cairn.server.dispatch.Shares.answerAll;
import static io.cairn.server.dispatch.Shares.at;
import static io.cairn.server.dispatch.Shares.atMost;
import static io.cairn.server.dispatch.Shares.claim;
import static io.cairn.server.dispatch.Shares.draining;
import static io.cairn.server.dispatch.Shares.grantAll;
import static io.cairn.server.dispatch.Shares.offer;
import static io.cairn.server.dispatch.Shares.running;
import static io.cairn.server.dispatch.Shares.view;
import static io.cairn.server.dispatch.Shares.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FairShareTest {

  private final FairShare share = new FairShare(SharingRules.DEFAULT);

  // ---- shares ----------------------------------------------------------------------------------

  @Test
  void weights_divideSlots_whenEverybodyHasWork() {
    share.claim("a", claim(1, 0));
    share.claim("b", claim(2, 0));
    share.claim("c", claim(4, 0));
    share.offer("node", offer(70));
    assertThat(grantAll(share, 0)).isEqualTo(70);
    assertThat(running(share, "a")).isEqualTo(10);
    assertThat(running(share, "b")).isEqualTo(20);
    assertThat(running(share, "c")).isEqualTo(40);
    assertThat(view(share, "c").entitled()).isCloseTo(40, within(1e-6));
  }

  @Test
  void studyThatComesLater_getsFreedSlots_untilSharesAreEven() {
    share.claim("old", claim(1, 0));
    share.offer("node", offer(10));
    grantAll(share, 0);
    share.claim("new", claim(1, 0));
    for (int i = 0; i < 5; i++) {
      share.ended("old", "node", 1);
      grantAll(share, 1 + i);
    }
    assertThat(running(share, "old")).isEqualTo(5);
    assertThat(running(share, "new")).isEqualTo(5);
  }

  @Test
  void studyThatPaused_owesNothing() {
    share.claim("busy", claim(1, 0));
    share.claim("idle", claim(1, 0));
    share.offer("node", offer(4));
    answerAll(share, 0, match -> match.study().equals("busy"));
    assertThat(running(share, "busy")).isEqualTo(4);
    share.wake("idle");
    share.ended("busy", "node", 4);
    grantAll(share, 10);
    assertThat(running(share, "busy")).isEqualTo(2);
    assertThat(running(share, "idle")).isEqualTo(2);
  }

  @Test
  void equals_areServedByLongestWait_thenByAge() {
    share.claim("z-oldest", claim(1, 0));
    share.claim("a-younger", claim(1, 0));
    share.offer("node", offer(1));
    Match first = share.next(at(0)).orElseThrow();
    assertThat(first.study()).isEqualTo("z-oldest");
    share.granted(first, at(0));
    share.ended("z-oldest", "node", 1);
    assertThat(share.next(at(5)).orElseThrow().study()).isEqualTo("a-younger");
  }

  @Test
  void higherPriority_goesBeforeLower_forFreeSlots() {
    share.claim("low", claim(100, 1));
    share.claim("high", atMost(3, 2));
    share.offer("node", offer(5));
    grantAll(share, 0);
    assertThat(running(share, "high")).isEqualTo(3);
    assertThat(running(share, "low")).isEqualTo(2);
    assertThat(view(share, "high").entitled()).isCloseTo(3, within(1e-6));
    assertThat(view(share, "low").entitled()).isCloseTo(2, within(1e-6));
  }

  @Test
  void maxInFlight_holdsOverAllNodes_andForWhatIsBeingAsked() {
    share.claim("a", atMost(3, 0));
    share.offer("n1", offer(2));
    share.offer("n2", offer(2));
    assertThat(share.next(at(0))).isPresent();
    assertThat(share.next(at(0))).isPresent();
    assertThat(share.next(at(0))).isPresent();
    assertThat(share.next(at(0))).isEmpty();
  }

  @Test
  void maxInFlight_canBeRaised_andTheStudyIsAskedAgain() {
    share.claim("a", atMost(1, 0));
    share.offer("node", offer(4));
    assertThat(grantAll(share, 0)).isEqualTo(1);
    share.claim("a", atMost(3, 0));
    assertThat(grantAll(share, 1)).isEqualTo(2);
  }

  // ---- kinds of nodes --------------------------------------------------------------------------

  @Test
  void workerType_mustBeOneOfTheNodes() {
    share.claim("a", new Claim(1, 0, OptionalInt.empty(), "smile"));
    share.offer("node", offer(1));
    assertThat(share.next(at(0))).isEmpty();
    share.offer("other", new Offer(1, 1, words(), words("process", "smile"), false));
    assertThat(share.next(at(0)).orElseThrow().node()).isEqualTo("other");
  }

  @Test
  void plainNodes_areGivenFirst_andLabelledOnesAreNotLeftIdle() {
    share.claim("a", claim(1, 0));
    share.offer("a-gpu", offer(2, "gpu"));
    share.offer("b-plain", offer(2));
    Match first = share.next(at(0)).orElseThrow();
    share.granted(first, at(0));
    assertThat(first.node()).isEqualTo("b-plain");
    assertThat(grantAll(share, 0)).isEqualTo(3);
    assertThat(running(share, "a", "b-plain")).isEqualTo(2);
    assertThat(running(share, "a", "a-gpu")).isEqualTo(2);
  }

  @Test
  void studyThatNeedsLabel_getsIt_whileOthersTakeThePlainOnes() {
    share.claim("plain", claim(1, 0));
    share.claim("gpu", claim(1, 0));
    share.offer("n", offer(4));
    share.offer("g", offer(4, "gpu"));
    answerAll(share, 0, match -> match.study().equals("plain") || match.node().equals("g"));
    assertThat(running(share, "gpu", "g")).isEqualTo(4);
    assertThat(running(share, "plain", "n")).isEqualTo(4);
  }

  @Test
  void nothing_holdsForTheKindAlone_untilWoken() {
    share.claim("a", claim(1, 0));
    share.offer("n1", offer(1));
    share.offer("n2", offer(1));
    share.offer("g", offer(1, "gpu"));
    Match plain = share.next(at(0)).orElseThrow();
    share.nothing(plain);
    Match labelled = share.next(at(0)).orElseThrow();
    assertThat(labelled.node()).isEqualTo("g");
    share.nothing(labelled);
    assertThat(share.next(at(0))).isEmpty();
    share.wake("a");
    assertThat(share.next(at(0))).isPresent();
  }

  @Test
  void wakeAfterTheQuestion_outlivesTheAnswerThatDidNotKnow() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(1));
    Match match = share.next(at(0)).orElseThrow();
    share.wake("a");
    share.nothing(match);
    assertThat(share.next(at(0))).isPresent();
  }

  @Test
  void drainingNode_getsNothing_andCountsWhatItStillRuns() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(2));
    share.granted(share.next(at(0)).orElseThrow(), at(0));
    share.offer("node", draining(2));
    assertThat(share.next(at(0))).isEmpty();
    assertThat(running(share, "a")).isEqualTo(1);
    share.ended("a", "node", 1);
    assertThat(running(share, "a")).isZero();
    assertThat(share.next(at(0))).isEmpty();
  }

  @Test
  void kinds_areBounded_withASentence() {
    for (int i = 0; i < FairShare.MOST_KINDS; i++) {
      assertThat(share.offer("n" + i, offer(1, "host-" + i))).isEmpty();
    }
    assertThat(share.offer("one-more", offer(1, "host-x")).orElseThrow().reason())
        .contains("128 different sets of labels");
    share.leave("n0");
    assertThat(share.offer("one-more", offer(1, "host-x"))).isEmpty();
  }

  // ---- answers ---------------------------------------------------------------------------------

  @Test
  void over_endsTheQuestions() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(2));
    share.over(share.next(at(0)).orElseThrow());
    assertThat(share.next(at(0))).isEmpty();
    assertThat(share.studies()).isEmpty();
  }

  @Test
  void silentStudy_isLeftAloneForLongerEachTime_andTheSlotGoesToOthers() {
    share.claim("silent", claim(1, 1));
    share.claim("other", claim(1, 0));
    share.offer("node", offer(1));
    Match match = share.next(at(0)).orElseThrow();
    assertThat(match.study()).isEqualTo("silent");
    share.failed(match, at(0));
    assertThat(share.nextDue()).contains(at(1));
    Match second = share.next(at(0.5)).orElseThrow();
    assertThat(second.study()).isEqualTo("other");
    share.nothing(second);
    share.wake("silent");
    assertThat(share.next(at(0.9))).isEmpty();
    Match again = share.next(at(1)).orElseThrow();
    assertThat(again.study()).isEqualTo("silent");
    share.failed(again, at(1));
    assertThat(share.next(at(2.9))).isEmpty();
    assertThat(share.next(at(3))).isPresent();
  }

  @Test
  void studyThatDidNotAnswer_isAskedOneQuestion_untilItDoes() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(8));
    Match first = share.next(at(0)).orElseThrow();
    Match second = share.next(at(0)).orElseThrow();
    share.failed(first, at(0));
    share.failed(second, at(0));
    assertThat(share.nextDue()).as("one silence").contains(at(1));
    Match probe = share.next(at(1)).orElseThrow();
    assertThat(share.next(at(1))).isEmpty();
    share.granted(probe, at(1));
    assertThat(grantAll(share, 1)).isEqualTo(7);
  }

  @Test
  void grantForNodeThatLeft_isToBeGivenBack() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(1));
    Match match = share.next(at(0)).orElseThrow();
    share.leave("node");
    assertThat(share.granted(match, at(0))).isFalse();
    assertThat(running(share, "a")).isZero();
  }

  @Test
  void overOfAnEarlierLife_doesNotEndTheNextOne() {
    share.claim("a", claim(1, 0));
    share.offer("node", offer(1));
    Match match = share.next(at(0)).orElseThrow();
    share.withdraw("a");
    share.claim("a", claim(1, 0));
    share.over(match);
    assertThat(share.next(at(0))).isPresent();
  }

  // ---- who ended, who left ---------------------------------------------------------------------

  @Test
  void nodeThatLeaves_givesItsEvaluationsBack() {
    share.claim("a", claim(1, 0));
    share.claim("b", claim(1, 0));
    share.offer("n1", offer(4));
    grantAll(share, 0);
    assertThat(share.leave("n1")).isEqualTo(new TreeMap<>(Map.of("a", 2, "b", 2)));
    assertThat(running(share, "a")).isZero();
    assertThat(share.demand().running()).isZero();
  }

  @Test
  void nodesOfferAndStudysEnd_comeInAnyOrder_andGiveOneSlot() {
    for (boolean offerFirst : new boolean[] {true, false}) {
      FairShare two = new FairShare(SharingRules.DEFAULT);
      two.claim("a", claim(1, 0));
      two.offer("node", offer(2));
      grantAll(two, 0);
      Offer oneFree = new Offer(2, 1, words(), words("process"), false);
      if (offerFirst) {
        two.offer("node", oneFree);
        two.ended("a", "node", 1);
      } else {
        two.ended("a", "node", 1);
        two.offer("node", oneFree);
      }
      assertThat(grantAll(two, 1)).isEqualTo(1);
    }
  }

  @Test
  void runningEvaluations_areTakenOver_beforeStudyAndNodeAreKnown() {
    share.running("a", "node", 3);
    share.offer("node", new Offer(4, 1, words(), words("process"), false));
    share.claim("a", atMost(4, 0));
    assertThat(running(share, "a")).isEqualTo(3);
    assertThat(grantAll(share, 0)).isEqualTo(1);
    share.running("a", "node", 2);
    assertThat(running(share, "a")).isEqualTo(2);
  }

  @Test
  void claimAndOffer_outOfRange_areRefusedWithASentence() {
    assertThatThrownBy(() -> claim(0, 0)).hasMessageContaining("weight = 0.0 must be");
    assertThatThrownBy(() -> atMost(0, 0)).hasMessageContaining("maxInFlight = 0");
    assertThatThrownBy(() -> new Offer(1, 2, words(), words(), false))
        .hasMessageContaining("free = 2");
  }

  // ---- starvation ------------------------------------------------------------------------------

  @Test
  void studyThatWaitedTooLong_goesFirst_forOneEvaluation() {
    share.claim("high", claim(1, 1));
    share.claim("low", claim(1, 0));
    share.offer("node", offer(4));
    grantAll(share, 0);
    assertThat(running(share, "high")).isEqualTo(4);
    share.ended("high", "node", 1);
    grantAll(share, 59);
    assertThat(running(share, "low")).isZero();
    share.ended("high", "node", 2);
    grantAll(share, 60);
    assertThat(running(share, "low")).isEqualTo(1);
    assertThat(running(share, "high")).isEqualTo(3);
  }

  @Test
  void waiting_beginsWithWork_notWithIdleness() {
    share.claim("high", claim(1, 1));
    share.claim("low", claim(1, 0));
    share.offer("node", offer(1));
    answerAll(share, 0, match -> false);
    share.wake("high");
    grantAll(share, 1000);
    assertThat(view(share, "low").waitingSince()).isEmpty();
    share.wake("low");
    assertThat(share.next(at(2000))).isEmpty();
    assertThat(view(share, "low").waitingSince()).contains(at(2000));
    share.ended("high", "node", 1);
    assertThat(share.next(at(2001)).orElseThrow().study()).isEqualTo("high");
  }

  // ---- demand ----------------------------------------------------------------------------------

  @Test
  void demand_isWhatRunsAndAsMuchAgain_upToTheLimit() {
    Kind plain = new Kind(words(), words("process"));
    share.claim("a", claim(1, 0));
    assertThat(share.demand()).isEqualTo(new Demand(0, new TreeMap<>(Map.of(plain, 1))));
    share.offer("node", offer(4));
    grantAll(share, 0);
    assertThat(share.demand()).isEqualTo(new Demand(4, new TreeMap<>(Map.of(plain, 4))));
    share.claim("a", atMost(5, 0));
    assertThat(share.demand().slots()).isEqualTo(5);
  }

  @Test
  void demand_namesTheLabelsThatAreLacking_andNothingOfWhoHasNoWork() {
    share.claim("gpu", claim(1, 0));
    share.claim("idle", claim(1, 0));
    share.offer("node", offer(1));
    share.nothing(share.next(at(0)).orElseThrow(), words("gpu"));
    share.nothing(share.next(at(0)).orElseThrow());
    assertThat(share.demand())
        .isEqualTo(
            new Demand(0, new TreeMap<>(Map.of(new Kind(words("gpu"), words("process")), 1))));
  }
}
