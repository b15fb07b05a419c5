package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.WorkerLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A sweep on machines of several kinds that come, go and are asked back, with pauses and lost
 * checkpoints: the events of it, step by step, as a seed says.
 */
final class ElasticSweep {

  private static final List<WorkerLabels> MACHINES =
      List.of(WorkerLabels.NONE, WorkerLabels.of("gpu"), WorkerLabels.ANY);

  private final SplittableRandom random;
  private final StudyDecider decider = new StudyDecider();
  private final List<StudyReply.Granted> held = new ArrayList<>();
  private final List<StudyReply.Granted> vanished = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private long sequence;

  final StudyState state;
  final List<StudyEvent> events = new ArrayList<>();

  ElasticSweep(StudySpec spec, long seed) {
    this.state = new StudyState(spec);
    this.random = new SplittableRandom(seed);
    decide(new StudyCommand.OpenSession("run"));
  }

  Instant now() {
    return now;
  }

  void step() {
    now = now.plusMillis(random.nextInt(1, 4_000));
    if (decide(next()) instanceof StudyReply.Granted granted) {
      held.add(granted);
    }
  }

  private StudyReply decide(StudyCommand command) {
    Decision decision = decider.decide(state, command, now);
    events.addAll(decision.events());
    return decision.reply();
  }

  private StudyCommand next() {
    int dice = random.nextInt(100);
    if (dice < 45 || held.isEmpty()) {
      return dice % 9 == 0
          ? new StudyCommand.Resume()
          : new StudyCommand.RequestLease("w" + dice % 4, dice % 2 == 0, MACHINES.get(dice % 3));
    }
    StudyReply.Granted one = held.get(random.nextInt(held.size()));
    if (dice < 62) {
      held.remove(one);
      return new StudyCommand.Complete(
          one.token(), one.to(), metrics(one, one.to()), OptionalDouble.of(dice), bytes());
    }
    if (dice < 72) {
      double level = Math.ceil(one.to() / random.nextInt(1, 4));
      sequence++;
      return new StudyCommand.Report(
          one.token(), sequence, level, metrics(one, level), random.nextInt(9), bytes());
    }
    if (dice < 80) {
      held.remove(one);
      FailureKind why = dice % 2 == 0 ? FailureKind.CANCELLED : FailureKind.ERROR;
      return new StudyCommand.Fail(one.token(), why, "broke", "log", OptionalDouble.empty());
    }
    if (dice < 85) {
      held.remove(one);
      vanished.add(one);
      now = now.plusSeconds(61);
      return new StudyCommand.Tick();
    }
    if (dice < 90) {
      return new StudyCommand.Alive(vanished.stream().map(StudyReply.Granted::token).toList());
    }
    if (dice < 93) {
      return new StudyCommand.CheckpointGone(one.trial());
    }
    if (dice < 95) {
      return new StudyCommand.OpenSession("run");
    }
    return dice < 97 ? new StudyCommand.Pause("night") : new StudyCommand.Tick();
  }

  private OptionalLong bytes() {
    return random.nextBoolean() ? OptionalLong.of(random.nextInt(1, 30)) : OptionalLong.empty();
  }

  private static java.util.Map<String, Double> metrics(StudyReply.Granted granted, double level) {
    Configuration configuration = granted.configuration();
    return SimulatedSweep.booster(configuration, level);
  }
}
