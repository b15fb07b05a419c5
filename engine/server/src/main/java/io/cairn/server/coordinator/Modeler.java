package io.cairn.server.coordinator;

import io.cairn.core.search.Refit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Fits the model of one study, one fit at a time, away from its decisions. A child of the study's
 * coordinator: when that stops, a fit that is under way ends by itself and nobody is told.
 */
final class Modeler extends AbstractBehavior<Modeler.Command> {

  /** Messages to a modeler. */
  sealed interface Command {}

  /** Fit; answered by {@link Fitted} or {@link Failed}. Asked again only after the answer. */
  record Fit(Refit refit, ActorRef<Answer> replyTo) implements Command {}

  private record Ended(
      Fit fit, Instant began, Refit.@Nullable Ready ready, @Nullable Throwable failure)
      implements Command {}

  /** What came of a fit. */
  sealed interface Answer {
    /** What was asked for. */
    Refit refit();
  }

  /** A fit that is done. */
  record Fitted(Refit refit, Refit.Ready ready, Duration took) implements Answer {}

  /** A fit that broke off; why is in the log. */
  record Failed(Refit refit) implements Answer {}

  private final String study;
  private final Fits fits;
  private final InstantSource time;

  /** Said once: what breaks one fit mostly breaks the next ones too. */
  private boolean warned;

  static Behavior<Command> create(String study, Fits fits, InstantSource time) {
    return Behaviors.setup(context -> new Modeler(context, study, fits, time));
  }

  private Modeler(ActorContext<Command> context, String study, Fits fits, InstantSource time) {
    super(context);
    context.setLoggerName(Modeler.class);
    this.study = study;
    this.fits = fits;
    this.time = time;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Fit.class, this::onFit)
        .onMessage(Ended.class, this::onEnded)
        .build();
  }

  private Behavior<Command> onFit(Fit fit) {
    Instant began = time.instant();
    getContext()
        .pipeToSelf(
            started(fit.refit()), (ready, failure) -> new Ended(fit, began, ready, failure));
    return this;
  }

  /** A fit that cannot even begin is answered like one that broke off. */
  private CompletionStage<Refit.Ready> started(Refit refit) {
    try {
      return fits.run(refit);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Behavior<Command> onEnded(Ended ended) {
    Refit refit = ended.fit().refit();
    Refit.Ready ready = ended.ready();
    if (ready != null) {
      Duration took = Duration.between(ended.began(), time.instant());
      ended.fit().replyTo().tell(new Fitted(refit, ready, took));
    } else {
      warn(cause(ended.failure()));
      ended.fit().replyTo().tell(new Failed(refit));
    }
    return this;
  }

  private static Throwable cause(@Nullable Throwable failure) {
    if (failure == null) {
      return new IllegalStateException("the fit gave nothing");
    }
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private void warn(Throwable failure) {
    if (!warned) {
      warned = true;
      getContext()
          .getLog()
          .warn(
              "a fit of the model of study {} broke off; the study goes on with the model that it"
                  + " has, or without one, and further ones are counted but not told of",
              study,
              failure);
    }
  }
}
