package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTextTest {

  private static final Objective ACCURACY =
      new Objective("val_accuracy", Objective.Direction.MAXIMIZE);
  private static final Objective ERROR = new Objective("error", Objective.Direction.MINIMIZE);

  @Test
  void maximised_showsTheMetricWithItsOwnSign() {
    assertThat(
            ReasonText.of(
                "rank 3 of 27 at epoch 3, the best 9 go on: loss -0.91, cut -0.895", ACCURACY))
        .isEqualTo("rank 3 of 27 at epoch 3, the best 9 go on: val_accuracy 0.91, cut 0.895");
    assertThat(ReasonText.of("loss 1.5E-7, cut 0", ACCURACY))
        .isEqualTo("val_accuracy -1.5E-7, cut 0");
  }

  @Test
  void minimised_namesTheMetric() {
    assertThat(ReasonText.of("rank 1 of 4: loss 1.32993, cut 1.32993", ERROR))
        .isEqualTo("rank 1 of 4: error 1.32993, cut 1.32993");
  }

  @Test
  void textWithoutLosses_staysAsItIs() {
    assertThat(ReasonText.of("too few results at epoch 3: 2 of 3", ERROR))
        .isEqualTo("too few results at epoch 3: 2 of 3");
  }

  @Test
  void reasonsOfARealStudy_speakOfTheMetric() {
    StudySpec spec = Studies.spec("asha", Budget.ofTrials(9));
    StudyState state = new StudyState(spec);
    java.time.Instant now = java.time.Instant.EPOCH;
    StudyDecider decider = new StudyDecider();
    decider.decide(state, new StudyCommand.OpenSession("run"), now);
    boolean promoted = false;
    for (int i = 0; i < 6 && !promoted; i++) {
      Decision asked = decider.decide(state, new StudyCommand.RequestLease("w", false), now);
      for (StudyEvent event : asked.events()) {
        if (event instanceof StudyEvent.TrialPromoted e) {
          assertThat(e.reason()).contains("accuracy 0.").doesNotContain("loss");
          promoted = true;
        }
      }
      StudyReply.Granted granted = (StudyReply.Granted) asked.reply();
      decider.decide(
          state,
          new StudyCommand.Complete(
              granted.token(),
              granted.to(),
              java.util.Map.of("accuracy", 0.5 + 0.01 * i),
              java.util.OptionalDouble.of(1)),
          now);
    }
    assertThat(promoted).isTrue();
  }
}
