package io.cairn.server.cluster;

import io.cairn.server.store.StudyIndex;
import io.cairn.server.store.StudyIndex.StatusUpdate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Writes how the studies of a node stand into the list of studies, all that changed in one batch.
 * For display: what gets lost on the way is written again with the next change.
 */
final class StatusBoard extends AbstractBehavior<StatusBoard.Command> {

  sealed interface Command {}

  /** A study stands like this. */
  record Stands(StatusUpdate update) implements Command {}

  private record Write() implements Command {}

  private record Written(Throwable failure) implements Command {}

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final StudyIndex index;
  private final Executor threads;
  private final Map<String, StatusUpdate> changed = new LinkedHashMap<>();
  private boolean writing;

  static Behavior<Command> create(StudyIndex index, Executor threads) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new StatusBoard(context, timers, index, threads)));
  }

  private StatusBoard(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      StudyIndex index,
      Executor threads) {
    super(context);
    context.setLoggerName(StatusBoard.class);
    this.index = index;
    this.threads = threads;
    timers.startTimerWithFixedDelay(new Write(), EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Stands.class, this::onStands)
        .onMessage(Write.class, write -> onWrite())
        .onMessage(Written.class, this::onWritten)
        .build();
  }

  private Behavior<Command> onStands(Stands message) {
    changed.merge(
        message.update().id(),
        message.update(),
        (before, now) -> before.version() > now.version() ? before : now);
    return this;
  }

  private Behavior<Command> onWrite() {
    if (!writing && !changed.isEmpty()) {
      writing = true;
      List<StatusUpdate> batch = List.copyOf(changed.values());
      changed.clear();
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(() -> index.update(batch), threads),
              (done, failure) -> new Written(failure));
    }
    return this;
  }

  private Behavior<Command> onWritten(Written message) {
    writing = false;
    if (message.failure() != null) {
      getContext()
          .getLog()
          .warn("the list of studies could not be brought up to date", message.failure());
    }
    return this;
  }
}
