package io.cairn.workers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every evaluator must do, to be extended by the test of each implementation, here and
 * elsewhere.
 *
 * <p>The subclass says how to make evaluators that are done soon and evaluators that go on for
 * minutes; the suite runs them as a node would: on slot threads, at the same time, from a level
 * that was reached before, against a time limit, cancelled, stopped and closed. What each test
 * holds is written at {@link Evaluator}, {@link EvaluatorProvider} and {@link
 * io.cairn.workers.spi.Progress}.
 *
 * <p>JUnit 5 runs it; the kind of worker must be listed in {@code META-INF/services}.
 */
@Timeout(120)
public abstract class EvaluatorContract {

  private static final int SLOTS = 3;

  /** A folder of each test's own. */
  @TempDir
  @SuppressWarnings("NullAway.Init")
  protected Path folder;

  /** The implementation. */
  protected abstract EvaluatorProvider provider();

  /**
   * Settings under which an evaluation up to the resource's maximum takes at most a second or two.
   * With a fidelity.
   */
  protected abstract WorkerSettings quick();

  /**
   * Settings under which an evaluation up to the resource's maximum takes minutes, but makes its
   * first report soon. With a fidelity, and a grace period that the evaluator can keep.
   */
  protected abstract WorkerSettings lasting();

  /** At least two configurations that suit both settings. */
  protected abstract List<Map<String, Object>> configurations();

  /** Settings with several mistakes, and the keys that the problems must name. */
  protected abstract Broken broken();

  /**
   * Settings with mistakes.
   *
   * @param keys keys of {@link InvalidSettingsException.Problem}, every one of them
   */
  public record Broken(WorkerSettings settings, Set<String> keys) {}

  /** Whether the same evaluation always reports the same metrics. */
  protected boolean isDeterministic() {
    return true;
  }

  /** Called before each test, for files that the settings need. */
  protected void prepare() throws IOException {}

  @BeforeEach
  final void prepareFiles() throws IOException {
    prepare();
  }

  /** An evaluation of a configuration from scratch to the resource's maximum. */
  protected final Evaluation evaluation(WorkerSettings settings, int number) throws IOException {
    Evaluation.Resource resource = settings.resource().orElseThrow();
    return evaluation(settings, number, 0, resource.max(), Optional.empty());
  }

  /** An evaluation; those of one number are of one trial and share its checkpoints. */
  private Evaluation evaluation(
      WorkerSettings settings, int number, double from, double to, Optional<Duration> timeLimit)
      throws IOException {
    Evaluation.Resource resource = settings.resource().orElseThrow();
    Path own = Files.createDirectories(folder.resolve("evaluation-" + number));
    Path scratch = Files.createTempDirectory(own, "scratch");
    return new Evaluation(
        "study",
        "evaluation-" + number,
        number,
        1,
        configurations().get(number % configurations().size()),
        resource,
        from,
        to,
        1000L + number,
        Optional.of(Files.createDirectories(own.resolve("checkpoints"))),
        scratch,
        timeLimit);
  }

  /** A level on the way to the resource's maximum. */
  private static double halfWay(Evaluation.Resource resource) {
    double level = (resource.min() + resource.max()) / 2;
    return resource.integral() ? Math.floor(level) : level;
  }

  @Test
  void type_isAWordAndFoundOnTheClassPath() {
    assertThat(provider().type()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    Class<? extends EvaluatorProvider> kind = provider().getClass();
    assertThat(ServiceLoader.load(EvaluatorProvider.class, kind.getClassLoader()).stream())
        .as("META-INF/services/%s lists %s", EvaluatorProvider.class.getName(), kind.getName())
        .anySatisfy(
            found -> {
              assertThat(found.type()).isEqualTo(kind);
              assertThat(found.get().type()).isEqualTo(provider().type());
            });
  }

  @Test
  void evaluation_reportsTheMetricInGrowingLevelsUpToItsEnd() throws Exception {
    WorkerSettings settings = quick();
    RecordingProgress progress = new RecordingProgress();
    try (Evaluator evaluator = provider().create(settings)) {
      Evaluation evaluation = evaluation(settings, 0);
      Outcome outcome = evaluator.evaluate(evaluation, progress);

      assertThat(outcome).as("log: %s", progress.log()).isInstanceOf(Outcome.Completed.class);
      Outcome.Completed completed = (Outcome.Completed) outcome;
      assertThat(completed.resource()).isGreaterThanOrEqualTo(evaluation.to());
      assertThat(progress.levels()).isSorted().doesNotHaveDuplicates();
      assertThat(progress.levels()).allMatch(level -> level > 0);
      assertThat(progress.reports())
          .allSatisfy(report -> assertThat(report.metrics()).containsKey(settings.metric()));
      if (completed.metrics().isEmpty()) {
        assertThat(progress.levels()).last().isEqualTo(completed.resource());
      } else {
        assertThat(completed.metrics()).containsKey(settings.metric());
      }
    }
  }

  @Test
  void evaluations_onSeveralSlotsAtOnce_doNotDisturbEachOther() throws Exception {
    WorkerSettings settings = quick();
    List<RecordingProgress> progresses = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (Evaluator evaluator = provider().create(settings)) {
      ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
      try {
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 2 * SLOTS; i++) {
          Evaluation evaluation = evaluation(settings, i);
          RecordingProgress progress = new RecordingProgress();
          progresses.add(progress);
          calls.add(() -> evaluator.evaluate(evaluation, progress));
        }
        for (Future<Outcome> future : slots.invokeAll(calls)) {
          outcomes.add(future.get());
        }
      } finally {
        slots.shutdown();
        assertThat(slots.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(outcomes).allMatch(Outcome.Completed.class::isInstance);
      if (isDeterministic()) {
        for (int i = 0; i < 2 * SLOTS; i++) {
          RecordingProgress alone = new RecordingProgress();
          evaluator.evaluate(evaluation(settings, i), alone);
          assertThat(progresses.get(i).reports()).as("slot %d", i).isEqualTo(alone.reports());
        }
      }
    }
  }

  @Test
  void evaluation_forTheSameSeed_isTheSameInAnotherEvaluator() throws Exception {
    WorkerSettings settings = quick();
    List<RecordingProgress> runs = List.of(new RecordingProgress(), new RecordingProgress());
    for (RecordingProgress run : runs) {
      try (Evaluator evaluator = provider().create(settings)) {
        evaluator.evaluate(evaluation(settings, 1), run);
      }
    }
    if (isDeterministic()) {
      assertThat(runs.get(0).reports()).isEqualTo(runs.get(1).reports());
    } else {
      assertThat(runs.get(0).levels()).isEqualTo(runs.get(1).levels());
    }
  }

  @Test
  void evaluationFromALevel_goesOnWhereTheTrialsLastOneEnded() throws Exception {
    WorkerSettings settings = quick();
    Evaluation.Resource resource = settings.resource().orElseThrow();
    double half = halfWay(resource);
    RecordingProgress first = new RecordingProgress();
    RecordingProgress second = new RecordingProgress();
    Outcome atHalf;
    Outcome atEnd;
    try (Evaluator evaluator = provider().create(settings)) {
      atHalf = evaluator.evaluate(evaluation(settings, 4, 0, half, Optional.empty()), first);
    }
    // On another node, of which the trial has its checkpoints alone.
    try (Evaluator evaluator = provider().create(settings)) {
      atEnd =
          evaluator.evaluate(
              evaluation(settings, 4, half, resource.max(), Optional.empty()), second);
    }
    assertThat(atHalf).as("log: %s", first.log()).isInstanceOf(Outcome.Completed.class);
    assertThat(atEnd).as("log: %s", second.log()).isInstanceOf(Outcome.Completed.class);
    assertThat(((Outcome.Completed) atEnd).resource()).isGreaterThanOrEqualTo(resource.max());
    assertThat(second.levels()).isSorted().doesNotHaveDuplicates();
    assertThat(second.reports())
        .allSatisfy(report -> assertThat(report.metrics()).containsKey(settings.metric()));
    if (((Outcome.Completed) atEnd).metrics().isEmpty()) {
      assertThat(second.levels()).last().isEqualTo(((Outcome.Completed) atEnd).resource());
    }
    if (isDeterministic()) {
      assertSameAsWithoutABreak(settings, half, second);
    }
  }

  /** Evaluates the trial from 0 again: what lies in its checkpoints must make no difference. */
  private void assertSameAsWithoutABreak(
      WorkerSettings settings, double half, RecordingProgress second) throws Exception {
    RecordingProgress whole = new RecordingProgress();
    try (Evaluator evaluator = provider().create(settings)) {
      assertThat(evaluator.evaluate(evaluation(settings, 4), whole))
          .isInstanceOf(Outcome.Completed.class);
    }
    List<RecordingProgress.Report> beyond =
        second.reports().stream().filter(report -> report.resource() > half).toList();
    assertThat(beyond)
        .filteredOn(report -> whole.levels().contains(report.resource()))
        .isSubsetOf(whole.reports());
  }

  @Test
  void timeLimitThatPasses_isTheReasonOfTheFailure() throws Exception {
    WorkerSettings settings = lasting();
    Duration limit = Duration.ofSeconds(1);
    try (Evaluator evaluator = provider().create(settings)) {
      Evaluation.Resource resource = settings.resource().orElseThrow();
      SlotThread slot =
          SlotThread.start(
              evaluator,
              evaluation(settings, 0, 0, resource.max(), Optional.of(limit)),
              new RecordingProgress());
      slot.assertEndsWithin(limit.plus(settings.grace()));
      assertThat(slot.outcome().get())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(Outcome.Kind.TIME_LIMIT);
                assertThat(failed.message()).isNotBlank();
              });
    }
  }

  @Test
  void interrupt_endsTheEvaluationWithinTheGracePeriod() throws Exception {
    WorkerSettings settings = lasting();
    try (Evaluator evaluator = provider().create(settings)) {
      RecordingProgress progress = new RecordingProgress();
      SlotThread slot = SlotThread.start(evaluator, evaluation(settings, 0), progress);
      progress.awaitReport();
      progress.cancel();
      slot.thread().interrupt();
      slot.assertEndsWithin(settings.grace());
      // A report that was under way may have been answered with false, which completes early.
      if (slot.outcome().get() instanceof Outcome.Completed completed) {
        assertThat(completed.resource()).isLessThan(settings.resource().orElseThrow().max());
      } else {
        assertThat(slot.outcome().get())
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.CANCELLED));
      }
    }
  }

  @Test
  void cancelledProgress_withoutAnInterrupt_endsTheEvaluation() throws Exception {
    WorkerSettings settings = lasting();
    try (Evaluator evaluator = provider().create(settings)) {
      RecordingProgress progress = new RecordingProgress();
      SlotThread slot = SlotThread.start(evaluator, evaluation(settings, 0), progress);
      progress.awaitReport();
      progress.cancel();
      slot.assertEndsWithin(settings.grace());
    }
  }

  @Test
  void cancelledBeforeItBegan_endsTheEvaluation() throws Exception {
    WorkerSettings settings = lasting();
    try (Evaluator evaluator = provider().create(settings)) {
      RecordingProgress progress = new RecordingProgress();
      progress.cancel();
      SlotThread slot = SlotThread.start(evaluator, evaluation(settings, 0), progress);
      slot.assertEndsWithin(settings.grace());
      assertThat(progress.levels()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void reportAnsweredWithFalse_endsTheEvaluationAsCompletedAtItsLevel() throws Exception {
    WorkerSettings settings = lasting();
    try (Evaluator evaluator = provider().create(settings)) {
      RecordingProgress progress = new RecordingProgress(report -> false);
      SlotThread slot = SlotThread.start(evaluator, evaluation(settings, 0), progress);
      progress.awaitReport();
      slot.assertEndsWithin(settings.grace());
      assertThat(slot.outcome().get())
          .isInstanceOfSatisfying(
              Outcome.Completed.class,
              completed -> assertThat(progress.levels()).containsExactly(completed.resource()));
    }
  }

  @Test
  void reports_areNeverMadeAfterTheEvaluationReturned() throws Exception {
    WorkerSettings settings = lasting();
    RecordingProgress progress = new RecordingProgress();
    try (Evaluator evaluator = provider().create(settings)) {
      SlotThread slot = SlotThread.start(evaluator, evaluation(settings, 0), progress);
      progress.awaitReport();
      progress.cancel();
      slot.assertEndsWithin(settings.grace());
      int atReturn = progress.reports().size();
      // Time for a report that is on its way: another evaluation from its start to its first
      // report.
      RecordingProgress next = new RecordingProgress(report -> false);
      SlotThread.start(evaluator, evaluation(settings, 1), next)
          .assertEndsWithin(Duration.ofMinutes(1));
      assertThat(progress.reports()).hasSize(atReturn);
    }
  }

  @Test
  void slot_afterACancelledEvaluation_runsTheNext() throws Exception {
    WorkerSettings settings = lasting();
    try (Evaluator evaluator = provider().create(settings)) {
      for (int i = 0; i < 2; i++) {
        RecordingProgress progress = new RecordingProgress(report -> false);
        assertThat(evaluator.evaluate(evaluation(settings, i), progress))
            .isInstanceOf(Outcome.Completed.class);
      }
    }
  }

  @Test
  void close_whileNothingRuns_isFineFromAnyThreadAndTwice() throws Exception {
    WorkerSettings settings = quick();
    Evaluator used = provider().create(settings);
    Evaluator unused = provider().create(settings);
    SlotThread slot = SlotThread.start(used, evaluation(settings, 0), new RecordingProgress());
    slot.assertEndsWithin(Duration.ofMinutes(1));
    for (Evaluator evaluator : List.of(used, unused)) {
      evaluator.close();
      evaluator.close();
    }
    // A node makes another when the study comes back.
    try (Evaluator again = provider().create(settings)) {
      assertThat(again.evaluate(evaluation(settings, 0), new RecordingProgress()))
          .isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void brokenSettings_areReportedAllAtOnce() {
    Broken broken = broken();
    InvalidSettingsException refused =
        catchThrowableOfType(
            InvalidSettingsException.class, () -> provider().create(broken.settings()).close());
    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .containsAll(broken.keys());
    assertThat(refused.problems())
        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank().doesNotContain("null"));
  }
}
