package io.cairn.core.simulate;

import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** One study in virtual time: whoever simulates workers asks it and tells it. */
public final class SimulatedStudy {
  private final StudyState state;
  private final Workload workload;
  private final Consumer<StudyEvent> trace;
  private final Simulation.Decisions decider;

  /**
   * A study in which nothing has happened.
   *
   * @param workload what its evaluations bring and cost
   * @param trace takes every event as it happens
   * @param decider must decide as {@link io.cairn.core.study.StudyDecider} does
   */
  public SimulatedStudy(
      StudySpec spec, Workload workload, Consumer<StudyEvent> trace, Simulation.Decisions decider) {
    this.state = new StudyState(spec);
    this.workload = workload;
    this.trace = trace;
    this.decider = decider;
  }

  /** Its state; belongs to it. */
  public StudyState state() {
    return state;
  }

  /**
   * Carries out a command.
   *
   * @param seconds virtual time
   */
  public StudyReply decide(StudyCommand command, double seconds) {
    Decision decision =
        decider.decide(state, command, Instant.EPOCH.plusNanos((long) (seconds * 1e9)));
    decision.events().forEach(trace);
    return decision.reply();
  }

  /** What an evaluation brings and how long it takes. */
  public Workload.Result run(StudyReply.Granted granted) {
    return workload.run(granted.configuration(), granted.trial(), granted.from(), granted.to());
  }

  /** The command that reports an evaluation as done. */
  public StudyCommand.Complete completion(StudyReply.Granted granted) {
    Workload.Result result = run(granted);
    return new StudyCommand.Complete(
        granted.token(), granted.to(), result.metrics(), OptionalDouble.of(result.seconds()));
  }
}
