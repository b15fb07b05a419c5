package io.cairn.server.cluster;

import io.cairn.server.coordinator.StudyCoordinator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Does what follows the end of a study, tries again until it is done, and sends the coordinator
 * home. If the node goes meanwhile, the study's next coordinator finds it ended and begins again.
 */
final class StudyClosing extends AbstractBehavior<StudyClosing.Command> {

  sealed interface Command {}

  private record Begin() implements Command {}

  private record Done() implements Command {}

  private record Failed(Throwable failure) implements Command {}

  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final String study;
  private final Sweeps sweeps;
  private final Executor threads;
  private final RecipientRef<StudyCoordinator.Command> coordinator;
  private final TimerScheduler<Command> timers;

  static Behavior<Command> create(
      String study,
      Sweeps sweeps,
      Executor threads,
      RecipientRef<StudyCoordinator.Command> coordinator) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new StudyClosing(context, timers, study, sweeps, threads, coordinator)));
  }

  private StudyClosing(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String study,
      Sweeps sweeps,
      Executor threads,
      RecipientRef<StudyCoordinator.Command> coordinator) {
    super(context);
    context.setLoggerName(StudyClosing.class);
    this.study = study;
    this.sweeps = sweeps;
    this.threads = threads;
    this.coordinator = coordinator;
    this.timers = timers;
    context.getSelf().tell(new Begin());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, begin -> onBegin())
        .onMessage(Done.class, done -> onDone())
        .onMessage(Failed.class, this::onFailed)
        .build();
  }

  private Behavior<Command> onBegin() {
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(() -> sweeps.settle(study), threads),
            (done, failure) -> failure == null ? new Done() : new Failed(failure));
    return this;
  }

  private Behavior<Command> onDone() {
    getContext().getLog().info("study {} ended and its landscape is in the archive", study);
    coordinator.tell(new StudyCoordinator.Settled());
    return Behaviors.stopped();
  }

  private Behavior<Command> onFailed(Failed message) {
    getContext()
        .getLog()
        .error("what follows the end of study {} is tried again", study, message.failure());
    timers.startSingleTimer(new Begin(), PAUSE);
    return this;
  }
}
