package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IncumbentTraceTest {
  private static final double END = 100;

  /** Trial i has a full loss of i / 10, the best is 0, the median 1. */
  private final InstanceScale scale = new InstanceScale(1, 1, 0);

  private final IncumbentTrace trace = new IncumbentTrace(trial -> trial / 10.0, END);
  private long token;

  private static Instant at(double seconds) {
    return Instant.EPOCH.plusNanos((long) (seconds * 1e9));
  }

  private void result(double seconds, int trial, int rung, double loss) {
    trace.accept(
        new StudyEvent.Reported(
            at(seconds), 1, trial, 1, 1, Map.of("loss", loss), 1, OptionalInt.of(rung)));
  }

  private void evaluation(double from, double to) {
    token++;
    trace.accept(new StudyEvent.EvaluationLeased(at(from), token, 0, 0, 1, 0, 1, "w"));
    trace.accept(new StudyEvent.EvaluationCompleted(at(to), token, to - from, 1));
  }

  @Test
  void beforeAnyResult_regretIsOne() {
    result(5, 3, 0, .5);
    assertThat(trace.regretAt(4.9, scale)).isEqualTo(1);
    assertThat(trace.regretAt(5, scale)).isEqualTo(.3);
  }

  @Test
  void higherRung_counts_evenWithAWorseLoss() {
    result(1, 1, 0, .1);
    result(2, 9, 1, .8);
    assertThat(trace.regretAt(2, scale)).isEqualTo(.9);
    result(3, 2, 0, .01);
    assertThat(trace.regretAt(3, scale)).isEqualTo(.9);
    result(4, 4, 1, .7);
    assertThat(trace.regretAt(4, scale)).isEqualTo(.4);
    result(5, 5, 1, .75);
    assertThat(trace.regretAt(5, scale)).isEqualTo(.4);
  }

  @Test
  void incumbent_isJudgedByItsFullLoss_notByTheOneThatWasSeen() {
    result(1, 7, 0, .001);
    assertThat(trace.regretAt(1, scale)).isEqualTo(.7);
  }

  @Test
  void divergedResult_isNoIncumbent() {
    result(1, 1, 0, .5);
    result(2, 2, 1, Double.NaN);
    assertThat(trace.regretAt(2, scale)).isEqualTo(.1);
  }

  @Test
  void afterTheEnd_nothingCounts() {
    result(99, 5, 0, .5);
    result(101, 1, 2, .1);
    evaluation(0, 10);
    evaluation(90, 110);
    assertThat(trace.regretAt(200, scale)).isEqualTo(.5);
    assertThat(trace.evaluations()).isEqualTo(1);
    assertThat(trace.busySeconds()).isEqualTo(20);
  }

  @Test
  void regret_isAtLeastTheFloor() {
    result(1, 0, 0, .5);
    assertThat(trace.regretAt(1, scale)).isEqualTo(1e-4);
  }
}
