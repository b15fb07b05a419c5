package io.cairn.workers.node;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.HeldLease;
import io.cairn.proto.Lease;
import io.cairn.proto.Report;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * A node with slots. It asks the dispatchers of the cluster for leases while it has free slots,
 * runs each lease on a thread, and sends every report again until it is answered: a coordinator
 * that stalls or restarts delays an evaluation and never fails it. A refused message means that the
 * lease is lost; its evaluation is cancelled and the node lives on.
 */
public final class WorkerNode extends AbstractBehavior<WorkerNode.Command> {

  /** Messages to a worker node. */
  public sealed interface Command {}

  /**
   * A lease for a free slot.
   *
   * @param study whom to report to
   * @param by the dispatcher that took the slot
   */
  public record Granted(Lease lease, ActorRef<ToStudy> study, ActorRef<ToDispatcher> by)
      implements Command {}

  /** Every lease of a study should end now: the study is ending. */
  public record CancelStudy(String study) implements Command {}

  /** Take no more leases, cancel what runs, and stop once every slot has ended. */
  public record Leave() implements Command {}

  private record Answered(Acknowledgement acknowledgement) implements Command {}

  private record DispatchersChanged(Set<ActorRef<ToDispatcher>> dispatchers) implements Command {}

  private record SlotReported(
      Slot slot, double resource, Map<String, Double> metrics, CompletableFuture<Boolean> goOn)
      implements Command {}

  private record SlotEnded(Slot slot, Outcome outcome) implements Command {}

  private record Resend() implements Command {}

  private record Beat() implements Command {}

  private record WriteOff(Slot slot, Outcome outcome) implements Command {}

  /** What the node knows of a lease that it holds. */
  private static final class Held {
    final Slot slot;
    final ActorRef<ToStudy> study;
    long sequence;
    boolean over;
    boolean lost;

    /** The message that waits for its answer; a slot sends one at a time. */
    Optional<ToStudy> unanswered = Optional.empty();

    Optional<CompletableFuture<Boolean>> goOn = Optional.empty();

    Held(Slot slot, ActorRef<ToStudy> study) {
      this.slot = slot;
      this.study = study;
    }
  }

  /** Longest time between two heartbeats, however long the leases are. */
  private static final long MAX_BEAT = 15_000;

  private final NodeSettings settings;
  private final Function<String, Evaluator> evaluators;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Acknowledgement> answers;
  private final Slot.Listener listener;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private Set<ActorRef<ToDispatcher>> dispatchers = new HashSet<>();
  private final Map<ActorRef<ToDispatcher>, Long> granted = new HashMap<>();
  private boolean leaving;

  /**
   * A node.
   *
   * @param evaluators the evaluator for the evaluations of a study, by the study's id
   */
  public static Behavior<Command> create(
      NodeSettings settings, Function<String, Evaluator> evaluators) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new WorkerNode(context, timers, settings, evaluators)));
  }

  private WorkerNode(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      NodeSettings settings,
      Function<String, Evaluator> evaluators) {
    super(context);
    this.settings = settings;
    this.evaluators = evaluators;
    this.timers = timers;
    this.answers = context.messageAdapter(Acknowledgement.class, Answered::new);
    ActorRef<Command> self = context.getSelf();
    this.listener =
        new Slot.Listener() {
          @Override
          public CompletableFuture<Boolean> reported(
              Slot slot, double resource, Map<String, Double> metrics) {
            CompletableFuture<Boolean> goOn = new CompletableFuture<>();
            self.tell(new SlotReported(slot, resource, metrics, goOn));
            return goOn;
          }

          @Override
          public void ended(Slot slot, Outcome outcome) {
            self.tell(new SlotEnded(slot, outcome));
          }
        };
    context
        .getSystem()
        .receptionist()
        .tell(
            Receptionist.subscribe(
                ToDispatcher.SERVICE_KEY,
                context.messageAdapter(
                    Receptionist.Listing.class,
                    listing ->
                        new DispatchersChanged(
                            listing.getServiceInstances(ToDispatcher.SERVICE_KEY)))));
    timers.startTimerWithFixedDelay(new Resend(), settings.resend());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Granted.class, this::onGranted)
        .onMessage(SlotReported.class, this::onSlotReported)
        .onMessage(SlotEnded.class, this::onSlotEnded)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Beat.class, beat -> onBeat())
        .onMessage(Resend.class, resend -> onResend())
        .onMessage(CancelStudy.class, this::onCancelStudy)
        .onMessage(WriteOff.class, this::onWriteOff)
        .onMessage(DispatchersChanged.class, this::onDispatchersChanged)
        .onMessage(Leave.class, leave -> onLeave())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onDispatchersChanged(DispatchersChanged message) {
    dispatchers = message.dispatchers();
    offerFreeSlots();
    return this;
  }

  private void offerFreeSlots() {
    int free = leaving ? 0 : settings.slots() - held.size();
    dispatchers.forEach(
        dispatcher ->
            dispatcher.tell(
                new ToDispatcher.FreeSlots(
                    settings.node(),
                    free,
                    granted.getOrDefault(dispatcher, 0L),
                    getContext().getSelf())));
  }

  private Behavior<Command> onGranted(Granted message) {
    Lease lease = message.lease();
    granted.merge(message.by(), 1L, Long::sum);
    if (leaving || held.size() >= settings.slots() || held.containsKey(lease.getEvaluation())) {
      // Not run: the coordinator takes it back when the lease expires, or at once by this.
      message
          .study()
          .tell(
              new ToStudy.Failed(
                  fail(lease, Outcome.Kind.CANCELLED, "no free slot", "", 0), answers));
      return this;
    }
    Slot slot = new Slot(lease, evaluators.apply(lease.getStudy()), settings, listener);
    held.put(lease.getEvaluation(), new Held(slot, message.study()));
    Duration beat = Duration.ofMillis(Math.min(MAX_BEAT, Math.max(50, lease.getLeaseMillis() / 4)));
    if (!timers.isTimerActive(Beat.class)) {
      timers.startTimerWithFixedDelay(Beat.class, new Beat(), beat);
    }
    if (lease.getTimeLimitMillis() > 0) {
      // The evaluator keeps the limit itself; this is for one that does not.
      timers.startSingleTimer(
          "limit " + lease.getEvaluation(),
          new WriteOff(
              slot,
              new Outcome.Failed(
                  Outcome.Kind.TIME_LIMIT,
                  "the time limit of "
                      + Duration.ofMillis(lease.getTimeLimitMillis()).toSeconds()
                      + " s passed and the evaluation did not end when asked to")),
          Duration.ofMillis(lease.getTimeLimitMillis()).plus(settings.grace().multipliedBy(2)));
    }
    slot.start();
    return this;
  }

  private Behavior<Command> onSlotReported(SlotReported message) {
    Held lease = held.get(message.slot().lease().getEvaluation());
    if (lease == null || lease.slot != message.slot() || lease.over) {
      message.goOn().complete(false);
      return this;
    }
    lease.sequence++;
    lease.goOn = Optional.of(message.goOn());
    Lease of = message.slot().lease();
    send(
        lease,
        new ToStudy.Reported(
            Report.newBuilder()
                .setStudy(of.getStudy())
                .setEvaluation(of.getEvaluation())
                .setToken(of.getToken())
                .setSequence(lease.sequence)
                .setResource(message.resource())
                .addAllMetrics(WireValues.toWire(message.metrics()))
                .setCostSeconds(message.slot().elapsedSeconds())
                .build(),
            answers));
    return this;
  }

  private Behavior<Command> onSlotEnded(SlotEnded message) {
    Slot slot = message.slot();
    Held lease = held.get(slot.lease().getEvaluation());
    if (lease == null || lease.slot != slot) {
      return this;
    }
    timers.cancel("limit " + slot.lease().getEvaluation());
    timers.cancel("cancel " + slot.lease().getEvaluation());
    lease.goOn.ifPresent(goOn -> goOn.complete(false));
    lease.goOn = Optional.empty();
    lease.over = true;
    if (lease.lost) {
      release(lease);
      return this;
    }
    Lease of = slot.lease();
    if (message.outcome() instanceof Outcome.Completed completed) {
      send(
          lease,
          new ToStudy.Completed(
              Complete.newBuilder()
                  .setStudy(of.getStudy())
                  .setEvaluation(of.getEvaluation())
                  .setToken(of.getToken())
                  .setResource(completed.resource())
                  .addAllMetrics(WireValues.toWire(completed.metrics()))
                  .setCostSeconds(slot.cost(completed).orElse(0))
                  .setLogTail(slot.logTail())
                  .build(),
              answers));
    } else if (message.outcome() instanceof Outcome.Failed failed) {
      send(
          lease,
          new ToStudy.Failed(
              fail(of, failed.kind(), failed.message(), slot.logTail(), slot.elapsedSeconds()),
              answers));
    }
    return this;
  }

  private static Fail fail(
      Lease of, Outcome.Kind kind, String message, String logTail, double cost) {
    return Fail.newBuilder()
        .setStudy(of.getStudy())
        .setEvaluation(of.getEvaluation())
        .setToken(of.getToken())
        .setKind(Slot.wireKind(kind))
        .setMessage(message.length() > 2_000 ? message.substring(0, 2_000) + " ..." : message)
        .setLogTail(logTail)
        .setCostSeconds(cost)
        .build();
  }

  private void send(Held lease, ToStudy message) {
    lease.unanswered = Optional.of(message);
    lease.study.tell(message);
  }

  private Behavior<Command> onAnswered(Answered message) {
    Acknowledgement answer = message.acknowledgement();
    Held lease = held.get(answer.getEvaluation());
    if (lease == null || lease.slot.lease().getToken() != answer.getToken()) {
      return this;
    }
    if (answer.getEnds()) {
      release(lease);
      return this;
    }
    boolean ofReport =
        answer.getSequence() == lease.sequence
            && lease.unanswered.map(ToStudy.Reported.class::isInstance).orElse(false);
    if (ofReport) {
      lease.unanswered = Optional.empty();
    }
    boolean goOn = answer.getAccepted() && answer.getGoOn();
    if (!answer.getAccepted()) {
      lease.slot.log("cairn: " + answer.getReason());
      // The lease is lost: nothing more of it will be taken.
      lease.lost = true;
      lease.unanswered = Optional.empty();
    }
    if (ofReport || !goOn) {
      lease.goOn.ifPresent(future -> future.complete(goOn));
      lease.goOn = Optional.empty();
    }
    if (lease.lost && lease.over) {
      release(lease);
    } else if (lease.lost) {
      cancel(lease);
    } else if (!goOn && !lease.over) {
      cancelUnlessEnding(lease);
    }
    return this;
  }

  /**
   * An evaluator whose report was answered with no ends by itself; the timer is for one that does
   * not.
   */
  private void cancelUnlessEnding(Held lease) {
    timers.startSingleTimer(
        "cancel " + lease.slot.lease().getEvaluation(),
        new WriteOff(
            lease.slot,
            new Outcome.Failed(
                Outcome.Kind.CANCELLED, "it was told to stop and did not end in time")),
        settings.grace().multipliedBy(2));
  }

  private void cancel(Held lease) {
    lease.slot.cancel();
    cancelUnlessEnding(lease);
  }

  private Behavior<Command> onWriteOff(WriteOff message) {
    message.slot().abandon(message.outcome());
    return this;
  }

  private void release(Held lease) {
    held.remove(lease.slot.lease().getEvaluation());
    if (held.isEmpty()) {
      timers.cancel(Beat.class);
    }
    offerFreeSlots();
  }

  private Behavior<Command> onResend() {
    for (Held lease : held.values()) {
      lease.unanswered.ifPresent(lease.study::tell);
    }
    if (leaving && held.isEmpty()) {
      return Behaviors.stopped();
    }
    if (held.size() < settings.slots()) {
      offerFreeSlots();
    }
    return this;
  }

  private Behavior<Command> onBeat() {
    Map<ActorRef<ToStudy>, Heartbeat.Builder> beats = new LinkedHashMap<>();
    for (Held lease : held.values()) {
      Lease of = lease.slot.lease();
      beats
          .computeIfAbsent(
              lease.study,
              study -> Heartbeat.newBuilder().setNode(settings.node()).setStudy(of.getStudy()))
          .addLeases(
              HeldLease.newBuilder().setEvaluation(of.getEvaluation()).setToken(of.getToken()));
    }
    beats.forEach((study, beat) -> study.tell(new ToStudy.Alive(beat.build(), answers)));
    return this;
  }

  private Behavior<Command> onCancelStudy(CancelStudy message) {
    for (Held lease : held.values()) {
      if (lease.slot.lease().getStudy().equals(message.study())) {
        cancel(lease);
      }
    }
    return this;
  }

  private Behavior<Command> onLeave() {
    leaving = true;
    offerFreeSlots();
    held.values().forEach(this::cancel);
    return held.isEmpty() ? Behaviors.stopped() : this;
  }

  private Behavior<Command> onPostStop() {
    held.values().forEach(lease -> lease.slot.cancel());
    return this;
  }
}
