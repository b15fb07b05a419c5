package io.cairn.server.embedded;

import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.ConfiguredWorker;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.SweepProblems;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a study is run in this program. Set what differs from the usual, then {@link #run}, {@link
 * #start} or {@link #open} it. Not for use from several threads; one builder starts one study.
 */
public final class StudyBuilder {

  private final String origin;
  private final SweepSource source;
  private Home home = Home.usual();
  private String id = "";
  private OptionalInt slots = OptionalInt.empty();
  private Duration timeLimit = Duration.ZERO;
  private Optional<Evaluator> evaluator = Optional.empty();
  private Optional<ObjectiveFunction> function = Optional.empty();
  private StudyHooks hooks = new StudyHooks() {};

  /** Where a sweep is read from. */
  interface SweepSource {
    Sweep read(Purpose purpose, WorkerTypes types) throws InvalidSweepException;
  }

  /**
   * @param origin what a person calls it
   */
  StudyBuilder(String origin, SweepSource source) {
    this.origin = origin;
    this.source = source;
  }

  /**
   * Where studies and landscapes are kept. The usual: the environment variable CAIRN_HOME, else
   * {@code .cairn} in the current folder.
   */
  public StudyBuilder home(Path folder) {
    home = new Home(folder.toAbsolutePath().normalize());
    return this;
  }

  /**
   * Id of the study. If there is one with this id, made from the same sweep, it is gone on with: a
   * program that is started again after a crash goes on where it was. Without an id every start
   * begins a new study.
   */
  public StudyBuilder id(String chosen) {
    id = chosen;
    return this;
  }

  /**
   * Evaluations at once, each on a thread of its own. The usual: {@code workers.slots} of the
   * sweep.
   *
   * @param count at least 1
   */
  public StudyBuilder slots(int count) {
    if (count < 1) {
      throw CairnException.invalid("slots = " + count + " must be at least 1");
    }
    slots = OptionalInt.of(count);
    return this;
  }

  /**
   * Longest time of one evaluation by {@link #evaluator} or {@link #function}; for a kind of worker
   * named in the sweep, {@code worker.time-limit} says it. One that does not end by itself then is
   * given up after twice the sweep's grace period, and its thread is left to itself.
   *
   * @param longest above 0
   */
  public StudyBuilder timeLimit(Duration longest) {
    if (longest.isZero() || longest.isNegative()) {
      throw CairnException.invalid("timeLimit = " + longest + " must be above 0");
    }
    timeLimit = longest;
    return this;
  }

  /**
   * What evaluates configurations, by the rules of {@link Evaluator}; it may be a lambda. Closed
   * when the study is left. The sweep's worker section is not looked at then.
   */
  public StudyBuilder evaluator(Evaluator own) {
    evaluator = Optional.of(own);
    function = Optional.empty();
    return this;
  }

  /**
   * What is optimised, as a function: its result is the objective's metric. The sweep's worker
   * section is not looked at then.
   */
  public StudyBuilder function(ObjectiveFunction own) {
    function = Optional.of(own);
    evaluator = Optional.empty();
    return this;
  }

  /** What is told of what happens. */
  public StudyBuilder hooks(StudyHooks own) {
    hooks = own;
    return this;
  }

  /**
   * Runs the study until it ends.
   *
   * @throws CairnException if the sweep has mistakes (all of them are told), or the study cannot be
   *     had now
   * @throws InterruptedException if the waiting thread is interrupted; running evaluations are
   *     asked to end, and the study can be gone on with by its id
   */
  public StudyResult run() throws InterruptedException {
    try (RunningStudy study = start()) {
      return study.await();
    }
  }

  /**
   * Starts the study and returns.
   *
   * @throws CairnException as {@link #run}
   */
  public RunningStudy start() {
    boolean own = evaluator.isPresent() || function.isPresent();
    WorkerTypes types = own ? WorkerTypes.builtIn() : types();
    Begun study = begin(own ? Purpose.STORED : Purpose.RUN, types);
    Evaluator runs = own ? own(study.sweep()) : ConfiguredWorker.of(study.sweep(), types);
    Duration longest = own ? timeLimit : study.sweep().worker().longest();
    return RunningStudy.start(
        study,
        new RunningStudy.Work(runs, slots.orElse(study.sweep().slots()), longest),
        hooks,
        home);
  }

  /**
   * Opens the study for a loop of the program's own, which asks and tells.
   *
   * @throws CairnException if the sweep has mistakes (all of them are told), the study cannot be
   *     had now, or something was set that is for running
   */
  public OpenStudy open() {
    if (evaluator.isPresent() || function.isPresent() || slots.isPresent()) {
      throw CairnException.invalid(
          "a study that is asked and told evaluates nothing by itself: leave out evaluator, function"
              + " and slots, or run() it");
    }
    Begun study = begin(Purpose.ASK_TELL, WorkerTypes.builtIn());
    return OpenStudy.open(study, hooks, home);
  }

  private Begun begin(Purpose purpose, WorkerTypes types) {
    Sweep sweep;
    try {
      sweep = source.read(purpose, types);
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    }
    return Begun.either(home, id, purpose, types, sweep, origin, Instant.now());
  }

  private Evaluator own(Sweep sweep) {
    return evaluator.orElseGet(
        () -> function(function.orElseThrow(), sweep.study().objective().metric()));
  }

  private WorkerTypes types() {
    try {
      return WorkerTypes.with(home.plugIns());
    } catch (IOException e) {
      throw CairnException.refused(
          "the folder of plug-ins " + home.plugIns() + " cannot be read: " + e.getMessage());
    }
  }

  private static Evaluator function(ObjectiveFunction function, String metric) {
    return (evaluation, progress) ->
        Outcome.Completed.at(evaluation.to(), Map.of(metric, function.value(evaluation)));
  }
}
