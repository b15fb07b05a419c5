package io.cairn.bench;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudyState;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One lease and its result through the pure decider, in a study that holds many trials already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {

  /** Method of the study. */
  @Param({"asha", "asha-stopping", "hyperband", "pasha", "bohb"})
  public String method = "asha";

  /** Trials in the study before the measurement. */
  @Param({"1000", "100000"})
  public int trials;

  private final StudyDecider decider = new StudyDecider();
  private StudyState state = new StudyState(LoadStudy.spec("asha", 1));

  /** Fills the study. */
  @Setup(Level.Iteration)
  public void fill() {
    state = new StudyState(LoadStudy.spec(method, Integer.MAX_VALUE));
    decider.decide(state, new StudyCommand.OpenSession("run"), Instant.EPOCH);
    while (state.trials() < trials) {
      leaseAndTell();
    }
  }

  /** A lease, and its result. */
  @Benchmark
  public StudyReply leaseAndTell() {
    StudyReply reply =
        decider.decide(state, new StudyCommand.RequestLease("w", false), Instant.EPOCH).reply();
    if (!(reply instanceof StudyReply.Granted granted)) {
      throw new IllegalStateException("no lease: " + reply);
    }
    double loss = LoadStudy.loss(granted.trial(), granted.to());
    return decider
        .decide(
            state,
            new StudyCommand.Complete(
                granted.token(), granted.to(), Map.of("loss", loss), OptionalDouble.of(1)),
            Instant.EPOCH)
        .reply();
  }
}
