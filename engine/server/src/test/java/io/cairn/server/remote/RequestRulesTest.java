package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Metric;
import io.cairn.proto.Report;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Pulse;
import org.junit.jupiter.api.Test;

/** What remote workers may send, beyond what HTTP tests try. */
class RequestRulesTest {

  private static final LeaseRequest GOOD =
      LeaseRequest.newBuilder().setWorker("w-1.a_B").setSession("s").setSlots(1_000).build();

  private static final Report REPORT =
      Report.newBuilder().setStudy("s").setEvaluation("e1").setToken(1).setSequence(1).build();

  @Test
  void goodOnes_haveNoMistakes() {
    assertThat(RequestRules.of(GOOD)).isEmpty();
    assertThat(RequestRules.of("w", REPORT)).isEmpty();
    assertThat(
            RequestRules.of(
                "w",
                REPORT.toBuilder()
                    .setResource(Double.NaN)
                    .addMetrics(Metric.newBuilder().setName("m").setValue(Double.NaN))
                    .build()))
        .as("what a metric may be, its study decides")
        .isEmpty();
  }

  @Test
  void longWords_areCutWhereTheyAreShown() {
    assertThat(RequestRules.of(GOOD.toBuilder().setWorker("x".repeat(10_000)).build()))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.length()).isLessThan(300));
  }

  @Test
  void endlessLists_haveOneMistake() {
    LeaseRequest.Builder request = GOOD.toBuilder();
    for (int i = 0; i < 65; i++) {
      request.addLabels("l" + i).addKinds("k" + i);
    }
    for (int i = 0; i <= RequestRules.MOST_HELD; i++) {
      request.addHeld(HeldEvaluation.getDefaultInstance());
    }
    assertThat(RequestRules.of(request.build()))
        .containsExactly(
            "labels has 65 words; 64 are the most",
            "kinds has 65 words; 64 are the most",
            "held has 2001 evaluations; 2000 are the most");
  }

  @Test
  void mistakesOfManyEvaluations_end() {
    Pulse.Builder pulse = Pulse.newBuilder().setWorker("w").setSession("s");
    for (int i = 0; i < 1_000; i++) {
      pulse.addHeld(HeldEvaluation.getDefaultInstance());
    }
    assertThat(RequestRules.of(pulse.build()).size()).isBetween(60, 70);
  }

  @Test
  void negativeNumbers_areShownAsTheLargeOnesThatTheyAre() {
    assertThat(
            RequestRules.of(
                "w",
                Complete.newBuilder()
                    .setStudy("s")
                    .setEvaluation("e1")
                    .setToken(-1)
                    .setCostSeconds(-2)
                    .setCheckpointBytes(-3)
                    .build()))
        .hasSize(3)
        .anyMatch(mistake -> mistake.startsWith("token = 18446744073709551615"))
        .anyMatch(mistake -> mistake.startsWith("costSeconds = -2.0"))
        .anyMatch(mistake -> mistake.startsWith("checkpointBytes = 18446744073709551613"));
  }

  @Test
  void metricNames_areBounded() {
    assertThat(
            RequestRules.of(
                "w",
                REPORT.toBuilder()
                    .addMetrics(Metric.newBuilder().setName(""))
                    .addMetrics(Metric.newBuilder().setName("n".repeat(201)))
                    .build()))
        .hasSize(2)
        .allMatch(mistake -> mistake.contains("must be 1 to 200 characters"));
  }

  @Test
  void textForPeople_isCutInsteadOfRefused() {
    Fail fail =
        Fail.newBuilder()
            .setStudy("s")
            .setEvaluation("e1")
            .setToken(1)
            .setKind(FailureKind.FAILURE_KIND_ERROR)
            .setMessage("m".repeat(5_000))
            .setLogTail("early" + "t".repeat(50_000) + "late")
            .build();
    assertThat(RequestRules.of("w", fail)).isEmpty();
    Fail cut = RequestRules.cut(fail);
    assertThat(cut.getMessage()).hasSize(2_004).endsWith(" ...");
    assertThat(cut.getLogTail()).hasSize(16_000).endsWith("late");
  }
}
