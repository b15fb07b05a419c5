package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.remote.Cancellation;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a remote worker has, and is told, one thing after the other. */
class HoldingsTest {

  private static final RemoteWork WORK =
      new RemoteWork("loss", false, "k", "{\"a\":1}", Duration.ofSeconds(3));

  private final Holdings holdings = new Holdings();
  private Instant now = Instant.EPOCH.plusSeconds(1_000);

  private static Lease lease(long token) {
    return Lease.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .setLeaseMillis(90_000)
        .build();
  }

  private static HeldEvaluation named(long token) {
    return HeldEvaluation.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .build();
  }

  private void grant(long token) {
    holdings.work("s", WORK);
    assertThat(holdings.grant(lease(token), 10, now)).isEmpty();
  }

  private Holdings.Heard asks(long... tokens) {
    return hears(true, tokens);
  }

  private Holdings.Heard hears(boolean asks, long... tokens) {
    List<HeldEvaluation> all = new ArrayList<>();
    for (long token : tokens) {
      all.add(named(token));
    }
    return holdings.hears("w", all, asks, now);
  }

  private List<Long> given() {
    return tokens(holdings.orders(true, now).build());
  }

  private static List<Long> tokens(Orders orders) {
    return orders.getLeasesList().stream().map(lease -> lease.getLease().getToken()).toList();
  }

  private List<Long> cancelled() {
    return holdings.orders(false, now).getCancelList().stream()
        .map(Cancellation::getToken)
        .toList();
  }

  private static Acknowledgement answer(long token, boolean accepted, boolean ends) {
    return Acknowledgement.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .setAccepted(accepted)
        .setEnds(ends)
        .setReason(accepted ? "" : "the lease is over")
        .build();
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  @Test
  void grantedLease_isGivenOnceWithWhatItsWorkerMustKnow() {
    grant(1);
    assertThat(holdings.hasNews(now)).isTrue();
    Orders orders = holdings.orders(true, now).build();
    assertThat(orders.getLeases(0).getLease()).isEqualTo(lease(1));
    assertThat(orders.getLeases(0).getSettings()).isEqualTo("{\"a\":1}");
    assertThat(orders.getLeases(0).getGraceSeconds()).isEqualTo(3);
    assertThat(holdings.hasNews(now)).isFalse();
    assertThat(given()).isEmpty();
  }

  @Test
  void leaseOfAStudyThatIsNotKnownYet_waits() {
    holdings.grant(lease(1), 10, now);
    assertThat(holdings.withoutWork()).containsExactly("s");
    assertThat(holdings.hasNews(now)).isFalse();
    assertThat(given()).isEmpty();
    holdings.work("s", WORK);
    assertThat(given()).containsExactly(1L);
    assertThat(holdings.withoutWork()).isEmpty();
  }

  @Test
  void leaseThatTheWorkerLacks_isGivenAgainAfterAMoment() {
    grant(1);
    given();
    asks();
    assertThat(given()).isEmpty(); // The answer may still be on its way.
    passes(Holdings.AGAIN.plusMillis(1));
    assertThat(holdings.hasNews(now)).isTrue();
    assertThat(given()).containsExactly(1L);
    asks(1);
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty();
  }

  @Test
  void endedLease_isNeverGivenAgainNorCounted() {
    grant(1);
    given();
    holdings.answered(answer(1, true, true));
    assertThat(holdings.occupied()).isZero();
    asks();
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty();
    // A late word of the worker, and a grant that comes twice.
    assertThat(asks(1).alive()).isEmpty();
    assertThat(holdings.occupied()).isZero();
    asks();
    grant(1);
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty();
  }

  @Test
  void workerThatReports_hasTheLease() {
    grant(1);
    given();
    asks();
    holdings.answered(answer(1, true, false));
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty();
  }

  @Test
  void fullWorker_givesAGrantBack() {
    holdings.grant(lease(1), 1, now);
    Fail back = holdings.grant(lease(2), 1, now).orElseThrow();
    assertThat(back.getToken()).isEqualTo(2);
    assertThat(back.getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    assertThat(back.getMessage()).isEqualTo("no free slot");
  }

  @Test
  void whatTheWorkerNames_takesASlotAndLives() {
    Holdings.Heard heard = asks(7, 8);
    assertThat(holdings.occupied()).isEqualTo(2);
    assertThat(holdings.running()).containsEntry("s", 2);
    assertThat(heard.alive())
        .singleElement()
        .satisfies(
            beat -> {
              assertThat(beat.getNode()).isEqualTo("w");
              assertThat(beat.getLeasesList())
                  .extracting(io.cairn.proto.HeldLease::getToken)
                  .containsExactly(7L, 8L);
            });
    asks(8);
    assertThat(holdings.occupied()).isEqualTo(1);
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty(); // What it is, nobody here knows.
  }

  @Test
  void lostLease_isToldUntilTheWorkerHasItNoMore() {
    grant(1);
    given();
    asks(1);
    holdings.answered(answer(1, false, false));
    assertThat(holdings.hasNews(now)).isTrue();
    assertThat(cancelled()).containsExactly(1L);
    assertThat(holdings.hasNews(now)).isFalse();
    assertThat(asks(1).alive()).isEmpty();
    assertThat(holdings.occupied()).isEqualTo(1);
    asks();
    assertThat(holdings.occupied()).isZero();
    passes(Duration.ofMinutes(1));
    assertThat(given()).isEmpty();
  }

  @Test
  void endingStudy_takesBackWhatWasNotGivenAndCancelsTheRest() {
    grant(1);
    given();
    asks(1);
    grant(2);
    assertThat(holdings.cancelStudy("other")).isEmpty();
    assertThat(holdings.cancelStudy("s")).extracting(Fail::getToken).containsExactly(2L);
    assertThat(cancelled()).containsExactly(1L);
    passes(Duration.ofSeconds(6));
    assertThat(holdings.hasNews(now)).isTrue(); // Told again: an answer may have got lost.
    holdings.answered(answer(1, true, true));
    assertThat(cancelled()).isEmpty();
  }

  @Test
  void cancelledLeaseThatNeverArrived_goesBackInsteadOfBeingGivenAgain() {
    grant(1);
    given();
    holdings.giveBack("s", List.of(1L, 99L), "something more important");
    passes(Duration.ofSeconds(2));
    Holdings.Heard heard = asks();
    assertThat(heard.back()).extracting(Fail::getToken).containsExactly(1L);
    assertThat(given()).isEmpty();
    assertThat(cancelled()).isEmpty();
    assertThat(holdings.occupied()).isZero();
  }

  @Test
  void pulse_bringsNoLeases() {
    grant(1);
    given();
    hears(false);
    passes(Duration.ofMinutes(1));
    assertThat(tokens(holdings.orders(false, now).build())).isEmpty();
    asks();
    assertThat(given()).containsExactly(1L);
  }

  @Test
  void whoIsGone_givesEverythingBackButWhatItsSuccessorNames() {
    grant(1);
    grant(2);
    given();
    grant(3);
    assertThat(holdings.giveUp("gone", List.of(named(2))))
        .extracting(Fail::getToken)
        .containsExactly(1L, 3L);
    assertThat(holdings.occupied()).isEqualTo(1);
  }

  @Test
  void grantThatNobodyFetches_goesBackAfterAWhile() {
    grant(1);
    given();
    passes(Duration.ofSeconds(11));
    grant(2);
    assertThat(holdings.giveUpWaiting(now.minusSeconds(10), "late")).isEmpty();
    passes(Duration.ofSeconds(11));
    assertThat(holdings.giveUpWaiting(now.minusSeconds(10), "late"))
        .extracting(Fail::getToken)
        .containsExactly(2L);
  }

  @Test
  void manyCancellations_comeInSeveralAnswersAndAllGetTheirTurn() {
    long[] all = new long[1_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = i + 1;
    }
    asks(all);
    holdings.cancelAll("r".repeat(500));
    Set<Long> told = new TreeSet<>();
    int answers = 0;
    while (holdings.hasNews(now)) {
      Orders orders = holdings.orders(true, now).build();
      assertThat(orders.getSerializedSize()).isLessThan(Holdings.MOST_CANCEL_BYTES + 10_000);
      orders.getCancelList().forEach(cancel -> told.add(cancel.getToken()));
      answers++;
    }
    assertThat(told).hasSize(1_000);
    assertThat(answers).isBetween(2, 10);
  }

  @Test
  void largeLeases_comeInSeveralAnswers() {
    holdings.work("s", new RemoteWork("loss", false, "", "x".repeat(50_000), Duration.ZERO));
    for (int token = 1; token <= 20; token++) {
      holdings.grant(lease(token), 20, now);
    }
    List<Long> got = new ArrayList<>();
    int answers = 0;
    while (holdings.hasNews(now)) {
      Orders orders = holdings.orders(true, now).build();
      assertThat(orders.getSerializedSize()).isLessThan(Holdings.MOST_LEASE_BYTES + 60_000);
      got.addAll(tokens(orders));
      answers++;
    }
    assertThat(got).hasSize(20).doesNotHaveDuplicates();
    assertThat(answers).isEqualTo(5);
  }

  @Test
  void log_isWhatTheWorkerToldLast() {
    holdings.hears("w", List.of(named(1).toBuilder().setLogTail("line\n").build()), true, now);
    asks(1);
    assertThat(holdings.log("s", 1)).hasValue("line\n");
    assertThat(holdings.log("s", 2)).isEmpty();
  }
}
