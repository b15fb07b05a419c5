package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import org.junit.jupiter.api.Test;

class EndTallyTest {

  private final EndTally tally = new EndTally();

  private static Fail fail(long token, FailureKind kind, String message) {
    return Fail.newBuilder()
        .setStudy("s")
        .setToken(token)
        .setKind(kind)
        .setMessage(message)
        .build();
  }

  private void answered(long token, boolean accepted) {
    tally.answered(
        Acknowledgement.newBuilder()
            .setStudy("s")
            .setToken(token)
            .setEnds(true)
            .setAccepted(accepted)
            .build());
  }

  @Test
  void endThatIsSentAndAnsweredAgain_countsOnce() {
    tally.completes("s", 1);
    tally.completes("s", 1);
    answered(1, true);
    answered(1, true);
    assertThat(tally.completed()).isEqualTo(1);
  }

  @Test
  void failures_countUnlessCancelledOrRefused() {
    tally.fails(fail(1, FailureKind.FAILURE_KIND_ERROR, "no such file"));
    tally.fails(fail(2, FailureKind.FAILURE_KIND_CANCELLED, "drained"));
    tally.fails(fail(3, FailureKind.FAILURE_KIND_ERROR, "late"));
    tally.completes("s", 4);
    answered(1, true);
    answered(2, true);
    answered(3, false);
    answered(4, false);
    assertThat(tally.failed()).isEqualTo(1);
    assertThat(tally.completed()).isZero();
    assertThat(tally.lastFailure()).isEqualTo("no such file");
  }

  @Test
  void textOfAFailure_isBounded() {
    tally.fails(fail(1, FailureKind.FAILURE_KIND_ERROR, "x".repeat(10_000)));
    answered(1, true);
    assertThat(tally.lastFailure()).hasSize(204);
  }

  @Test
  void answerToAReport_countsNothing() {
    tally.completes("s", 1);
    tally.answered(
        Acknowledgement.newBuilder().setStudy("s").setToken(1).setAccepted(true).build());
    assertThat(tally.completed()).isZero();
    answered(1, true);
    assertThat(tally.completed()).isEqualTo(1);
  }
}
