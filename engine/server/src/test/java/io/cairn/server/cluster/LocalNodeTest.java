package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import io.cairn.proto.StudyCreated;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator, dispatcher, worker node and journal together, with evaluators that misbehave. */
class LocalNodeTest {

  @TempDir Path home;

  private final List<StudyLock> locks = new ArrayList<>();

  @AfterEach
  void unlock() {
    locks.forEach(StudyLock::close);
  }

  private static StudySpec spec(String method, int trials) {
    return new StudySpec(
        "test",
        new Objective("acc", Objective.Direction.MAXIMIZE),
        new SearchSpace(
            List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of()),
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("9"), 3, true)),
        new MethodSettings(method, 1, Map.of()),
        Budget.ofTrials(trials),
        new FailureRules(0, 100, 20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        List.of());
  }

  private record Finished(StudyView view, List<TrialStatus> statuses) {}

  private LocalNode node(String study, StudySpec spec, Duration timeLimit) throws Exception {
    StudyFolder folder = new StudyFolder(home.resolve(study));
    Files.createDirectories(folder.path());
    if (StudyLock.take(folder) instanceof StudyLock.Taken taken) {
      locks.add(taken.lock());
    }
    LocalNode node =
        LocalNode.start(
            new LocalNode.Settings(
                folder,
                created -> Terms.alone(study, spec, timeLimit),
                InstantSource.system(),
                true));
    node.open(StudyCreated.newBuilder().setStudy(study).setMode("run").build(), "run");
    return node;
  }

  private void work(LocalNode node, String study, Evaluator evaluator) {
    node.startWorkers(
        study,
        NodeSettings.alone(
            "n1", 2, Duration.ofMillis(500), Duration.ofMillis(200), home.resolve(study)),
        evaluator);
  }

  private Finished run(StudySpec spec, Duration timeLimit, Evaluator evaluator) throws Exception {
    try (LocalNode node = node("s", spec, timeLimit)) {
      work(node, "s", evaluator);
      node.ended().get(2, TimeUnit.MINUTES);
      StudyView view = node.view();
      assertThat(view.phase()).isEqualTo(StudyPhase.ENDED);
      assertThat(view.running()).isZero();
      List<TrialStatus> statuses =
          node.inspect(
              state ->
                  java.util.stream.IntStream.range(0, state.trials())
                      .mapToObj(state::status)
                      .toList());
      return new Finished(view, statuses);
    }
  }

  private static double x(io.cairn.workers.spi.Evaluation evaluation) {
    return (double) java.util.Objects.requireNonNull(evaluation.configuration().get("x"));
  }

  private static Outcome train(
      io.cairn.workers.spi.Evaluation evaluation, io.cairn.workers.spi.Progress progress) {
    double level = evaluation.from();
    while (level < evaluation.to()) {
      level++;
      if (!progress.report(level, Map.of("acc", x(evaluation) * level))) {
        break;
      }
    }
    return Outcome.Completed.at(level, Map.of());
  }

  @Test
  void wellBehavedEvaluator_endsWithTheBudget() throws Exception {
    Finished finished = run(spec("asha", 9), Duration.ZERO, LocalNodeTest::train);
    assertThat(finished.view().spending().trials()).isEqualTo(9);
    assertThat(finished.view().spending().failures()).isZero();
    assertThat(finished.view().best()).isPresent();
    assertThat(finished.view().reason()).contains("trials budget");
  }

  @Test
  void checkpoints_ofTheBestTrialAloneStay() throws Exception {
    Finished finished =
        run(
            spec("asha", 9),
            Duration.ZERO,
            (evaluation, progress) -> {
              Path model = evaluation.checkpoints().orElseThrow().resolve("model.bin");
              boolean goesOn = Files.exists(model);
              assertThat(goesOn).as("at " + evaluation.from()).isEqualTo(evaluation.from() > 0);
              Files.writeString(model, "at " + evaluation.to());
              double accuracy = (double) evaluation.configuration().get("x") * evaluation.to();
              return Outcome.Completed.at(evaluation.to(), Map.of("acc", accuracy));
            });
    assertThat(finished.view().spending().failures()).isZero();
    int best = finished.view().best().orElseThrow().incumbent().trial();
    try (Stream<Path> left = Files.list(home.resolve("s").resolve("checkpoints"))) {
      assertThat(left.map(path -> path.getFileName().toString()).filter(n -> !n.startsWith(".")))
          .containsExactly("trial-" + best);
    }
  }

  @Test
  void stoppingMethod_stopsEvaluationsOnTheirWay() throws Exception {
    ConcurrentLinkedQueue<Double> ends = new ConcurrentLinkedQueue<>();
    Finished finished =
        run(
            spec("asha-stopping", 12),
            Duration.ZERO,
            (evaluation, progress) -> {
              Outcome outcome = train(evaluation, progress);
              ends.add(((Outcome.Completed) outcome).resource());
              return outcome;
            });
    assertThat(finished.statuses()).contains(TrialStatus.STOPPED, TrialStatus.COMPLETED);
    assertThat(ends).hasSize(12).contains(9.0);
    assertThat(ends.stream().filter(end -> end < 9).count())
        .isEqualTo(finished.statuses().stream().filter(s -> s == TrialStatus.STOPPED).count());
  }

  @Test
  void evaluatorThatThrowsReturnsNothingOrRubbish_costsItsTrialsAlone() throws Exception {
    Finished finished =
        run(
            spec("random", 12),
            Duration.ZERO,
            (evaluation, progress) -> {
              switch (evaluation.trial() % 6) {
                case 0 -> throw new IllegalStateException("broke");
                case 1 -> throw new OutOfMemoryError("a pretended one");
                case 2 -> {
                  return null;
                }
                case 3 -> {
                  progress.report(9, Map.of("accuracy", 1.0));
                  return Outcome.Completed.at(9, Map.of());
                }
                case 4 -> {
                  return Outcome.Completed.at(1, Map.of());
                }
                default -> {
                  return Outcome.Completed.at(9, Map.of("acc", x(evaluation)));
                }
              }
            });
    assertThat(finished.view().spending().trialsFailed()).isEqualTo(10);
    assertThat(finished.view().spending().evaluations()).isEqualTo(2);
    assertThat(finished.view().best()).isPresent();
  }

  @Test
  void evaluatorThatHangsAndIgnoresInterrupts_losesItsSlotNotTheSweep() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Finished finished =
        run(
            spec("random", 4),
            Duration.ofMillis(300),
            (evaluation, progress) -> {
              if (evaluation.trial() == 0) {
                while (never.getCount() > 0) {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    // This is what such an evaluator does.
                    continue;
                  }
                }
              }
              return Outcome.Completed.at(9, Map.of("acc", x(evaluation)));
            });
    never.countDown();
    assertThat(finished.statuses().get(0)).isEqualTo(TrialStatus.FAILED);
    assertThat(finished.view().spending().evaluations()).isEqualTo(3);
  }

  @Test
  void leftAndOpenedAgain_goesOnWithoutLosingAResult() throws Exception {
    CountDownLatch some = new CountDownLatch(5);
    CountDownLatch hold = new CountDownLatch(1);
    long before;
    try (LocalNode node = node("s", spec("asha", 9), Duration.ZERO)) {
      work(
          node,
          "s",
          (evaluation, progress) -> {
            if (some.getCount() == 0) {
              hold.await();
            }
            some.countDown();
            return train(evaluation, progress);
          });
      assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
      node.leave(Duration.ofSeconds(10));
    }
    try (LocalNode node = node("s", spec("asha", 9), Duration.ZERO)) {
      before = node.view().spending().evaluations();
      assertThat(before).isGreaterThanOrEqualTo(3);
      work(node, "s", LocalNodeTest::train);
      node.ended().get(2, TimeUnit.MINUTES);
      assertThat(node.view().spending().trials()).isEqualTo(9);
      assertThat(node.view().spending().failures()).isZero();
    }
  }
}
