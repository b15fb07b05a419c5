package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies of thousands of trials: nothing that counts them may run out. */
class LongStudyTest {

  private static final int TRIALS = 6_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random",
        "sobol",
        "sha",
        "asha",
        "asha-stopping",
        "hyperband",
        "pasha",
        "bohb",
        "portfolio"
      })
  void thousandsOfTrials_goToTheEndAndThroughASnapshot(String method) {
    StudyDecider decider = new StudyDecider();
    StudyState state = new StudyState(Studies.spec(method, Budget.ofTrials(TRIALS)));

    while (state.trials() < TRIALS - 100) {
      run(decider, state, method);
    }
    StudyRestorer restorer = new StudyRestorer(state.spec());
    state.copyTo(restorer);
    StudyState restored = restorer.state();
    while (run(decider, state, method)) {
      run(decider, restored, method);
    }

    assertThat(state.trials()).isEqualTo(TRIALS);
    assertThat(restored.trials()).isEqualTo(TRIALS);
  }

  /** One evaluation from lease to result; false when there is none any more. */
  private static boolean run(StudyDecider decider, StudyState state, String method) {
    StudyReply reply =
        decider.decide(state, new StudyCommand.RequestLease("w", false), Instant.EPOCH).reply();
    if (!(reply instanceof StudyReply.Granted granted)) {
      assertThat(reply).as(method).isInstanceOf(StudyReply.Done.class);
      return false;
    }
    double accuracy = Studies.accuracy(granted.configuration(), granted.to());
    StudyCommand complete =
        new StudyCommand.Complete(
            granted.token(), granted.to(), Map.of("accuracy", accuracy), OptionalDouble.of(1));
    assertThat(decider.decide(state, complete, Instant.EPOCH).reply())
        .isInstanceOf(StudyReply.Accepted.class);
    return true;
  }
}
