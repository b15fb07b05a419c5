package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreemptionTest {

  private final DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(60)));

  /** Three new trials at rung 0, three that go to rung 1, one that goes to the top. */
  private List<Long> sevenOut() {
    for (int i = 0; i < 9; i++) {
      study.tell(study.ask(), 0.01 * (i + 1));
    }
    List<StudyReply.Granted> low = new ArrayList<>();
    while (low.size() < 3) {
      StudyReply.Granted granted = study.ask();
      if (granted.to() == 3) {
        low.add(granted);
      } else {
        study.tell(granted, 0.001);
      }
    }
    low.forEach(granted -> study.tell(granted, 0.2 + 0.01 * granted.trial()));
    List<StudyReply.Granted> out = new ArrayList<>();
    while (out.size() < 7) {
      out.add(study.ask());
      if (out.get(out.size() - 1).to() == 1 && out.stream().filter(g -> g.to() == 1).count() > 3) {
        study.tell(out.remove(out.size() - 1), 0.3 + 0.01 * out.size());
      }
    }
    return out.stream().map(StudyReply.Granted::token).toList();
  }

  private StudyEvent.EvaluationLeased lease(long token) {
    return study.all(StudyEvent.EvaluationLeased.class).stream()
        .filter(e -> e.token() == token)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leastPromising_comesFirst() {
    List<Long> out = sevenOut();
    List<Long> order = study.preempt(100);
    assertThat(order).containsExactlyInAnyOrderElementsOf(out);
    List<Integer> rungs = order.stream().map(token -> lease(token).rung()).toList();
    assertThat(rungs).isSorted();
    for (int i = 1; i < order.size(); i++) {
      StudyEvent.EvaluationLeased before = lease(order.get(i - 1));
      StudyEvent.EvaluationLeased after = lease(order.get(i));
      if (before.rung() == 0 && after.rung() == 0) {
        assertThat(before.token()).as("newest first").isGreaterThan(after.token());
      } else if (before.rung() == after.rung()) {
        assertThat(study.state.table().loss(before.trial()))
            .as("worst first")
            .isGreaterThanOrEqualTo(study.state.table().loss(after.trial()));
      }
    }
  }

  @Test
  void leaseThatIsAskedBackAlready_isNotAskedAgain() {
    List<Long> out = sevenOut();
    List<Long> first = study.preempt(2);
    List<Long> second = study.preempt(3);
    List<Long> rest = study.preempt(100);
    assertThat(first).hasSize(2);
    assertThat(second).hasSize(3).doesNotContainAnyElementsOf(first);
    assertThat(rest).hasSize(out.size() - 5).doesNotContainAnyElementsOf(first);
    assertThat(study.preempt(1)).isEmpty();
  }

  @Test
  void askedBack_changesNothingUntilTheWorkerGivesItBack() {
    sevenOut();
    int events = study.events.size();
    long token = study.preempt(1).get(0);
    assertThat(study.events).hasSize(events);
    assertThat(study.overOf(token)).isEmpty();
    study.decide(
        new StudyCommand.Fail(
            token, FailureKind.CANCELLED, "preempted", "", java.util.OptionalDouble.empty()));
    assertThat(study.state.spending().givenBack()).isEqualTo(1);
    assertThat(study.ask().trial()).isEqualTo(lease(token).trial());
  }

  @Test
  void newSession_mayAskAgain() {
    List<Long> out = sevenOut();
    study.preempt(100);
    study.restart(false);
    assertThat(study.preempt(100)).hasSameSizeAs(out);
    study.decide(new StudyCommand.OpenSession("run"));
    assertThat(study.preempt(100)).hasSameSizeAs(out);
  }

  @Test
  void order_isTheSameAfterARestart() {
    sevenOut();
    StudyState live = study.state;
    study.restart(true);
    List<Long> restored = study.preempt(100);
    study.state = live;
    study.decide(new StudyCommand.OpenSession("run"));
    assertThat(study.preempt(100)).isEqualTo(restored);
  }

  @Test
  void nothingOutOrNothingAsked_choosesNothing() {
    assertThat(study.preempt(3)).isEmpty();
    study.ask();
    assertThat(study.preempt(0)).isEmpty();
    study.pass(Duration.ofSeconds(61));
    assertThat(study.preempt(3)).isEmpty();
  }
}
