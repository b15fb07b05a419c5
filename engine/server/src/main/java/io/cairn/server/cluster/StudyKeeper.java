package io.cairn.server.cluster;

import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Wakes every study that has not ended, so that none sleeps after its node is gone: when the keeper
 * starts, when a member of the cluster is gone, and from time to time whatever happened. The
 * database says which there are; there is no second memory that could disagree with it. One in a
 * cluster.
 */
final class StudyKeeper extends AbstractBehavior<StudyKeeper.Command> {

  sealed interface Command {}

  private record Look() implements Command {}

  private record Unfinished(List<String> studies) implements Command {}

  private record Failed(Throwable failure) implements Command {}

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final StudyIndex index;
  private final Executor threads;
  private final Consumer<String> wake;
  private boolean looking;

  /**
   * @param wake wakes the study with an id
   */
  static Behavior<Command> create(StudyIndex index, Executor threads, Consumer<String> wake) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new StudyKeeper(context, timers, index, threads, wake)));
  }

  private StudyKeeper(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      StudyIndex index,
      Executor threads,
      Consumer<String> wake) {
    super(context);
    context.setLoggerName(StudyKeeper.class);
    this.index = index;
    this.threads = threads;
    this.wake = wake;
    ActorRef<MemberRemoved> removals =
        context.messageAdapter(MemberRemoved.class, removed -> new Look());
    Cluster.get(context.getSystem())
        .subscriptions()
        .tell(Subscribe.create(removals, MemberRemoved.class));
    timers.startTimerWithFixedDelay(new Look(), Duration.ZERO, EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> onLook())
        .onMessage(Unfinished.class, this::onUnfinished)
        .onMessage(Failed.class, this::onFailed)
        .build();
  }

  private Behavior<Command> onLook() {
    if (!looking) {
      looking = true;
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(index::unfinished, threads),
              (studies, failure) ->
                  failure == null ? new Unfinished(studies) : new Failed(failure));
    }
    return this;
  }

  private Behavior<Command> onUnfinished(Unfinished message) {
    looking = false;
    message.studies().forEach(wake);
    return this;
  }

  private Behavior<Command> onFailed(Failed message) {
    looking = false;
    getContext().getLog().warn("the list of studies could not be read", message.failure());
    return this;
  }
}
