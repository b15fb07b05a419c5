package io.cairn.server.monitor;

import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Follows the journals of the studies that somebody looks at, and forgets those that nobody has
 * looked at for a while.
 */
public final class StudyMonitor extends AbstractBehavior<StudyMonitor.Command> {

  /** Messages to the monitor. */
  public sealed interface Command {}

  /** Somebody looks at a study; to be said again at least every few minutes. */
  public record Watch(String study, ActorRef<Watched> replyTo) implements Command {}

  /** Answer to {@link Watch}: the study, which may be on its way still; empty if there is none. */
  public record Watched(Optional<WatchedStudy> study) {}

  /** A study was removed: it is not shown any more. */
  public record Forget(String study) implements Command {}

  private record Found(
      String study, @Nullable Optional<StudySpec> spec, @Nullable Throwable failure)
      implements Command {}

  private record HasRead(WatchedStudy study, @Nullable Throwable failure) implements Command {}

  private record Tick() implements Command {}

  private static final Duration EVERY = Duration.ofMillis(250);

  /** In ticks, how often a study is read that cannot change, or could not be read. */
  private static final int SELDOM = 20;

  /** In ticks, how long a study is kept that nobody looks at: ten minutes. */
  private static final int KEPT = 2_400;

  /** Some hundred bytes each: a gigabyte at most for all that is kept. */
  private static final int MOST_TRIALS = 2_000_000;

  private static final int MOST_STUDIES = 200;

  private static final class Followed {
    private final WatchedStudy study;
    private long askedAt;
    private long readAt;
    private boolean reading;
    private boolean seldom;

    Followed(WatchedStudy study) {
      this.study = study;
    }
  }

  private final JournalSource source;
  private final Executor blocking;
  private final Map<String, Followed> followed = new LinkedHashMap<>();
  private final Map<String, List<ActorRef<Watched>>> sought = new LinkedHashMap<>();
  private long ticks;

  /**
   * A monitor.
   *
   * @param blocking reads journals and makes parts
   */
  public static Behavior<Command> create(JournalSource source, Executor blocking) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new StudyMonitor(context, timers, source, blocking)));
  }

  private StudyMonitor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      JournalSource source,
      Executor blocking) {
    super(context);
    context.setLoggerName(StudyMonitor.class);
    this.source = source;
    this.blocking = blocking;
    timers.startTimerWithFixedDelay(new Tick(), EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Watch.class, this::onWatch)
        .onMessage(Forget.class, this::onForget)
        .onMessage(Found.class, this::onFound)
        .onMessage(HasRead.class, this::onHasRead)
        .onMessage(Tick.class, tick -> onTick())
        .build();
  }

  private Behavior<Command> onWatch(Watch message) {
    Followed known = followed.get(message.study());
    if (known != null) {
      known.askedAt = ticks;
      message.replyTo().tell(new Watched(Optional.of(known.study)));
      return this;
    }
    List<ActorRef<Watched>> waiting = sought.get(message.study());
    if (waiting != null) {
      waiting.add(message.replyTo());
      return this;
    }
    sought.put(message.study(), new ArrayList<>(List.of(message.replyTo())));
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(() -> source.spec(message.study()), blocking),
            (spec, failure) -> new Found(message.study(), spec, failure));
    return this;
  }

  private Behavior<Command> onForget(Forget message) {
    followed.remove(message.study());
    return this;
  }

  private Behavior<Command> onFound(Found found) {
    List<ActorRef<Watched>> waiting = sought.remove(found.study());
    Optional<StudySpec> spec = found.spec();
    if (found.failure() != null || spec == null) {
      // Nobody is answered: who asked says that it takes too long, and asks again.
      getContext()
          .getLog()
          .warn("study {} cannot be looked up to be shown", found.study(), found.failure());
      return this;
    }
    Optional<WatchedStudy> study =
        spec.map(known -> new WatchedStudy(found.study(), known, PartCache.Makers.of(blocking)));
    study.ifPresent(this::follow);
    if (waiting != null) {
      waiting.forEach(replyTo -> replyTo.tell(new Watched(study)));
    }
    return this;
  }

  private void follow(WatchedStudy study) {
    Followed fresh = new Followed(study);
    fresh.askedAt = ticks;
    followed.put(study.id(), fresh);
    read(fresh);
  }

  private void read(Followed of) {
    of.reading = true;
    of.readAt = ticks;
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(() -> of.study.readOn(source), blocking),
            (done, failure) -> new HasRead(of.study, failure));
  }

  private Behavior<Command> onHasRead(HasRead message) {
    Followed of = followed.get(message.study().id());
    if (of != null && of.study == message.study()) {
      of.reading = false;
      of.seldom =
          message.failure() != null
              || of.study.read(history -> history.phase()) == StudyPhase.ENDED;
      if (message.failure() != null) {
        getContext()
            .getLog()
            .warn(
                "the journal of study {} cannot be read to be shown",
                of.study.id(),
                message.failure());
      }
    }
    return this;
  }

  private Behavior<Command> onTick() {
    ticks++;
    followed.values().removeIf(of -> !of.reading && ticks - of.askedAt > KEPT);
    for (Followed of : followed.values()) {
      if (!of.reading && (!of.seldom || ticks - of.readAt >= SELDOM)) {
        read(of);
      }
    }
    if (ticks % SELDOM == 0) {
      bound();
    }
    return this;
  }

  /** Lets those go that nobody has looked at for longest. */
  private void bound() {
    List<Followed> newest = new ArrayList<>(followed.values());
    newest.sort((a, b) -> Long.compare(b.askedAt, a.askedAt));
    long trials = 0;
    int kept = 0;
    for (Followed of : newest) {
      trials += of.study.read(history -> history.spending().trials());
      kept++;
      boolean tooMany = kept > MOST_STUDIES || kept > 1 && trials > MOST_TRIALS;
      if (tooMany && !of.reading) {
        followed.remove(of.study.id());
      }
    }
  }
}
