package io.cairn.workers.node;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.HeldLease;
import io.cairn.proto.Lease;
import io.cairn.proto.LogText;
import io.cairn.proto.Report;
import io.cairn.workers.spi.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A node with slots. It offers them to the dispatcher, runs each lease on a thread, and sends every
 * report again until it is answered: a coordinator that stalls, restarts or moves to another node
 * delays an evaluation and never fails it. A refused message means that the lease is lost; its
 * evaluation is cancelled and the node lives on. What runs is on the {@link Workbench}, so that an
 * actor that takes this one's place goes on with it.
 */
public final class WorkerNode extends AbstractBehavior<WorkerNode.Command> {

  /** Messages to a worker node. */
  public sealed interface Command {}

  /**
   * A lease for a free slot.
   *
   * @param dispatcher the dispatcher that took the slot, a number that is not 0
   */
  public record Granted(Lease lease, long dispatcher) implements Command {}

  /** Every lease of a study should end now: the study is ending. */
  public record CancelStudy(String study) implements Command {}

  /** Leases that something more important needs the slots of. */
  public record GiveBack(String study, List<Long> tokens, String reason) implements Command {
    public GiveBack {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Take no more leases, and stop once every slot has ended.
   *
   * @param grace how long running evaluations may go on before they are asked to end
   */
  public record Drain(Duration grace) implements Command {}

  /** The node cannot take part; it stops. */
  public record Refused(String reason) implements Command {}

  /** Checkpoints that nobody needs any more. */
  public record DropCheckpoints(String study, List<Integer> trials) implements Command {
    public DropCheckpoints {
      trials = List.copyOf(trials);
    }
  }

  /**
   * Checkpoints of a study that is over.
   *
   * @param keep trials whose checkpoints stay
   */
  public record ClearCheckpoints(String study, List<Integer> keep) implements Command {
    public ClearCheckpoints {
      keep = List.copyOf(keep);
    }
  }

  /** Tell the end of what an evaluation has printed. */
  public record ReadLog(String study, long token, ActorRef<LogText> replyTo) implements Command {}

  private record Answered(Acknowledgement acknowledgement) implements Command {}

  record SlotReported(
      Slot slot, double resource, Map<String, Double> metrics, CompletableFuture<Boolean> goOn)
      implements Command {}

  record SlotEnded(Slot slot, Outcome outcome) implements Command {}

  private record Resend() implements Command {}

  private record Beat() implements Command {}

  private record DrainOver() implements Command {}

  private record WriteOff(Slot slot, Outcome outcome) implements Command {}

  /** Where a node's messages go. */
  public record Peers(ActorRef<ToDispatcher> dispatcher, ActorRef<ToStudy> studies) {}

  /** Longest time between two heartbeats, however long the leases are. */
  private static final long MAX_BEAT = 15_000;

  private final NodeSettings settings;
  private final EvaluatorSource evaluators;
  private final Workbench bench;
  private final Peers peers;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Acknowledgement> answers;
  private final Offers offers;
  private final CheckpointCleaning cleaning;
  private boolean draining;

  /**
   * A node.
   *
   * @param bench what it runs already, from an actor before it
   */
  public static Behavior<Command> create(
      NodeSettings settings, EvaluatorSource evaluators, Workbench bench, Peers peers) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WorkerNode(context, timers, settings, evaluators, bench, peers)));
  }

  private WorkerNode(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      NodeSettings settings,
      EvaluatorSource evaluators,
      Workbench bench,
      Peers peers) {
    super(context);
    context.setLoggerName(WorkerNode.class);
    this.settings = settings;
    this.evaluators = evaluators;
    this.bench = bench;
    this.peers = peers;
    this.timers = timers;
    this.answers = context.messageAdapter(Acknowledgement.class, Answered::new);
    this.offers = new Offers(settings);
    this.cleaning = new CheckpointCleaning(settings.checkpoints());
    timers.startTimerWithFixedDelay(new Resend(), settings.resend());
    for (Held lease : bench.all()) {
      resume(lease);
    }
    bench.attach(context.getSelf());
    offer();
  }

  /** Goes on with a lease that an actor before this one had. */
  private void resume(Held lease) {
    armLimit(lease);
    startBeating(lease.lease());
    if (lease.slot.isCancelled()) {
      writeOffUnlessEnding(lease);
    }
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
        .onMessage(GiveBack.class, this::onGiveBack)
        .onMessage(DropCheckpoints.class, this::onDropCheckpoints)
        .onMessage(ClearCheckpoints.class, this::onClearCheckpoints)
        .onMessage(WriteOff.class, this::onWriteOff)
        .onMessage(ReadLog.class, this::onReadLog)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(DrainOver.class, over -> onDrainOver())
        .onMessage(Refused.class, this::onRefused)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private void offer() {
    peers
        .dispatcher()
        .tell(
            new ToDispatcher.Offered(offers.offer(bench.all(), draining), getContext().getSelf()));
  }

  private Behavior<Command> onGranted(Granted message) {
    Lease lease = message.lease();
    offers.granted(message.dispatcher());
    boolean again = bench.find(Held.key(lease)).isPresent();
    if (again) {
      return this;
    }
    if (draining || bench.size() >= settings.slots()) {
      // Not run: the coordinator takes it back when the lease expires, or at once by this.
      peers
          .studies()
          .tell(
              new ToStudy.Failed(
                  fail(lease, Outcome.Kind.CANCELLED, "no free slot", "", 0), answers));
      return this;
    }
    Slot slot = new Slot(lease, evaluators, settings, bench);
    Held held = new Held(slot);
    bench.add(held);
    startBeating(lease);
    armLimit(held);
    slot.start();
    offer();
    return this;
  }

  private void startBeating(Lease lease) {
    Duration beat = Duration.ofMillis(Math.min(MAX_BEAT, Math.max(50, lease.getLeaseMillis() / 4)));
    if (!timers.isTimerActive(Beat.class)) {
      timers.startTimerWithFixedDelay(Beat.class, new Beat(), beat);
    }
  }

  /** The evaluator keeps the time limit itself; this is for one that does not. */
  private void armLimit(Held held) {
    long limit = held.lease().getTimeLimitMillis();
    if (limit > 0) {
      timers.startSingleTimer(
          "limit " + held.key(),
          new WriteOff(
              held.slot,
              new Outcome.Failed(
                  Outcome.Kind.TIME_LIMIT,
                  "the time limit of "
                      + Duration.ofMillis(limit).toSeconds()
                      + " s passed and the evaluation did not end when asked to")),
          Duration.ofMillis(limit)
              .plus(settings.grace().multipliedBy(2))
              .minusMillis((long) (held.slot.elapsedSeconds() * 1000)));
    }
  }

  private Behavior<Command> onSlotReported(SlotReported message) {
    Optional<Held> found = bench.of(message.slot());
    if (found.isEmpty() || found.get().over || found.get().lost) {
      message.goOn().complete(false);
      return this;
    }
    Held lease = found.get();
    lease.sequence++;
    lease.goOn = Optional.of(message.goOn());
    Lease of = lease.lease();
    Report report =
        Report.newBuilder()
            .setStudy(of.getStudy())
            .setEvaluation(of.getEvaluation())
            .setToken(of.getToken())
            .setSequence(lease.sequence)
            .setResource(message.resource())
            .addAllMetrics(WireValues.toWire(message.metrics()))
            .setCostSeconds(lease.slot.elapsedSeconds())
            .setCheckpointMissing(lease.sequence == 1 && lease.slot.checkpointMissing())
            .build();
    send(
        lease,
        new Held.Unanswered(lease.sequence, replyTo -> new ToStudy.Reported(report, replyTo)));
    return this;
  }

  private Behavior<Command> onSlotEnded(SlotEnded message) {
    Optional<Held> found = bench.of(message.slot());
    if (found.isEmpty()) {
      return this;
    }
    Held lease = found.get();
    timers.cancel("limit " + lease.key());
    timers.cancel("cancel " + lease.key());
    lease.answer(false);
    lease.over = true;
    offers.ended(message.outcome());
    if (lease.lost) {
      release(lease);
      return this;
    }
    Slot slot = lease.slot;
    Lease of = lease.lease();
    if (message.outcome() instanceof Outcome.Completed completed) {
      Complete.Builder complete =
          Complete.newBuilder()
              .setStudy(of.getStudy())
              .setEvaluation(of.getEvaluation())
              .setToken(of.getToken())
              .setResource(completed.resource())
              .addAllMetrics(WireValues.toWire(completed.metrics()))
              .setCostSeconds(slot.cost(completed).orElse(0))
              .setLogTail(slot.logTail());
      slot.checkpointBytes().ifPresent(complete::setCheckpointBytes);
      Complete built = complete.build();
      send(lease, new Held.Unanswered(0, replyTo -> new ToStudy.Completed(built, replyTo)));
    } else if (message.outcome() instanceof Outcome.Failed failed) {
      Fail fail = fail(of, failed.kind(), failed.message(), slot.logTail(), slot.elapsedSeconds());
      send(lease, new Held.Unanswered(0, replyTo -> new ToStudy.Failed(fail, replyTo)));
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

  private void send(Held lease, Held.Unanswered message) {
    lease.unanswered.add(message);
    if (lease.unanswered.size() == 1) {
      sendFirst(lease);
    }
  }

  private void sendFirst(Held lease) {
    if (!lease.unanswered.isEmpty()) {
      peers.studies().tell(lease.unanswered.element().to(answers));
    }
  }

  private Behavior<Command> onAnswered(Answered message) {
    Acknowledgement answer = message.acknowledgement();
    getContext()
        .getLog()
        .debug(
            "{} {} {} {} {} {}",
            answer.getAccepted() ? "accepted" : "refused",
            answer.getStudy(),
            answer.getToken(),
            answer.getSequence(),
            answer.getEnds() ? "end" : "report",
            answer.getReason());
    Optional<Held> found = bench.find(new Held.Key(answer.getStudy(), answer.getToken()));
    if (found.isEmpty()) {
      return this;
    }
    Held lease = found.get();
    if (answer.getEnds()) {
      release(lease);
      return this;
    }
    Held.Unanswered first = lease.unanswered.peek();
    boolean ofReport =
        first != null && first.sequence() > 0 && first.sequence() == answer.getSequence();
    if (ofReport) {
      lease.unanswered.remove();
    }
    boolean goOn = answer.getAccepted() && answer.getGoOn();
    if (!answer.getAccepted()) {
      lease.slot.log("cairn: " + answer.getReason());
      // The lease is lost: nothing more of it will be taken.
      lease.lost = true;
      lease.unanswered.clear();
    }
    if (ofReport && answer.getSequence() == lease.sequence || !goOn) {
      lease.answer(goOn);
    }
    if (ofReport) {
      sendFirst(lease);
    }
    if (lease.lost && lease.over) {
      release(lease);
    } else if (lease.lost) {
      cancel(lease);
    } else if (!goOn && !lease.over) {
      writeOffUnlessEnding(lease);
    }
    return this;
  }

  /**
   * An evaluator whose report was answered with no ends by itself; the timer is for one that does
   * not.
   */
  private void writeOffUnlessEnding(Held lease) {
    timers.startSingleTimer(
        "cancel " + lease.key(),
        new WriteOff(
            lease.slot,
            new Outcome.Failed(
                Outcome.Kind.CANCELLED, "it was told to stop and did not end in time")),
        settings.grace().multipliedBy(2));
  }

  private void cancel(Held lease) {
    lease.slot.cancel();
    writeOffUnlessEnding(lease);
  }

  private Behavior<Command> onWriteOff(WriteOff message) {
    message.slot().abandon(message.outcome());
    return this;
  }

  private void release(Held lease) {
    bench.remove(lease);
    if (bench.size() == 0) {
      timers.cancel(Beat.class);
    }
    offer();
  }

  private Behavior<Command> onResend() {
    for (Held lease : bench.all()) {
      sendFirst(lease);
    }
    offer();
    return draining && bench.size() == 0 ? leave("") : this;
  }

  private Behavior<Command> onBeat() {
    Map<String, Heartbeat.Builder> beats = new LinkedHashMap<>();
    for (Held held : bench.all()) {
      Lease of = held.lease();
      beats
          .computeIfAbsent(
              of.getStudy(),
              study -> Heartbeat.newBuilder().setNode(settings.node()).setStudy(study))
          .addLeases(
              HeldLease.newBuilder().setEvaluation(of.getEvaluation()).setToken(of.getToken()));
    }
    beats.values().forEach(beat -> peers.studies().tell(new ToStudy.Alive(beat.build(), answers)));
    return this;
  }

  private Behavior<Command> onCancelStudy(CancelStudy message) {
    for (Held lease : bench.all()) {
      if (lease.lease().getStudy().equals(message.study())) {
        cancel(lease);
      }
    }
    return this;
  }

  private Behavior<Command> onGiveBack(GiveBack message) {
    for (long token : message.tokens()) {
      bench
          .find(new Held.Key(message.study(), token))
          .filter(lease -> !lease.over)
          .ifPresent(
              lease -> {
                lease.slot.log("cairn: given back: " + message.reason());
                cancel(lease);
              });
    }
    return this;
  }

  private Behavior<Command> onDropCheckpoints(DropCheckpoints message) {
    cleaning.drop(message.study(), message.trials());
    return this;
  }

  private Behavior<Command> onClearCheckpoints(ClearCheckpoints message) {
    cleaning.clear(message.study(), Set.copyOf(message.keep()));
    return this;
  }

  private Behavior<Command> onReadLog(ReadLog message) {
    LogText.Builder answer = LogText.newBuilder();
    bench
        .find(new Held.Key(message.study(), message.token()))
        .ifPresent(held -> answer.setFound(true).setText(held.slot.logTail()));
    message.replyTo().tell(answer.build());
    return this;
  }

  private Behavior<Command> onDrain(Drain message) {
    draining = true;
    offer();
    if (bench.size() == 0) {
      return leave("");
    }
    if (message.grace().isZero()) {
      return onDrainOver();
    }
    timers.startSingleTimer(new DrainOver(), message.grace());
    return this;
  }

  private Behavior<Command> leave(String refusal) {
    bench.leave(refusal);
    return Behaviors.stopped();
  }

  private Behavior<Command> onDrainOver() {
    bench.all().stream().filter(lease -> !lease.over).forEach(this::cancel);
    return this;
  }

  private Behavior<Command> onRefused(Refused message) {
    getContext().getLog().error("this node cannot take part: {}", message.reason());
    bench.cancelAll();
    return leave(message.reason());
  }

  private Behavior<Command> onPostStop() {
    bench.detach(getContext().getSelf());
    cleaning.close();
    return this;
  }
}
