package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A study whose outside is played by a test, one command after the other. */
final class DrivenStudy {

  final List<StudyEvent> events = new ArrayList<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  StudyState state;

  DrivenStudy(StudySpec spec) {
    state = new StudyState(spec);
    decide(new StudyCommand.OpenSession("run"));
  }

  StudyReply decide(StudyCommand command) {
    Decision decision = new StudyDecider().decide(state, command, now);
    events.addAll(decision.events());
    return decision.reply();
  }

  StudyReply request(WorkerLabels labels) {
    return decide(new StudyCommand.RequestLease("w", false, labels));
  }

  StudyReply.Granted ask(WorkerLabels labels) {
    StudyReply reply = request(labels);
    assertThat(reply).isInstanceOf(StudyReply.Granted.class);
    return (StudyReply.Granted) reply;
  }

  StudyReply.Granted ask() {
    return ask(WorkerLabels.ANY);
  }

  String waits(WorkerLabels labels) {
    StudyReply reply = request(labels);
    assertThat(reply).isInstanceOf(StudyReply.Wait.class);
    return ((StudyReply.Wait) reply).reason();
  }

  StudyReply tell(StudyReply.Granted granted, double accuracy) {
    return decide(
        new StudyCommand.Complete(
            granted.token(), granted.to(), Map.of("accuracy", accuracy), OptionalDouble.of(1)));
  }

  StudyReply report(StudyReply.Granted granted, long sequence, double level, double accuracy) {
    return decide(
        new StudyCommand.Report(
            granted.token(), sequence, level, Map.of("accuracy", accuracy), sequence));
  }

  StudyReply fail(StudyReply.Granted granted, FailureKind why) {
    return decide(
        new StudyCommand.Fail(granted.token(), why, "it broke", "tail", OptionalDouble.of(1)));
  }

  List<Long> overOf(long... tokens) {
    List<Long> asked = new ArrayList<>();
    for (long token : tokens) {
      asked.add(token);
    }
    return ((StudyReply.Alive) decide(new StudyCommand.Alive(asked))).over();
  }

  List<Long> preempt(int count) {
    StudyReply reply = decide(new StudyCommand.Preempt(count, "more urgent"));
    return ((StudyReply.Preempted) reply).leases().stream().map(PreemptedLease::token).toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
    decide(new StudyCommand.Tick());
  }

  /** Another process takes it up, from its journal alone or from a snapshot. */
  void restart(boolean fromSnapshot) {
    StudyState read;
    if (fromSnapshot) {
      StudyRestorer restorer = new StudyRestorer(state.spec());
      state.copyTo(restorer);
      read = restorer.state();
    } else {
      read = new StudyState(state.spec());
      events.forEach(read::apply);
    }
    state = read;
    decide(new StudyCommand.OpenSession("run"));
  }

  <E extends StudyEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
