package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.LogText;
import io.cairn.proto.Report;
import io.cairn.proto.cluster.RemoteAnswer;
import io.cairn.proto.cluster.Turned;
import io.cairn.proto.cluster.WorkDescription;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.dispatch.StudyRefs;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the cluster for one worker that speaks HTTP: to the dispatcher it is a node, to studies
 * it forwards what the worker reports. There is one for each name, on one of the coordinators; any
 * door reaches it.
 *
 * <p>It keeps nothing that is not said again. One that takes this one's place on another
 * coordinator learns from the worker's next request what it has in hand; a lease that was granted
 * and never arrived expires at its study. Signs of life go to studies only when the worker gives
 * one, so that its leases expire when it is silent.
 */
public final class RemoteWorker extends AbstractBehavior<RemoteWorker.Command> {

  /** Messages to it. */
  public sealed interface Command {}

  /** A request of the worker. */
  public sealed interface Request extends Command {
    /** Where the answer goes. */
    ActorRef<RemoteAnswer> replyTo();
  }

  /** It says what it has and asks for evaluations. */
  public record AskLeases(LeaseRequest request, ActorRef<RemoteAnswer> replyTo)
      implements Request {}

  /** It is alive. */
  public record KeepAlive(Pulse pulse, ActorRef<RemoteAnswer> replyTo) implements Request {}

  /** It leaves. */
  public record Depart(Leave leave, ActorRef<RemoteAnswer> replyTo) implements Request {}

  /** It reports metrics on the way. */
  public record TakeReport(Report report, ActorRef<RemoteAnswer> replyTo) implements Request {}

  /** An evaluation is complete. */
  public record TakeComplete(Complete complete, ActorRef<RemoteAnswer> replyTo)
      implements Request {}

  /** An evaluation failed. */
  public record TakeFail(Fail fail, ActorRef<RemoteAnswer> replyTo) implements Request {}

  /** Make room for one on another coordinator, or for nobody. */
  public record Stop() implements Command {}

  private record FromCluster(WorkerNode.Command message) implements Command {}

  private record Answered(Acknowledgement acknowledgement) implements Command {}

  private record Described(String study, @Nullable WorkDescription description)
      implements Command {}

  private record WaitOver(ActorRef<RemoteAnswer> poll) implements Command {}

  private record DrainOver() implements Command {}

  private record Tick() implements Command {}

  /**
   * What it works with.
   *
   * @param studies where what the worker reports goes
   * @param dispatcher where its slots are offered
   * @param time the clock, which nobody sets
   * @param version of this program
   */
  public record Settings(
      StudyRefs studies,
      ActorRef<Dispatcher.Command> dispatcher,
      InstantSource time,
      String version) {}

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Ticks between two offers. */
  private static final int OFFER_TICKS = 2;

  /**
   * How long after its last request for leases a worker counts as one that will ask again at once.
   */
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(10);

  /** Silence after which nothing stands for a worker that has no leases any more. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Whoever sent a message has given the connection up by then. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  /** Before the dispatcher that refused is offered slots again. */
  private static final Duration REFUSAL = Duration.ofSeconds(10);

  private static final Duration ASK = Duration.ofSeconds(10);

  private static final String STARTED_ANEW = "the worker was started anew";

  private final String name;
  private final Settings settings;
  private final Runnable passivate;
  private final TimerScheduler<Command> timers;
  private final ActorRef<Acknowledgement> answers;
  private final Sessions sessions = new Sessions();
  private final Holdings holdings = new Holdings();
  private final Polls<ActorRef<RemoteAnswer>> polls = new Polls<>();
  private final Unanswered<ActorRef<RemoteAnswer>> unanswered = new Unanswered<>();
  private final Unneeded unneeded = new Unneeded();
  private final EndTally ends = new EndTally();
  private final Offers offers;

  /** Studies that were asked what their evaluations are, and have not answered. */
  private final Set<String> asked = new HashSet<>();

  /** What the worker said of itself last. */
  private Optional<WorkerProfile> profile = Optional.empty();

  /** What the dispatcher knows the worker by; it watches it. */
  private Optional<ActorRef<WorkerNode.Command>> presence = Optional.empty();

  private boolean drainAsked;
  private boolean drainTold;
  private String refusal = "";
  private Instant refusedUntil = Instant.MIN;
  private Instant heard;
  private Instant askedForLeases = Instant.MIN;
  private int ticks;

  /**
   * One for a worker.
   *
   * @param passivate has {@link Stop} sent when nothing stands for the worker any more
   */
  public static Behavior<Command> create(String name, Settings settings, Runnable passivate) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new RemoteWorker(context, timers, name, settings, passivate)));
  }

  private RemoteWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String name,
      Settings settings,
      Runnable passivate) {
    super(context);
    context.setLoggerName(RemoteWorker.class);
    this.timers = timers;
    this.name = name;
    this.settings = settings;
    this.passivate = passivate;
    this.offers = new Offers(name, settings.version());
    this.heard = now();
    this.answers = context.messageAdapter(Acknowledgement.class, Answered::new);
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  private Instant now() {
    return settings.time().instant();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(AskLeases.class, this::onAskLeases)
        .onMessage(KeepAlive.class, this::onKeepAlive)
        .onMessage(Depart.class, this::onDepart)
        .onMessage(TakeReport.class, this::onReport)
        .onMessage(TakeComplete.class, this::onComplete)
        .onMessage(TakeFail.class, this::onFail)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(FromCluster.class, this::onFromCluster)
        .onMessage(Described.class, this::onDescribed)
        .onMessage(WaitOver.class, this::onWaitOver)
        .onMessage(DrainOver.class, over -> onDrainOver())
        .onMessage(Tick.class, tick -> onTick())
        .onMessage(Stop.class, stop -> onStop())
        .build();
  }

  // ---- the worker ------------------------------------------------------------------------------

  private Behavior<Command> onAskLeases(AskLeases message) {
    LeaseRequest request = message.request();
    if (!admits(request.getSession(), request.getHeldList(), message.replyTo())) {
      return this;
    }
    profile = Optional.of(WorkerProfile.of(request));
    askedForLeases = now();
    hears(request.getHeldList(), true);
    if (isRefused()) {
      message.replyTo().tell(turned(true, refusal));
      return this;
    }
    if (request.getWaitMillis() == 0) {
      tell(message.replyTo(), orders(true));
    } else {
      polls.add(message.replyTo()).ifPresent(oldest -> tell(oldest, orders(false)));
      timers.startSingleTimer(
          message.replyTo(),
          new WaitOver(message.replyTo()),
          Duration.ofMillis(request.getWaitMillis()));
      tellNews();
    }
    offer();
    return this;
  }

  private Behavior<Command> onKeepAlive(KeepAlive message) {
    Pulse pulse = message.pulse();
    if (admits(pulse.getSession(), pulse.getHeldList(), message.replyTo())) {
      hears(pulse.getHeldList(), false);
      tell(message.replyTo(), orders(false));
      tellNews();
    }
    return this;
  }

  /** Whether a session has the name; if it is a new one, it has from now on. */
  private boolean admits(
      String session, List<HeldEvaluation> held, ActorRef<RemoteAnswer> replyTo) {
    Sessions.Standing standing = sessions.of(session);
    if (standing == Sessions.Standing.SUPERSEDED) {
      replyTo.tell(
          turned(
              false,
              "session "
                  + session
                  + " of worker "
                  + name
                  + " is over: it has left, or another process has taken the name since; give each"
                  + " process a name of its own"));
      return false;
    }
    if (standing == Sessions.Standing.NEW) {
      begin(session, held);
    }
    return true;
  }

  private void begin(String session, List<HeldEvaluation> held) {
    if (sessions.isTaken()) {
      getContext().getLog().info("worker {} was started anew", name);
      giveBack(holdings.giveUp(STARTED_ANEW, held));
      polls
          .takeAll()
          .forEach(poll -> tell(poll, turned(false, "another process has taken the name " + name)));
      profile = Optional.empty();
    }
    drainAsked = false;
    timers.cancel(DrainOver.class);
    sessions.begin(session);
  }

  /** What the worker names lives on, what it lacks is given again. */
  private void hears(List<HeldEvaluation> held, boolean asks) {
    heard = now();
    Holdings.Heard means = holdings.hears(name, held, asks, heard);
    means.alive().forEach(beat -> toStudy(new ToStudy.Alive(beat, answers)));
    giveBack(means.back());
  }

  private Behavior<Command> onDepart(Depart message) {
    String session = message.leave().getSession();
    if (sessions.of(session) == Sessions.Standing.CURRENT || !sessions.isTaken()) {
      getContext().getLog().info("worker {} leaves", name);
      giveBack(holdings.giveUp("the worker left", List.of()));
      sessions.begin(session);
      sessions.leave();
      polls.takeAll().forEach(poll -> tell(poll, orders(false)));
      profile = Optional.empty();
      presence.ifPresent(getContext()::stop);
      presence = Optional.empty();
    }
    message.replyTo().tell(RemoteAnswer.newBuilder().setLeft(Left.getDefaultInstance()).build());
    return this;
  }

  private Behavior<Command> onReport(TakeReport message) {
    Report of = message.report();
    return forward(
        new ToStudy.Reported(of, answers), of.getToken(), of.getSequence(), message.replyTo());
  }

  private Behavior<Command> onComplete(TakeComplete message) {
    Complete of = message.complete();
    ends.completes(of.getStudy(), of.getToken());
    return forward(new ToStudy.Completed(of, answers), of.getToken(), 0, message.replyTo());
  }

  private Behavior<Command> onFail(TakeFail message) {
    Fail of = message.fail();
    ends.fails(of);
    return forward(new ToStudy.Failed(of, answers), of.getToken(), 0, message.replyTo());
  }

  private Behavior<Command> forward(
      ToStudy told, long token, long sequence, ActorRef<RemoteAnswer> replyTo) {
    heard = now();
    unanswered.sent(told.study(), token, sequence, replyTo, heard);
    toStudy(told);
    return this;
  }

  private void toStudy(ToStudy told) {
    settings.studies().of(told.study()).tell(new StudyCoordinator.FromWorker(told));
  }

  /** Told once: one that gets lost on its way expires at its study. */
  private void giveBack(List<Fail> leases) {
    leases.forEach(fail -> toStudy(new ToStudy.Failed(fail, getContext().getSystem().ignoreRef())));
  }

  private Behavior<Command> onAnswered(Answered message) {
    Acknowledgement answer = message.acknowledgement();
    holdings.answered(answer);
    ends.answered(answer);
    RemoteAnswer told = RemoteAnswer.newBuilder().setAcknowledgement(answer).build();
    unanswered.answered(answer).forEach(who -> who.tell(told));
    tellNews();
    if (answer.getEnds()) {
      offer();
    }
    return this;
  }

  // ---- what it is told -------------------------------------------------------------------------

  private Orders.Builder orders(boolean asks) {
    Orders.Builder orders = holdings.orders(asks, now());
    orders.addAllUnneeded(unneeded.next());
    orders.setDrain(drainAsked);
    drainTold |= drainAsked;
    return orders;
  }

  private void tellNews() {
    while (!polls.isEmpty() && (holdings.hasNews(now()) || drainAsked && !drainTold)) {
      polls.takeNewest().ifPresent(poll -> tell(poll, orders(true)));
    }
  }

  private Behavior<Command> onWaitOver(WaitOver message) {
    if (polls.take(message.poll())) {
      tell(message.poll(), orders(true));
    }
    return this;
  }

  private void tell(ActorRef<RemoteAnswer> poll, Orders.Builder orders) {
    tell(poll, RemoteAnswer.newBuilder().setOrders(orders).build());
  }

  private void tell(ActorRef<RemoteAnswer> poll, RemoteAnswer answer) {
    timers.cancel(poll);
    poll.tell(answer);
  }

  private static RemoteAnswer turned(boolean later, String reason) {
    return RemoteAnswer.newBuilder()
        .setTurned(Turned.newBuilder().setLater(later).setReason(reason))
        .build();
  }

  private boolean isRefused() {
    return refusedUntil.isAfter(now());
  }

  // ---- the cluster -----------------------------------------------------------------------------

  private void offer() {
    if (profile.isEmpty() || isRefused()) {
      return;
    }
    WorkerProfile worker = profile.get();
    boolean draining = drainAsked || worker.draining();
    int free = draining || !isPresent() ? 0 : Math.max(0, worker.slots() - holdings.occupied());
    settings
        .dispatcher()
        .tell(
            new Dispatcher.FromNode(
                new ToDispatcher.Offered(
                    offers.offer(worker, free, draining, holdings.running(), ends), presence())));
  }

  /** Whether the worker would hear of a lease soon. */
  private boolean isPresent() {
    return !polls.isEmpty() || askedForLeases.plus(BETWEEN_REQUESTS).isAfter(now());
  }

  private ActorRef<WorkerNode.Command> presence() {
    if (presence.isEmpty()) {
      ActorRef<Command> self = getContext().getSelf();
      presence =
          Optional.of(
              getContext()
                  .spawnAnonymous(
                      Behaviors.<WorkerNode.Command>receiveMessage(
                          message -> {
                            self.tell(new FromCluster(message));
                            return Behaviors.same();
                          })));
    }
    return presence.get();
  }

  private Behavior<Command> onFromCluster(FromCluster from) {
    WorkerNode.Command message = from.message();
    if (message instanceof WorkerNode.Granted m) {
      onGranted(m);
    } else if (message instanceof WorkerNode.CancelStudy m) {
      giveBack(holdings.cancelStudy(m.study()));
    } else if (message instanceof WorkerNode.GiveBack m) {
      giveBack(holdings.giveBack(m.study(), m.tokens(), m.reason()));
    } else if (message instanceof WorkerNode.DropCheckpoints m) {
      unneeded.drop(m.study(), m.trials());
    } else if (message instanceof WorkerNode.ClearCheckpoints m) {
      unneeded.clear(m.study(), m.keep());
    } else if (message instanceof WorkerNode.ReadLog m) {
      LogText.Builder log = LogText.newBuilder();
      holdings.log(m.study(), m.token()).ifPresent(text -> log.setFound(true).setText(text));
      m.replyTo().tell(log.build());
    } else if (message instanceof WorkerNode.Drain m) {
      onDrain(m.grace());
    } else if (message instanceof WorkerNode.Refused m) {
      onRefused(m.reason());
    }
    tellNews();
    return this;
  }

  private void onGranted(WorkerNode.Granted message) {
    offers.granted(message.dispatcher());
    int room =
        drainAsked ? 0 : profile.filter(p -> !p.draining()).map(WorkerProfile::slots).orElse(0);
    Optional<Fail> back = holdings.grant(message.lease(), room, now());
    back.ifPresent(fail -> giveBack(List.of(fail)));
    askForWork();
    offer();
  }

  private void onDrain(Duration grace) {
    drainAsked = true;
    drainTold = false;
    offer();
    if (grace.isZero()) {
      onDrainOver();
    } else {
      timers.startSingleTimer(DrainOver.class, new DrainOver(), grace);
    }
  }

  private Behavior<Command> onDrainOver() {
    giveBack(holdings.cancelAll("the worker is drained"));
    tellNews();
    return this;
  }

  private void onRefused(String reason) {
    getContext().getLog().warn("worker {} is refused: {}", name, reason);
    refusal = "the cluster does not take this worker now: " + reason;
    refusedUntil = now().plus(REFUSAL);
    polls.takeAll().forEach(poll -> tell(poll, turned(true, refusal)));
  }

  private void askForWork() {
    for (String study : holdings.withoutWork()) {
      if (asked.add(study)) {
        getContext()
            .ask(
                WorkDescription.class,
                settings.studies().of(study),
                ASK,
                StudyCoordinator.DescribeWork::new,
                (description, failure) -> new Described(study, description));
      }
    }
  }

  private Behavior<Command> onDescribed(Described message) {
    asked.remove(message.study());
    WorkDescription description = message.description();
    if (description == null) {
      return this; // It is asked again with the next tick.
    }
    if (description.getFound()) {
      holdings.work(message.study(), RemoteWork.of(description.getSweepJson()));
    } else {
      giveBack(holdings.cancelStudy(message.study()));
    }
    tellNews();
    return this;
  }

  // ---- time ------------------------------------------------------------------------------------

  private Behavior<Command> onTick() {
    Instant now = now();
    askForWork();
    tellNews();
    if (!isPresent()) {
      giveBack(
          holdings.giveUpWaiting(
              now.minus(BETWEEN_REQUESTS), "the worker did not come for the lease"));
    }
    unanswered.forget(now.minus(LONGEST_ANSWER));
    ticks++;
    if (ticks % OFFER_TICKS == 0) {
      offer();
    }
    Duration term = holdings.longestTerm();
    Duration silence = term.compareTo(SILENCE) > 0 ? term : SILENCE;
    if (polls.isEmpty() && heard.plus(silence).isBefore(now)) {
      passivate.run();
    }
    return this;
  }

  private Behavior<Command> onStop() {
    polls.takeAll().forEach(poll -> tell(poll, Orders.newBuilder()));
    unanswered
        .clear()
        .forEach(who -> who.tell(turned(true, "the worker's place in the cluster moves")));
    return Behaviors.stopped();
  }
}
