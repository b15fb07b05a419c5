package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Refit;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyPhase;
import io.cairn.proto.Event;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The model of a study is fitted beside its decisions, whatever a fit does. */
class ModelerTest {

  /** Fits that end when the test says so, and as it says. */
  private static final class HeldFits implements Fits {
    private record Held(Refit refit, CompletableFuture<Refit.Ready> answer) {
      void finish() {
        answer.complete(refit.run());
      }
    }

    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Refit.Ready> run(Refit refit) {
      Held fit = new Held(refit, new CompletableFuture<>());
      held.add(fit);
      return fit.answer();
    }

    Held next() throws InterruptedException {
      Held fit = held.poll(30, TimeUnit.SECONDS);
      assertThat(fit).as("a fit that was asked for").isNotNull();
      return fit;
    }
  }

  @Test
  void fitThatTakesLong_keepsNobodyWaiting() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Fits fits =
        refit ->
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return refit.run();
                },
                threads);
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      for (int i = 0; i < 6; i++) {
        rig.evaluate();
      }
      assertThat(rig.view().model().orElseThrow().underWay()).isTrue();
      assertThat(rig.view().model().orElseThrow().fits()).isZero();
      // Nothing is known of before the first result; without a model there is a guess.
      assertThat(rig.origins()).hasSizeGreaterThan(3).noneMatch(o -> o.startsWith("model"));

      rig.told.clear();
      end.countDown();
      assertThat(rig.told.poll(30, TimeUnit.SECONDS)).isEqualTo("work");
      ModelView model = rig.view().model().orElseThrow();
      assertThat(model.fits()).isEqualTo(1);
      assertThat(model.age()).isEqualTo(6);
      assertThat(model.lastFit()).isPositive();
      while (rig.origins().stream().noneMatch(o -> o.startsWith("model"))) {
        rig.evaluate();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void fitThatBreaksOff_isCountedAndTheNextIsAskedFor() throws Exception {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      fits.next().answer().completeExceptionally(new ArithmeticException("not positive definite"));
      rig.evaluate();
      fits.next().answer().completeExceptionally(new OutOfMemoryError("a pretended one"));
      rig.evaluate();
      HeldFits.Held third = fits.next();
      assertThat(rig.view().model().orElseThrow().failures()).isEqualTo(2);
      assertThat(rig.view().phase()).isEqualTo(StudyPhase.RUNNING);
      third.finish();
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().fits()).isEqualTo(1);
    }
  }

  @Test
  void fitThatCannotBeStarted_isCountedAndTheNextIsAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    Fits fits =
        refit -> {
          if (asked.incrementAndGet() == 1) {
            throw new RejectedExecutionException("no thread to spare");
          }
          return CompletableFuture.completedFuture(refit.run());
        };
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().failures()).isEqualTo(1);
      rig.evaluate();
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().fits()).isEqualTo(1);
    }
  }

  @Test
  void fitThatCannotBeTaken_isCountedAndTheNextIsAskedFor() throws Exception {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      fits.next()
          .answer()
          .complete(
              () -> {
                throw new ArithmeticException("what happened since breaks the model");
              });
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().failures()).isEqualTo(1);
      rig.evaluate();
      fits.next().finish();
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().fits()).isEqualTo(1);
    }
  }

  @Test
  void fitThatEndsAfterTheStudy_isDropped() throws Exception {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 2, fits)) {
      rig.open("run");
      HeldFits.Held fit = fits.next();
      long token = rig.lease().lease().orElseThrow().getToken();
      rig.drive(new StudyCommand.Stop("enough"));
      rig.drive(new StudyCommand.Fail(token, FailureKind.ERROR, "", "", OptionalDouble.empty()));
      assertThat(rig.view().phase()).isEqualTo(StudyPhase.ENDED);
      fit.finish();
      rig.awaitModel();
      assertThat(rig.view().model()).isEmpty();
      assertThat(fits.held).isEmpty();
    }
  }

  @Test
  void fitThatOutlivesItsCoordinator_isDropped() throws Exception {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      HeldFits.Held orphan = fits.next();
      rig.evaluate();
      rig.detach();
      orphan.finish();
      rig.revive();
      // Taken up again, the study asks for a fit at once, before anybody opens it.
      fits.next().finish();
      rig.open("run");
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().fits()).isEqualTo(1);
      rig.evaluate();
    }
  }

  @Test
  void askTell_fitsAsItDecides() {
    AtomicInteger asked = new AtomicInteger();
    Fits fits =
        refit -> {
          asked.incrementAndGet();
          return CompletableFuture.completedFuture(refit.run());
        };
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("ask-tell");
      while (rig.origins().stream().noneMatch(o -> o.startsWith("model"))) {
        rig.evaluate();
      }
      assertThat(asked).hasValue(0);
      assertThat(rig.view().model()).isEmpty();
      rig.awaitModel();
    }
  }

  @Test
  void methodWithoutAModel_neverAsks() {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("asha", 100, fits)) {
      rig.open("run");
      rig.evaluate();
      rig.awaitModel();
      assertThat(fits.held).isEmpty();
      assertThat(rig.view().model()).isEmpty();
    }
  }

  @Test
  void refusedCommit_forgetsWhatWasDecidedAndFitsAnew() throws Exception {
    HeldFits fits = new HeldFits();
    try (CoordinatorRig rig = new CoordinatorRig("landscape", 100, fits)) {
      rig.open("run");
      fits.next();
      rig.evaluate();
      rig.failNextCommit();
      rig.leaseWithoutAnswer();
      fits.next().finish(); // The one that the new start asks for.
      rig.awaitModel();
      assertThat(rig.view().model().orElseThrow().fits()).isEqualTo(1);
      assertThat(rig.view().spending().trials()).isEqualTo(1);
      assertThat(rig.lease().lease().orElseThrow().getToken()).isEqualTo(2);
      // The journal has no gap: it can be read again.
      assertThat(rig.events().stream().filter(Event::hasEvaluationLeased)).hasSize(2);
      rig.detach();
      rig.revive();
      assertThat(rig.open("run").view().running()).isEqualTo(1);
    }
  }
}
