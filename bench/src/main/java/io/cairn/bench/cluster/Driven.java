package io.cairn.bench.cluster;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.server.coordinator.StudyCoordinator;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Clients that lease, report and tell through a study's coordinator, as fast as it answers. */
public final class Driven {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What training a trial up to a resource level gives. */
  public interface Training {
    /** Metrics by name. */
    Map<String, Double> metrics(int trial, double resource);
  }

  private final EntityRef<StudyCoordinator.Command> study;
  private final int reports;
  private final Training training;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong results = new AtomicLong();
  private final CountDownLatch done;
  private volatile int trials;

  /**
   * Starts them.
   *
   * @param trials nothing is told of further ones
   * @param reports how many reports come before an evaluation's result
   * @param training what they tell
   */
  public Driven(
      ActorSystem<?> system,
      String study,
      int clients,
      int trials,
      int reports,
      Training training) {
    this.study =
        ClusterSharding.get(system)
            .entityRefFor(EntityTypeKey.create(StudyCoordinator.Command.class, "study"), study);
    this.trials = trials;
    this.reports = reports;
    this.training = training;
    this.done = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      thread.execute(this::next);
    }
  }

  /** Results so far. */
  public long results() {
    return results.get();
  }

  /** Waits until all trials are told. */
  public void await() throws InterruptedException {
    done.await();
    thread.shutdown();
  }

  /** Lets them end with what they have. */
  public void end() throws InterruptedException {
    trials = 0;
    await();
  }

  private CompletionStage<StudyReply> ask(StudyCommand command) {
    return study.ask(
        (ActorRef<StudyReply> replyTo) -> new StudyCoordinator.Drive(command, replyTo), PATIENCE);
  }

  private void next() {
    ask(new StudyCommand.RequestLease("load", false)).thenAcceptAsync(this::granted, thread);
  }

  private void granted(StudyReply reply) {
    if (!(reply instanceof StudyReply.Granted granted)) {
      next();
      return;
    }
    if (granted.trial() >= trials) {
      done.countDown();
      return;
    }
    report(granted, 1);
  }

  private void report(StudyReply.Granted granted, int number) {
    double share = (double) number / (reports + 1);
    double resource = granted.from() + (granted.to() - granted.from()) * share;
    Map<String, Double> metrics = training.metrics(granted.trial(), resource);
    if (number <= reports) {
      ask(new StudyCommand.Report(granted.token(), number, resource, metrics, share))
          .thenAcceptAsync(told -> report(granted, number + 1), thread);
      return;
    }
    ask(new StudyCommand.Complete(granted.token(), granted.to(), metrics, OptionalDouble.of(1)))
        .thenAcceptAsync(
            told -> {
              results.incrementAndGet();
              next();
            },
            thread);
  }
}
