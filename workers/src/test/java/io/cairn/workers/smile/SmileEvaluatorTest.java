package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.smile.model.Learner;
import io.cairn.workers.smile.model.Learners;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmileEvaluatorTest {

  @TempDir Path folder;

  private static final Map<String, Object> BOOSTED =
      Sweeps.configuration("shrinkage", 0.2, "leaves", 8L, "subsample", 0.5);

  @Test
  void trees_areMeasuredOnTheWayAndAtTheEnd() throws Exception {
    WorkerSettings settings = boosting("breast_cancer_wdbc");
    Reports reports = new Reports();
    Outcome outcome = run(settings, Sweeps.evaluation(settings, BOOSTED, 27), reports);

    assertThat(outcome).isEqualTo(Outcome.Completed.at(27, Map.of()));
    assertThat(reports.metrics().keySet()).contains(1.0, 3.0, 9.0, 27.0);
    assertThat(reports.metrics().values())
        .allSatisfy(
            m ->
                assertThat(m.keySet())
                    .containsExactly(
                        "val_accuracy", "val_error", "val_log_loss", "val_f1", "val_auc"));
    assertThat(reports.metrics().get(27.0).get("val_auc")).isGreaterThan(0.95);
    assertThat(reports.metrics().get(27.0).get("val_log_loss"))
        .isLessThan(reports.metrics().get(1.0).get("val_log_loss"));
  }

  @Test
  void lowerLevel_isTheBeginningOfAHigherOne() throws Exception {
    WorkerSettings settings = boosting("wine");
    Reports high = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 9), high);
    Reports low = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 3), low);

    assertThat(low.metrics().get(3.0)).isEqualTo(high.metrics().get(3.0));
  }

  @Test
  void promotedWithoutCheckpoint_comesToTheSameAndReportsOnlyWhatIsNew() throws Exception {
    WorkerSettings settings = boosting("wine");
    Reports whole = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 9), whole);
    Reports promoted = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 3, 9, Optional.empty()), promoted);

    assertThat(promoted.metrics()).isEqualTo(whole.metrics().tailMap(3.0, false));
  }

  @Test
  void promotedWithCheckpoint_goesOnToTheSame() throws Exception {
    for (String model : List.of("gradient-boosting", "random-forest")) {
      Map<String, Object> kFold = Map.of("kind", "k-fold", "folds", 3L);
      WorkerSettings settings =
          Sweeps.settings(
              Sweeps.worker(model, "wine", "validation", kFold),
              "val_accuracy",
              Sweeps.trees(27),
              "leaves");
      Path checkpoints = Files.createDirectory(folder.resolve(model));
      Map<String, Object> configuration = Sweeps.configuration("leaves", 5L);
      Reports whole = new Reports();
      run(settings, Sweeps.evaluation(settings, configuration, 9), whole);
      run(
          settings,
          Sweeps.evaluation(settings, configuration, 0, 3, Optional.of(checkpoints)),
          new Reports());
      Reports promoted = new Reports();
      run(
          settings,
          Sweeps.evaluation(settings, configuration, 3, 9, Optional.of(checkpoints)),
          promoted);

      assertThat(promoted.log()).containsExactly("went on from the checkpoint at 3");
      assertThat(promoted.metrics()).isEqualTo(whole.metrics().tailMap(3.0, false));
    }
  }

  @Test
  void checkpointOfSomethingElse_isNotGoneOnFrom() throws Exception {
    WorkerSettings settings = boosting("wine");
    Reports whole = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 9), whole);
    Map<String, Object> other =
        Sweeps.configuration("shrinkage", 0.1, "leaves", 8L, "subsample", 1.0);
    Optional<Path> checkpoints = Optional.of(folder);
    run(settings, Sweeps.evaluation(settings, other, 0, 3, checkpoints), new Reports());
    Reports promoted = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 3, 9, checkpoints), promoted);

    assertThat(promoted.log()).isEmpty();
    assertThat(promoted.metrics()).isEqualTo(whole.metrics().tailMap(3.0, false));

    // The trial's own, but of a later level than the one it is sent out from again.
    Reports again = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 3, 9, checkpoints), again);
    assertThat(again.log()).isEmpty();
    assertThat(again.metrics()).isEqualTo(promoted.metrics());
  }

  @Test
  void everyModel_isTheSameAloneAndBesideOthers() throws Exception {
    List<Callable<Map<?, ?>>> together = new ArrayList<>();
    List<Map<?, ?>> alone = new ArrayList<>();
    for (Learner model : Learners.all()) {
      Map<String, Object> stages =
          model.stages().isPresent() ? Map.of(model.stages().get().option(), 20L) : Map.of();
      WorkerSettings settings =
          Sweeps.settings(
              Sweeps.worker(model.name(), "wine", "options", stages),
              "val_log_loss",
              Optional.of(new Resource("row-share", 0.25, 1, false)));
      Evaluator evaluator = new SmileProvider().create(settings);
      Callable<Map<?, ?>> call =
          () ->
              ((Outcome.Completed)
                      evaluator.evaluate(Sweeps.evaluation(settings, Map.of(), 0.5), new Reports()))
                  .metrics();
      alone.add(call.call());
      together.add(call);
    }
    List<Callable<Map<?, ?>>> twice = new ArrayList<>(together);
    twice.addAll(together);
    ExecutorService slots = Executors.newFixedThreadPool(4);
    try {
      List<Map<?, ?>> results = new ArrayList<>();
      for (Future<Map<?, ?>> result : slots.invokeAll(twice)) {
        results.add(result.get());
      }
      assertThat(results.subList(0, alone.size())).isEqualTo(alone);
      assertThat(results.subList(alone.size(), results.size())).isEqualTo(alone);
    } finally {
      slots.shutdown();
    }
  }

  @Test
  void rows_growWithTheLevel() throws Exception {
    for (Resource resource :
        List.of(new Resource("rows", 20, 120, true), new Resource("row-share", 0.2, 1, false))) {
      WorkerSettings settings =
          Sweeps.settings(Sweeps.worker("knn", "wine"), "val_accuracy", Optional.of(resource));
      Outcome few =
          run(settings, Sweeps.evaluation(settings, Map.of(), resource.min()), new Reports());
      Outcome many =
          run(settings, Sweeps.evaluation(settings, Map.of(), resource.max()), new Reports());

      assertThat(few).isInstanceOf(Outcome.Completed.class).isNotEqualTo(many);
      assertThat(((Outcome.Completed) many).metrics().get("val_accuracy")).isGreaterThan(0.9);
    }
  }

  @Test
  void withoutFidelity_modelIsTrainedInFull() throws Exception {
    WorkerSettings settings =
        Sweeps.settings(
            Sweeps.worker(
                "random-forest", "diabetes442_regression", "options", Map.of("trees", 30L)),
            "val_rmse",
            Optional.empty(),
            "mtry");
    Outcome outcome =
        run(
            settings,
            Sweeps.evaluation(settings, Sweeps.configuration("mtry", 3L), 1),
            new Reports());

    assertThat(((Outcome.Completed) outcome).metrics().keySet())
        .containsExactly("val_rmse", "val_mae", "val_r2");
    assertThat(((Outcome.Completed) outcome).metrics().get("val_r2")).isGreaterThan(0.3);
  }

  @Test
  void wrongHyperparameter_failsInASentence() throws Exception {
    WorkerSettings settings = boosting("wine");
    Outcome outcome =
        run(
            settings,
            Sweeps.evaluation(
                settings,
                Sweeps.configuration("leaves", 1L, "shrinkage", "fast", "subsample", 0.5),
                9),
            new Reports());

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Kind.ERROR,
                "leaves = 1 must be integer in [2, 100000]; shrinkage = fast must be real in (0, 1]"));
  }

  @Test
  void networkThatDiverges_reportsNaN() throws Exception {
    WorkerSettings settings =
        Sweeps.settings(
            Sweeps.worker("mlp", "diabetes442_regression"),
            "val_rmse",
            Optional.of(new Resource("epoch", 1, 9, true)),
            "learning-rate");
    Reports reports = new Reports();
    Outcome outcome =
        run(
            settings,
            Sweeps.evaluation(settings, Sweeps.configuration("learning-rate", 90.0), 9),
            reports);

    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    assertThat(reports.metrics().get(9.0).values()).hasSize(3).containsOnly(Double.NaN);
  }

  @Test
  void reportAnsweredWithFalse_endsThere() throws Exception {
    WorkerSettings settings = boosting("wine");
    Reports reports = new Reports(level -> level < 3);
    Outcome outcome =
        run(settings, Sweeps.evaluation(settings, BOOSTED, 0, 27, Optional.of(folder)), reports);

    assertThat(outcome).isEqualTo(Outcome.Completed.at(3, Map.of()));
    assertThat(reports.metrics().lastKey()).isEqualTo(3.0);
    Reports resumed = new Reports();
    run(settings, Sweeps.evaluation(settings, BOOSTED, 3, 9, Optional.of(folder)), resumed);
    assertThat(resumed.log()).containsExactly("went on from the checkpoint at 3");
  }

  @Test
  void timeLimit_endsAsSuch() throws Exception {
    WorkerSettings settings = boosting("breast_cancer_wdbc");
    Evaluation endless = Sweeps.evaluation(settings, BOOSTED, 50_000);
    Evaluation limited =
        new Evaluation(
            endless.study(),
            endless.id(),
            0,
            1,
            endless.configuration(),
            endless.resource(),
            0,
            50_000,
            1,
            Optional.empty(),
            folder,
            Optional.of(Duration.ofMillis(300)));

    assertThat(run(settings, limited, new Reports()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.kind()).isEqualTo(Outcome.Kind.TIME_LIMIT));
  }

  @Test
  void callThatCannotBeInterrupted_doesNotHoldTheSlot() throws Exception {
    StopSignal stop = new StopSignal(new Reports());
    CountDownLatch release = new CountDownLatch(1);
    TrainingThread thread = new TrainingThread(stop, Optional.empty(), Duration.ofMillis(40));
    Thread.currentThread().interrupt();
    Outcome outcome =
        thread.run(
            () -> {
              awaitUninterruptibly(release);
              return Outcome.Completed.at(1, Map.of());
            });

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.kind()).isEqualTo(Outcome.Kind.CANCELLED));
    assertThat(stop.requested()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    release.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Goes on, as a long call into Smile would.
      }
    }
  }

  private static WorkerSettings boosting(String file) {
    return Sweeps.settings(
        Sweeps.worker("gradient-boosting", file),
        "val_log_loss",
        Sweeps.trees(50_000),
        "shrinkage",
        "leaves",
        "subsample");
  }

  private static Outcome run(WorkerSettings settings, Evaluation evaluation, Reports reports)
      throws Exception {
    try (Evaluator evaluator = new SmileProvider().create(settings)) {
      return evaluator.evaluate(evaluation, reports);
    }
  }
}
