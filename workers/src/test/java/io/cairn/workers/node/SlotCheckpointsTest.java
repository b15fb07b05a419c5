package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Lease;
import io.cairn.workers.s3.FakeS3;
import io.cairn.workers.s3.S3Checkpoints;
import io.cairn.workers.s3.S3Fixture;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of one trial on two machines that share a bucket. */
class SlotCheckpointsTest {

  @TempDir Path folder;

  private NodeSettings settings(String node, Checkpoints checkpoints) {
    return new NodeSettings(
        node,
        1,
        new TreeSet<>(),
        new TreeSet<>(),
        "",
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        checkpoints,
        folder.resolve(node).resolve("scratch"));
  }

  private static Lease lease(double from, double to, long bytes) {
    return Lease.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + to)
        .setTrial(5)
        .setFrom(from)
        .setTo(to)
        .setCheckpoints(true)
        .setCheckpointBytes(bytes)
        .build();
  }

  private record Ended(Outcome outcome, long bytes) {}

  private static final class Watch implements Slot.Listener {
    final CompletableFuture<Ended> ended = new CompletableFuture<>();

    @Override
    public CompletableFuture<Boolean> reported(
        Slot slot, double resource, Map<String, Double> metrics) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public void ended(Slot slot, Outcome outcome) {
      ended.complete(new Ended(outcome, slot.checkpointBytes().orElse(-1)));
    }

    Ended get() throws Exception {
      return ended.get(60, TimeUnit.SECONDS);
    }
  }

  private Ended run(String node, Checkpoints checkpoints, Evaluator evaluator, Lease lease)
      throws Exception {
    Watch watch = new Watch();
    new Slot(lease, study -> evaluator, settings(node, checkpoints), watch).start();
    return watch.get();
  }

  /** Counts on from what it finds. */
  private static final Evaluator COUNTER =
      (evaluation, progress) -> {
        Path file = evaluation.checkpoints().orElseThrow().resolve("epoch");
        double reached = Files.exists(file) ? Double.parseDouble(Files.readString(file)) : 0;
        assertThat(reached).isEqualTo(evaluation.from());
        Files.writeString(file, String.valueOf(evaluation.to()));
        return Outcome.Completed.at(evaluation.to(), Map.of("found", reached));
      };

  private static Object found(Ended ended) {
    assertThat(ended.outcome()).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) ended.outcome()).metrics().get("found");
  }

  @Test
  void trialThatMoves_goesOnWhereItWasAndOneThatIsDroppedBeginsAnew() throws Exception {
    try (FakeS3 store = new FakeS3();
        S3Checkpoints one = S3Fixture.worker(store, folder.resolve("one/cache"));
        S3Checkpoints two = S3Fixture.worker(store, folder.resolve("two/cache"))) {
      Ended first = run("one", one, COUNTER, lease(0, 1, 0));
      Ended second = run("two", two, COUNTER, lease(1, 3, first.bytes()));
      Ended third = run("one", one, COUNTER, lease(3, 9, second.bytes()));
      assertThat(found(second)).isEqualTo(1.0);
      assertThat(found(third)).isEqualTo(3.0);
      assertThat(third.bytes()).isEqualTo(3);

      two.drop("s", 5);

      assertThat(found(run("one", one, COUNTER, lease(9, 27, third.bytes())))).isEqualTo(0.0);
    }
  }

  @Test
  void evaluationThatIsAskedToEnd_leavesItsCheckpoint() throws Exception {
    try (FakeS3 store = new FakeS3();
        S3Checkpoints one = S3Fixture.worker(store, folder.resolve("one/cache"));
        S3Checkpoints two = S3Fixture.worker(store, folder.resolve("two/cache"))) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch never = new CountDownLatch(1);
      Evaluator patient =
          (evaluation, progress) -> {
            running.countDown();
            try {
              never.await();
            } catch (InterruptedException asked) {
              Files.writeString(evaluation.checkpoints().orElseThrow().resolve("epoch"), "2.0");
              Thread.currentThread().interrupt();
            }
            return Outcome.Completed.at(2, Map.of());
          };
      Watch watch = new Watch();
      Slot slot = new Slot(lease(0, 3, 0), study -> patient, settings("one", one), watch);
      slot.start();
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

      slot.cancel();

      Ended ended = watch.get();
      assertThat(ended.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.CANCELLED));
      assertThat(found(run("two", two, COUNTER, lease(2, 3, ended.bytes())))).isEqualTo(2.0);
    }
  }

  @Test
  void placeOfCheckpointsThatIsNotToBeHad_isNoFaultOfTheTrial() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "in the way");
    Ended ended =
        run("one", CheckpointFolder.shared(file.resolve("below")), COUNTER, lease(0, 3, 0));
    assertThat(ended.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
              assertThat(failed.message()).contains("could not run it", "a-file");
            });
  }

  @Test
  void cancelledWhileItsCheckpointComes_isNoFailure() throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    Checkpoints slow =
        new Checkpoints() {
          @Override
          public Path take(String study, int trial) throws IOException {
            taking.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new java.io.InterruptedIOException("interrupted while reading");
            }
            return folder;
          }

          @Override
          public long keep(String study, int trial) {
            return 0;
          }

          @Override
          public void drop(String study, int trial) {}

          @Override
          public void clear(String study, Set<Integer> keep) {}

          @Override
          public String place() {
            return "slow";
          }
        };
    Watch watch = new Watch();
    Slot slot = new Slot(lease(0, 3, 0), study -> COUNTER, settings("one", slow), watch);
    slot.start();
    assertThat(taking.await(60, TimeUnit.SECONDS)).isTrue();
    slot.cancel();
    assertThat(watch.get().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.CANCELLED));
  }
}
