package io.cairn.core.simulate;

import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Runs a study in virtual time on simulated workers, asynchronously as real ones would: each free
 * worker asks, runs for the time that its evaluation takes, and reports. Deterministic: ties in
 * time go to the evaluation leased first.
 */
public final class Simulation {

  private final SimulatedStudy study;
  private final int workers;
  private final PriorityQueue<Finish> running =
      new PriorityQueue<>(
          Comparator.comparingDouble(Finish::at).thenComparingLong(f -> f.granted().token()));

  private double now;
  private double busySeconds;

  /** Who decides: {@link StudyDecider}, or it with something around it, such as a stopwatch. */
  @FunctionalInterface
  public interface Decisions {
    /** As {@link StudyDecider#decide}. */
    Decision decide(StudyState state, StudyCommand command, Instant now);
  }

  private record Finish(double at, double seconds, StudyReply.Granted granted) {}

  /**
   * A simulation.
   *
   * @param workers simulated workers, at least 1
   * @param trace takes every event as it happens
   */
  public Simulation(StudySpec spec, Workload workload, int workers, Consumer<StudyEvent> trace) {
    this(spec, workload, workers, trace, new StudyDecider()::decide);
  }

  /**
   * A simulation that is decided by somebody else.
   *
   * @param decider must decide as {@link StudyDecider} does
   */
  public Simulation(
      StudySpec spec,
      Workload workload,
      int workers,
      Consumer<StudyEvent> trace,
      Decisions decider) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers = " + workers + " must be at least 1");
    }
    this.study = new SimulatedStudy(spec, workload, trace, decider);
    this.workers = workers;
  }

  /**
   * What came of a simulated study.
   *
   * @param state its state at the end
   * @param seconds virtual time that it took
   * @param utilisation share of the workers' time that was spent on evaluations, 0..1
   */
  public record Outcome(StudyState state, double seconds, double utilisation) {}

  /**
   * Runs until the study ends.
   *
   * @throws IllegalStateException if nothing runs and the study does not end: a method that waits
   *     for nothing
   */
  public Outcome run() {
    StudyState state = study.state();
    study.decide(new StudyCommand.OpenSession("run"), now);
    while (true) {
      startWhatFits();
      if (state.phase() == StudyPhase.ENDED) {
        return outcome();
      }
      Finish next = running.poll();
      if (next == null) {
        study.decide(new StudyCommand.Tick(), now);
        if (state.phase() == StudyPhase.ENDED) {
          return outcome();
        }
        throw new IllegalStateException("nothing runs and the study does not end");
      }
      now = Math.max(now, next.at());
      finish(next);
    }
  }

  private Outcome outcome() {
    double capacity = workers * now;
    return new Outcome(study.state(), now, capacity > 0 ? busySeconds / capacity : 0);
  }

  private void startWhatFits() {
    while (running.size() < workers) {
      StudyReply reply = study.decide(new StudyCommand.RequestLease("worker", false), now);
      if (!(reply instanceof StudyReply.Granted granted)) {
        return;
      }
      double seconds = study.run(granted).seconds();
      running.add(new Finish(now + seconds, seconds, granted));
    }
  }

  private void finish(Finish finish) {
    busySeconds += finish.seconds();
    study.decide(study.completion(finish.granted()), now);
  }
}
