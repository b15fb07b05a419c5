package io.cairn.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.studies.CairnException;
import io.cairn.workers.spi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunningStudyTest {

  @TempDir Path home;

  @Test
  void run_endsWithTheBestAndKeepsReportAndLandscape() throws Exception {
    StudyResult result =
        Cairn.study(Bowl.sweep("landscape", 40)).home(home).slots(2).function(Bowl::loss).run();

    BestTrial best = result.best().orElseThrow();
    assertThat(best.value())
        .isEqualTo(
            Bowl.loss(
                (Double) best.configuration().get("x"), (Double) best.configuration().get("y")))
        .isLessThan(1);
    assertThat(result.spent().trials()).isEqualTo(40);
    assertThat(result.history().trials())
        .hasSize(40)
        .allMatch(trial -> trial.results().size() == 1);
    assertThat(result.report()).isRegularFile().content().contains("bowl");
    assertThat(LandscapeArchive.open(home).contents().entries())
        .extracting(LandscapeArchive.Entry::id)
        .containsExactly(result.landscape().orElseThrow());
  }

  @Test
  void study_mayBePutTogetherInCode() throws Exception {
    StudySpec spec =
        new StudySpec(
            "in code",
            new Objective("loss", Objective.Direction.MINIMIZE),
            new SearchSpace(List.of(real("x"), real("y")), Map.of(), List.of()),
            RungLadder.single(),
            MethodSettings.of("random", 3),
            Budget.ofTrials(5),
            FailureRules.DEFAULT,
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            List.of());

    StudyResult result = Cairn.study(spec).home(home).function(Bowl::loss).run();

    assertThat(result.history().spec().name()).isEqualTo("in code");
    assertThat(result.history().spec().lease()).isEqualTo(Duration.ofMinutes(1));
    assertThat(result.spent().trials()).isEqualTo(5);
  }

  private static RealParameter real(String name) {
    return new RealParameter(name, -5, 5, Scale.LINEAR, OptionalDouble.empty());
  }

  @Test
  void closedInTheMiddle_goesOnByItsIdAndEvaluatesEachTrialOnce() throws Exception {
    CountDownLatch some = new CountDownLatch(10);
    RunningStudy first =
        bowl(30)
            .function(
                evaluation -> {
                  some.countDown();
                  return Bowl.loss(evaluation);
                })
            .start();
    some.await();
    first.close();
    assertThatThrownBy(first::await)
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("go on with it by its id");

    StudyResult result = bowl(30).function(Bowl::loss).run();

    assertThat(result.id()).isEqualTo("mine");
    assertThat(result.history().sessions()).hasSize(2);
    assertThat(result.history().trials())
        .hasSize(30)
        .allMatch(trial -> trial.results().size() == 1);

    StudyResult again = bowl(30).function(evaluation -> Double.NaN).run();
    assertThat(again.best()).as("it had ended").isEqualTo(result.best());
    assertThat(again.landscape()).isEqualTo(result.landscape());
  }

  @Test
  void closedAtOnce_isLeftInOrder() throws Exception {
    for (int i = 0; i < 3; i++) {
      RunningStudy study =
          bowl(5)
              .evaluator(
                  (evaluation, progress) -> {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                  })
              .start();
      study.close();
      assertThatThrownBy(study::await)
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("go on with it by its id");
      assertThat(status()).contains("\"state\":\"interrupted\"");
    }

    StudyResult result = bowl(5).function(Bowl::loss).run();
    assertThat(result.history().sessions()).hasSize(4);
    assertThat(result.spent().failures()).as("given back, not failed").isZero();
  }

  private String status() throws IOException {
    return Files.readString(home.resolve("studies/mine/status.json"));
  }

  private StudyBuilder bowl(int trials) {
    return Cairn.study(Bowl.sweep("random", trials)).home(home).id("mine").slots(2);
  }

  @Test
  void sameIdOfAnotherSweep_isRefused() throws Exception {
    bowl(3).function(Bowl::loss).run();

    assertThatThrownBy(() -> bowl(4).function(Bowl::loss).run())
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("study mine was made from another sweep");
    assertThatThrownBy(() -> Cairn.study(Bowl.sweep("random", 3)).home(home).id("mine").open())
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("was begun in mode run");
  }

  @Test
  void interruptedWhileItWaits_leavesTheStudyInOrder() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waits =
        new Thread(
            () -> {
              try {
                bowl(5)
                    .evaluator(
                        (evaluation, progress) -> {
                          running.countDown();
                          new CountDownLatch(1).await();
                          throw new AssertionError("nobody counts down");
                        })
                    .run();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    waits.start();
    running.await();
    waits.interrupt();
    waits.join();

    assertThat(interrupted).isTrue();
    StudyResult result = bowl(5).function(Bowl::loss).run();
    assertThat(result.spent().trials()).isEqualTo(5);
    assertThat(result.spent().failures()).as("given back, not failed").isZero();
  }

  @Test
  void evaluatorThatThrows_failsItsEvaluationsAlone() throws Exception {
    StudyResult result =
        Cairn.study(Bowl.sweep("random", 12) + "failures { retries = 0, give-up-after = 12 }")
            .home(home)
            .function(
                evaluation -> {
                  if (evaluation.trial() % 2 == 0) {
                    throw new IOException("even");
                  }
                  return Bowl.loss(evaluation);
                })
            .run();

    assertThat(result.history().trials()).hasSize(12);
    for (TrialHistory trial : result.history().trials()) {
      assertThat(trial.results()).hasSize(trial.number() % 2);
      assertThat(trial.failures())
          .allSatisfy(failure -> assertThat(failure.message()).contains("even"));
    }
  }

  @Test
  void evaluatorWithFidelity_reportsOnTheWay() throws Exception {
    String sweep =
        Bowl.sweep("asha", 12)
            + """
            fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
            """;

    StudyResult result =
        Cairn.study(sweep)
            .home(home)
            .evaluator(
                (evaluation, progress) -> {
                  double epoch = 0;
                  for (epoch = 1; epoch <= evaluation.to(); epoch++) {
                    double loss = Bowl.loss(evaluation) + 1 / epoch;
                    if (!progress.report(epoch, Map.of("loss", loss))) {
                      return Outcome.Completed.at(epoch, Map.of());
                    }
                  }
                  return Outcome.Completed.at(evaluation.to(), Map.of());
                })
            .run();

    assertThat(result.best().orElseThrow().resource()).isEqualTo(9);
    assertThat(result.history().decisions()).isNotEmpty();
  }

  @Test
  void hooks_areToldInOrderAndMayThrow() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    List<BestTrial> bests = Collections.synchronizedList(new ArrayList<>());
    StudyHooks hooks =
        new StudyHooks() {
          @Override
          public void trialStarted(StudyEvent.TrialStarted trial) {
            told.add("started " + trial.trial());
            throw new IllegalStateException("a hook with a bug");
          }

          @Override
          public void reported(StudyEvent.Reported report) {
            told.add("reported " + report.trial());
          }

          @Override
          public void improved(BestTrial best) {
            bests.add(best);
          }

          @Override
          public void ended(StudyEvent.StudyEnded end) {
            told.add("ended");
          }
        };

    StudyResult result =
        Cairn.study(Bowl.sweep("random", 10))
            .home(home)
            .slots(1)
            .function(Bowl::loss)
            .hooks(hooks)
            .run();

    List<String> expected = new ArrayList<>();
    for (int trial = 0; trial < 10; trial++) {
      expected.add("started " + trial);
      expected.add("reported " + trial);
    }
    expected.add("ended");
    assertThat(told).isEqualTo(expected);
    assertThat(bests).isNotEmpty();
    assertThat(bests.get(bests.size() - 1)).isEqualTo(result.best().orElseThrow());
  }

  @Test
  void stop_mayBeCalledFromAHook() throws Exception {
    AtomicInteger results = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    RunningStudy[] study = new RunningStudy[1];
    StudyHooks hooks =
        new StudyHooks() {
          @Override
          public void reported(StudyEvent.Reported report) {
            if (results.incrementAndGet() == 5) {
              try {
                started.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              study[0].stop("five are enough");
            }
          }
        };
    study[0] =
        Cairn.study(Bowl.sweep("random", 1_000_000))
            .home(home)
            .function(Bowl::loss)
            .hooks(hooks)
            .start();
    started.countDown();

    try (RunningStudy running = study[0]) {
      StudyResult result = running.await();

      assertThat(result.reason()).contains("five are enough");
      assertThat(running.isEnded()).isTrue();
      assertThat(running.best()).isEqualTo(result.best());
      assertThat(running.progress()).isNotEmpty();
    }
  }

  @Test
  void severalStudies_runInOneProgram() throws Exception {
    try (RunningStudy one =
            Cairn.study(Bowl.sweep("random", 20))
                .home(home)
                .id("one")
                .function(Bowl::loss)
                .start();
        RunningStudy two =
            Cairn.study(Bowl.sweep("random", 20))
                .home(home)
                .id("two")
                .function(Bowl::loss)
                .start()) {
      assertThat(one.await().best()).isEqualTo(two.await().best());
    }
  }

  @Test
  void workerOfTheSweep_runsWhereNoneIsGiven() throws Exception {
    String sweep =
        Bowl.sweep("random", 4).replace("y {", "z {")
            + "worker { type = function, function = branin }";

    StudyResult result = Cairn.study(sweep).home(home).id("branin").run();

    assertThat(result.spent().trials()).isEqualTo(4);
    assertThat(Cairn.study(sweep).home(home).id("branin").run().best())
        .as("the same study, which had ended")
        .isEqualTo(result.best());
  }

  @Test
  void mistakes_areToldAllAtOnceAndNothingIsBegun() {
    String sweep =
        Bowl.sweep("no-such-method", 3).replace("min = -5", "min = nothing") + "budgett = 1";

    assertThatThrownBy(() -> Cairn.study(sweep).home(home).function(Bowl::loss).run())
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(CairnException.Kind.INVALID);
              assertThat(e)
                  .hasMessageContaining("method.name")
                  .hasMessageContaining("space.x.min")
                  .hasMessageContaining("budgett");
            });
    assertThatThrownBy(() -> Cairn.study(Bowl.sweep("random", 3)).home(home).run())
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("worker");
    assertThat(Files.exists(home.resolve("studies"))).isFalse();
    assertThatThrownBy(() -> Cairn.study("name = x").slots(0))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("slots = 0");
    assertThatThrownBy(() -> Cairn.study("name = x").timeLimit(Duration.ZERO))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("above 0");
  }
}
