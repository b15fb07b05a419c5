package io.cairn.server.coordinator;

import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.WorkerLabels;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.proto.HeldLease;
import io.cairn.proto.Lease;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudySnapshot;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import io.cairn.proto.cluster.Preempted;
import io.cairn.proto.cluster.PreemptedLease;
import io.cairn.proto.cluster.StudyDescription;
import io.cairn.proto.cluster.WorkDescription;
import io.cairn.server.coordinator.CoordinatorState.Study;
import io.cairn.workers.node.ToStudy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerBuilder;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The persistent entity of one study. Decides through {@link StudyDecider}, makes the events
 * durable, and only then answers.
 *
 * <p>Group commit: a command is decided as soon as it arrives and its events join the open batch; a
 * message to itself, which queues behind everything that has arrived by then, closes the batch and
 * persists it as one record. An idle study commits each command at once; a busy one commits
 * hundreds together, without a timer and without a setting. While a batch is written Pekko stashes
 * what arrives, so state and journal never differ by more than the open batch, and no answer leaves
 * before its batch is durable.
 *
 * <p>It is opened by hand on a single machine. In a cluster it opens itself wherever it is started:
 * by its journal, or by its {@link Origin} if there is none yet. The event of that is the first
 * record of the new writer, from which on the journal takes none of an earlier one.
 */
public final class StudyCoordinator
    extends EventSourcedBehavior<StudyCoordinator.Command, Commit, CoordinatorState> {

  /** Version of the meaning of events; see journal.proto. */
  public static final int SCHEMA_VERSION = 1;

  /** Messages to a study. */
  public sealed interface Command {}

  /** Create the study if the journal is empty, and take it up. */
  public record Open(StudyCreated created, String mode, ActorRef<Opened> replyTo)
      implements Command {}

  /**
   * A dispatcher asks for a lease for a node's free slot.
   *
   * @param labels what the node has
   */
  public record RequestLease(String node, List<String> labels, ActorRef<LeaseAnswer> replyTo)
      implements Command {
    public RequestLease {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A dispatcher needs slots for something more important: evaluations to be given back.
   *
   * @param count how many at most
   * @param nodes only those on these nodes
   * @param reason for a person
   */
  public record Preempt(
      int count, SortedSet<String> nodes, String reason, ActorRef<Preempted> replyTo)
      implements Command {
    public Preempt {
      nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    }
  }

  /** A worker node reports. */
  public record FromWorker(ToStudy message) implements Command {}

  /** A command of an outside loop, with its answer as core gives it. */
  public record Drive(StudyCommand command, ActorRef<StudyReply> replyTo) implements Command {}

  /** How things stand, for callers in the same process. */
  public record Describe(ActorRef<StudyView> replyTo) implements Command {}

  /** How things stand, as JSON. */
  public record DescribeStudy(ActorRef<StudyDescription> replyTo) implements Command {}

  /** What its evaluations are. */
  public record DescribeWork(ActorRef<WorkDescription> replyTo) implements Command {}

  /** Whether a lease is out now, and for this trial. */
  public record CheckLease(
      String evaluation, long token, int trial, ActorRef<Acknowledgement> replyTo)
      implements Command {}

  /** A question about the state, for callers in the same process; nothing may be kept of it. */
  public record Inspect<T>(Function<StudyState, T> question, ActorRef<T> replyTo)
      implements Command {

    private void answer(StudyState state) {
      replyTo.tell(question.apply(state));
    }
  }

  /** A person wants something of the study. */
  public record Direct(Control control, ActorRef<Controlled> replyTo) implements Command {}

  /** Go on, if there is anything to go on with: a node was lost, or all were. */
  public record Wake() implements Command {}

  /** Stop the actor once what was decided is durable; the study itself goes on another time. */
  public record Detach(ActorRef<Detached> replyTo) implements Command {}

  /** Stop the actor once what was decided is durable; the study goes on on another node. */
  public record Depart() implements Command {}

  /** What follows the end of the study was done. */
  public record Settled() implements Command {}

  /** Answered when the model is as good as it can be made now, at the latest after one fit. */
  public record AwaitModel(ActorRef<Modelled> replyTo) implements Command {}

  private record FromModeler(Modeler.Answer answer) implements Command {}

  private record Found(Optional<StudyCreated> created) implements Command {}

  private record NotFound(Throwable failure) implements Command {}

  private record Flush() implements Command {}

  private record Tick() implements Command {}

  /**
   * Answer to {@link Open}.
   *
   * @param created the study as its journal has it
   * @param recovered whether the journal had it already
   */
  public record Opened(StudyCreated created, boolean recovered, StudyView view) {}

  /**
   * Answer to {@link RequestLease}: a lease, nothing now, or nothing ever again.
   *
   * @param needed labels of a node that would have been given something; empty if none would
   */
  public record LeaseAnswer(Optional<Lease> lease, boolean done, List<String> needed) {
    public LeaseAnswer {
      needed = List.copyOf(needed);
    }

    private static LeaseAnswer of(Lease lease) {
      return new LeaseAnswer(Optional.of(lease), false, List.of());
    }

    private static LeaseAnswer nothing(StudyReply reply) {
      return new LeaseAnswer(
          Optional.empty(),
          reply instanceof StudyReply.Done,
          reply instanceof StudyReply.Wait wait ? List.copyOf(wait.needed().words()) : List.of());
    }
  }

  /** Answer to {@link Detach}. */
  public record Detached() {}

  /** Answer to {@link AwaitModel}. */
  public record Modelled() {}

  /**
   * What the shell needs from around it.
   *
   * @param time the clock; injected, so that tests and simulations set it
   * @param terms makes the terms of a study from its first event
   * @param origin where a study without a journal comes from
   * @param listener told of what others may want to act on
   * @param tick how often leases and budgets are checked against the clock
   * @param fits where the model of the study is fitted
   * @param tracer follows the study's evaluations
   */
  public record Surroundings(
      InstantSource time,
      TermsReader terms,
      Origin origin,
      StudyListener listener,
      Duration tick,
      Fits fits,
      EvaluationTracer tracer) {

    /** Of a study that nothing is traced of. */
    public Surroundings(
        InstantSource time,
        TermsReader terms,
        Origin origin,
        StudyListener listener,
        Duration tick,
        Fits fits) {
      this(time, terms, origin, listener, tick, fits, EvaluationTracer.NONE);
    }
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final String study;
  private final Surroundings surroundings;
  private final StudyDecider decider = new StudyDecider();
  private final GroupCommit batch;
  private final ExpiryCount expiries = new ExpiryCount();
  private final Announcements announcements;

  private boolean flushing;
  private boolean live;

  /** Whether it is not known yet if there is such a study. */
  private boolean seeking;

  /** Whether somebody opened the study here; a restart does not change that. */
  private boolean opened;

  /** Of a study that fits its model beside its decisions. */
  private Optional<Modeling> modeling = Optional.empty();

  /** The coordinator of the study with this id. */
  public static Behavior<Command> create(String study, Surroundings surroundings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new StudyCoordinator(context, timers, study, surroundings)));
  }

  private StudyCoordinator(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String study,
      Surroundings surroundings) {
    super(
        persistenceId(study),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(30), 0.1));
    this.context = context;
    context.setLoggerName(StudyCoordinator.class);
    this.timers = timers;
    this.study = study;
    this.surroundings = surroundings;
    this.batch = new GroupCommit(surroundings.tracer());
    this.announcements = new Announcements(surroundings.listener());
  }

  /** Under which a study's records are kept. */
  public static PersistenceId persistenceId(String study) {
    return PersistenceId.of("study", study);
  }

  @Override
  public CoordinatorState emptyState() {
    return new CoordinatorState();
  }

  // ---- commands --------------------------------------------------------------------------------

  @Override
  public CommandHandler<Command, Commit, CoordinatorState> commandHandler() {
    CommandHandlerBuilder<Command, Commit, CoordinatorState> handlers = newCommandHandlerBuilder();
    handlers
        .forState(state -> seeking)
        .onCommand(Found.class, this::onFound)
        .onCommand(NotFound.class, this::onNotFound)
        .onCommand(Depart.class, this::onDepart)
        .onAnyCommand(command -> Effect().stash());
    handlers
        .forAnyState()
        .onCommand(FromWorker.class, this::onFromWorker)
        .onCommand(RequestLease.class, this::onRequestLease)
        .onCommand(Preempt.class, this::onPreempt)
        .onCommand(Drive.class, this::onDrive)
        .onCommand(FromModeler.class, this::onFromModeler)
        .onCommand(AwaitModel.class, this::onAwaitModel)
        .onCommand(Flush.class, (state, flush) -> onFlush(state))
        .onCommand(Tick.class, (state, tick) -> onTick(state))
        .onCommand(Describe.class, this::onDescribe)
        .onCommand(DescribeStudy.class, this::onDescribeStudy)
        .onCommand(DescribeWork.class, this::onDescribeWork)
        .onCommand(CheckLease.class, this::onCheckLease)
        .onCommand(Inspect.class, this::onInspect)
        .onCommand(Open.class, this::onOpen)
        .onCommand(Direct.class, this::onDirect)
        .onCommand(Wake.class, (state, wake) -> onWake(state))
        .onCommand(Detach.class, this::onDetach)
        .onCommand(Depart.class, this::onDepart)
        .onCommand(Settled.class, (state, settled) -> onSettled())
        .onCommand(Found.class, (state, late) -> Effect().none())
        .onCommand(NotFound.class, (state, late) -> Effect().none());
    return handlers.build();
  }

  private Effect<Commit, CoordinatorState> onOpen(CoordinatorState state, Open message) {
    boolean recovered = state.study().isPresent();
    Instant now = now();
    Commit.Builder commit = Commit.newBuilder().setSchemaVersion(SCHEMA_VERSION);
    if (!recovered) {
      state.create(message.created(), surroundings.terms().read(message.created()));
      commit.addEvents(
          Event.newBuilder()
              .setAtEpochMicros(EventCodec.micros(now))
              .setStudyCreated(message.created()));
    }
    Study opening = state.study().orElseThrow();
    StudyState of = opening.state();
    Decision decision = decider.decide(of, new StudyCommand.OpenSession(message.mode()), now);
    decision.events().forEach(event -> commit.addEvents(opening.codec().encode(event)));
    opened = true;
    startTicking();
    startModeling(of);
    Runnable answer =
        () -> {
          context
              .getLog()
              .info("study {} is taken up here, {} of its commits read", study, of.commits());
          message.replyTo().tell(new Opened(opening.created(), recovered, view(of)));
          announcements.claim(opening.terms(), of, now);
          announce(opening);
        };
    if (commit.getEventsCount() == 0) {
      answer.run();
      return Effect().none();
    }
    return Effect().persist(commit.build()).thenRun(newState -> answer.run());
  }

  private Effect<Commit, CoordinatorState> onRequestLease(
      CoordinatorState state, RequestLease message) {
    if (state.study().isEmpty()) {
      message.replyTo().tell(new LeaseAnswer(Optional.empty(), false, List.of()));
      return Effect().none();
    }
    Study of = state.study().get();
    StudyReply reply =
        decide(of, new StudyCommand.RequestLease(message.node(), true, labels(message)));
    return answer(
        of,
        () -> {
          message
              .replyTo()
              .tell(
                  reply instanceof StudyReply.Granted granted
                      ? LeaseAnswer.of(lease(of, granted))
                      : LeaseAnswer.nothing(reply));
        });
  }

  private Lease lease(Study of, StudyReply.Granted granted) {
    return Leases.lease(
        study,
        of.state(),
        of.terms().timeLimit(),
        granted,
        surroundings.tracer().context(granted.token()));
  }

  /** A machine that a study has to itself stands for every label: there is no other. */
  private WorkerLabels labels(RequestLease message) {
    return surroundings.origin() == Origin.BY_HAND
        ? WorkerLabels.ANY
        : WorkerLabels.of(message.labels());
  }

  private Effect<Commit, CoordinatorState> onPreempt(CoordinatorState state, Preempt message) {
    if (state.study().isEmpty()) {
      message.replyTo().tell(Preempted.getDefaultInstance());
      return Effect().none();
    }
    Study of = state.study().get();
    StudyReply reply =
        decide(of, new StudyCommand.Preempt(message.count(), message.nodes(), message.reason()));
    Preempted.Builder answer = Preempted.newBuilder();
    ((StudyReply.Preempted) reply)
        .leases()
        .forEach(
            lease ->
                answer.addLeases(
                    PreemptedLease.newBuilder().setToken(lease.token()).setNode(lease.worker())));
    return answer(of, () -> message.replyTo().tell(answer.build()));
  }

  private Effect<Commit, CoordinatorState> onFromWorker(
      CoordinatorState state, FromWorker message) {
    if (state.study().isEmpty()) {
      return Effect().none();
    }
    Study of = state.study().get();
    ToStudy told = message.message();
    if (told instanceof ToStudy.Alive alive) {
      return onAlive(of, alive);
    }
    WorkerReport report = WorkerReport.of(told);
    WorkerReport.trialWithoutCheckpoint(told, of.state())
        .ifPresent(trial -> decide(of, new StudyCommand.CheckpointGone(trial)));
    StudyReply reply = decide(of, report.command());
    return answer(of, () -> told.replyTo().tell(report.acknowledgement(this.study, reply)));
  }

  /**
   * Renews leases. Only leases that are no more are answered, and only when those that came back to
   * life are durable.
   */
  private Effect<Commit, CoordinatorState> onAlive(Study of, ToStudy.Alive alive) {
    List<HeldLease> held = alive.heartbeat().getLeasesList();
    List<Long> tokens = held.stream().map(HeldLease::getToken).toList();
    StudyReply reply = decide(of, new StudyCommand.Alive(tokens));
    Set<Long> over = Set.copyOf(((StudyReply.Alive) reply).over());
    return answer(
        of,
        () ->
            held.stream()
                .filter(lease -> over.contains(lease.getToken()))
                .map(this::isOver)
                .forEach(alive.replyTo()::tell));
  }

  private Acknowledgement isOver(HeldLease lease) {
    return Acknowledgement.newBuilder()
        .setStudy(study)
        .setEvaluation(lease.getEvaluation())
        .setToken(lease.getToken())
        .setReason("the lease is over")
        .build();
  }

  private Effect<Commit, CoordinatorState> onDrive(CoordinatorState state, Drive message) {
    if (state.study().isEmpty()) {
      message.replyTo().tell(new StudyReply.Refused("the study was not opened yet"));
      return Effect().none();
    }
    Study of = state.study().get();
    StudyReply reply = decide(of, message.command());
    return answer(of, () -> message.replyTo().tell(reply));
  }

  private void startTicking() {
    timers.startTimerWithFixedDelay(new Tick(), surroundings.tick());
  }

  private Effect<Commit, CoordinatorState> onTick(CoordinatorState state) {
    if (state.study().isEmpty()) {
      return Effect().none();
    }
    Study of = state.study().get();
    announcements.claim(of.terms(), of.state(), now());
    decide(of, new StudyCommand.Tick());
    return answer(of, () -> {});
  }

  private Effect<Commit, CoordinatorState> onDirect(CoordinatorState state, Direct message) {
    if (state.study().isEmpty()) {
      message.replyTo().tell(Direction.notFound(study));
      return Effect().none();
    }
    Study of = state.study().get();
    Direction direction = Direction.of(message.control(), of.state());
    direction.command().ifPresent(command -> decide(of, command));
    return answer(of, () -> message.replyTo().tell(direction.answer()));
  }

  private Effect<Commit, CoordinatorState> onDescribe(CoordinatorState state, Describe message) {
    state.study().ifPresent(of -> message.replyTo().tell(view(of.state())));
    return Effect().none();
  }

  private Effect<Commit, CoordinatorState> onDescribeStudy(
      CoordinatorState state, DescribeStudy message) {
    StudyDescription.Builder answer = StudyDescription.newBuilder();
    state
        .study()
        .ifPresent(
            of ->
                answer
                    .setFound(true)
                    .setJson(StudyJson.of(study, of.terms().spec(), view(of.state()))));
    message.replyTo().tell(answer.build());
    return Effect().none();
  }

  private Effect<Commit, CoordinatorState> onDescribeWork(
      CoordinatorState state, DescribeWork message) {
    WorkDescription.Builder answer = WorkDescription.newBuilder();
    state
        .study()
        .ifPresent(
            of ->
                answer
                    .setFound(true)
                    .setSweepJson(of.created().getSweepJson())
                    .setSweepFolder(of.created().getSweepFolder()));
    message.replyTo().tell(answer.build());
    return Effect().none();
  }

  /** Answered when what it rests on is durable: a coordinator that was replaced cannot. */
  private Effect<Commit, CoordinatorState> onCheckLease(
      CoordinatorState state, CheckLease message) {
    if (state.study().isEmpty()) {
      message.replyTo().tell(WorkerReport.checked(study, message, false));
      return Effect().none();
    }
    Study of = state.study().get();
    boolean out = WorkerReport.isOut(message, of.state());
    return answer(of, () -> message.replyTo().tell(WorkerReport.checked(study, message, out)));
  }

  private StudyView view(StudyState state) {
    return StudyView.of(
        state, now(), modeling.flatMap(model -> model.view(state)), expiries.count());
  }

  private Effect<Commit, CoordinatorState> onInspect(CoordinatorState state, Inspect<?> message) {
    state.study().ifPresent(of -> message.answer(of.state()));
    return Effect().none();
  }

  private Effect<Commit, CoordinatorState> onDetach(CoordinatorState state, Detach message) {
    return persistOpen(state)
        .thenRun(
            newState -> {
              batch.answer(now());
              message.replyTo().tell(new Detached());
            })
        .thenStop();
  }

  private Effect<Commit, CoordinatorState> onDepart(CoordinatorState state, Depart message) {
    return persistOpen(state).thenRun(newState -> batch.answer(now())).thenStop();
  }

  private Effect<Commit, CoordinatorState> onSettled() {
    surroundings.listener().retired();
    return Effect().none();
  }

  // ---- taking a study up by itself
  // ---------------------------------------------------------------

  private Effect<Commit, CoordinatorState> onWake(CoordinatorState state) {
    if (state.study().isEmpty()) {
      // It was looked for when the actor started, and was not there; it may be now.
      seek();
    }
    return Effect().none();
  }

  private void seek() {
    seeking = true;
    context.pipeToSelf(
        surroundings.origin().of(study),
        (created, failure) -> failure == null ? new Found(created) : new NotFound(failure));
  }

  private Effect<Commit, CoordinatorState> onFound(CoordinatorState state, Found found) {
    seeking = false;
    if (found.created().isPresent()) {
      StudyCreated created = found.created().get();
      context.getSelf().tell(new Open(created, created.getMode(), context.getSystem().ignoreRef()));
    }
    return Effect().none().thenUnstashAll();
  }

  /** The database is gone for now: whoever asked is not answered and asks again. */
  private Effect<Commit, CoordinatorState> onNotFound(CoordinatorState state, NotFound message) {
    context
        .getLog()
        .warn("study {} cannot be looked up; it is tried again", study, message.failure());
    seek();
    return Effect().none();
  }

  // ---- the model -------------------------------------------------------------------------------

  /**
   * An outside loop gets the same answers to the same lines, so there a decision fits by itself.
   */
  private void startModeling(StudyState study) {
    if (modeling.isPresent() || study.mode().equals(StudyDecider.ASK_TELL)) {
      return;
    }
    study.refitInBackground();
    ActorRef<Modeler.Command> modeler =
        context.spawn(
            Modeler.create(this.study, surroundings.fits(), surroundings.time()), "modeler");
    ActorRef<Modeler.Answer> answers =
        context.messageAdapter(Modeler.Answer.class, FromModeler::new);
    modeling =
        Optional.of(
            new Modeling(refit -> modeler.tell(new Modeler.Fit(refit, answers)), context.getLog()));
  }

  private Effect<Commit, CoordinatorState> onFromModeler(
      CoordinatorState state, FromModeler message) {
    if (state.study().isPresent() && modeling.isPresent()) {
      Study of = state.study().get();
      if (modeling.get().take(of.state(), message.answer())) {
        announcements.changed();
      }
      return answer(of, () -> {});
    }
    return Effect().none();
  }

  private Effect<Commit, CoordinatorState> onAwaitModel(
      CoordinatorState state, AwaitModel message) {
    Runnable answer = () -> message.replyTo().tell(new Modelled());
    modeling.ifPresentOrElse(model -> model.whenIdle(answer), answer);
    return Effect().none();
  }

  // ---- group commit ----------------------------------------------------------------------------

  private StudyReply decide(Study of, StudyCommand command) {
    Decision decision = decider.decide(of.state(), command, now());
    batch.add(decision.events());
    expiries.decided(command, decision.events());
    announcements.checkpoints(decision.events());
    if (makesWork(command, decision)) {
      announcements.changed();
    }
    return decision.reply();
  }

  /**
   * Handing out work makes none, so an idle study is not asked in circles; putting it on the
   * waiting list makes some for others.
   */
  private static boolean makesWork(StudyCommand command, Decision decision) {
    return command instanceof StudyCommand.RequestLease
        ? decision.events().stream().anyMatch(StudyEvent.EvaluationQueued.class::isInstance)
        : !decision.events().isEmpty();
  }

  /** Answers once all that was decided so far is durable. */
  private Effect<Commit, CoordinatorState> answer(Study of, Runnable answer) {
    if (batch.isEmpty()) {
      answer.run();
      announce(of);
      return Effect().none();
    }
    batch.hold(answer);
    if (!flushing) {
      flushing = true;
      context.getSelf().tell(new Flush());
    }
    return Effect().none();
  }

  private Effect<Commit, CoordinatorState> onFlush(CoordinatorState state) {
    flushing = false;
    return persistOpen(state)
        .thenRun(
            newState -> {
              batch.answer(now());
              newState.study().ifPresent(this::announce);
            });
  }

  private EffectBuilder<Commit, CoordinatorState> persistOpen(CoordinatorState state) {
    return batch.hasEvents()
        ? Effect().persist(batch.take(state.study().orElseThrow().codec()))
        : Effect().none();
  }

  /** Tells listener and modeler what changed; after durability. */
  private void announce(Study of) {
    modeling.ifPresent(model -> model.ask(of.state()));
    announcements.of(of.terms(), of.state(), now(), () -> view(of.state()));
  }

  private Instant now() {
    // The journal keeps microseconds; deciding on the same keeps replay equal to the live run.
    return surroundings.time().instant().truncatedTo(ChronoUnit.MICROS);
  }

  // ---- recovery --------------------------------------------------------------------------------

  @Override
  public EventHandler<CoordinatorState, Commit> eventHandler() {
    return (state, commit) -> {
      if (!live) {
        replay(state, commit);
      }
      state.study().ifPresent(of -> of.state().committed());
      return state;
    };
  }

  private void replay(CoordinatorState state, Commit commit) {
    if (commit.getSchemaVersion() > SCHEMA_VERSION) {
      throw new IllegalStateException(
          "the journal of study "
              + study
              + " was written by a newer version of Cairn (schema "
              + commit.getSchemaVersion()
              + ", this one reads up to "
              + SCHEMA_VERSION
              + "); run that version");
    }
    for (Event event : commit.getEventsList()) {
      if (event.hasStudyCreated()) {
        StudyCreated created = event.getStudyCreated();
        state.create(created, surroundings.terms().read(created));
      } else {
        Study of =
            state
                .study()
                .orElseThrow(
                    () -> new IllegalStateException("the journal does not begin with the study"));
        of.codec().decode(event).ifPresent(of.state()::apply);
      }
    }
  }

  @Override
  public SignalHandler<CoordinatorState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> onRecovered(state))
        .onSignal(PreRestart.instance(), state -> onRestart(state))
        .onSignal(PostStop.instance(), state -> surroundings.listener().stopped())
        .onSignal(
            RecoveryFailed.class,
            (state, failed) ->
                context
                    .getLog()
                    .error("study {} cannot be read from its journal", study, failed.getFailure()))
        .build();
  }

  private void onRecovered(CoordinatorState state) {
    live = true;
    state.scheduleSnapshot(state.study().map(of -> of.state().commits()).orElse(0L));
    if (opened) {
      startTicking(); // A restart ends the timers, and nobody opens the study again.
    }
    if (surroundings.origin() != Origin.BY_HAND) {
      openByItself(state);
    } else {
      state
          .study()
          .filter(of -> !of.state().mode().isEmpty())
          .ifPresent(
              of -> {
                startModeling(of.state());
                announce(of);
              });
    }
  }

  private void openByItself(CoordinatorState state) {
    if (state.study().isEmpty()) {
      seek();
      return;
    }
    StudyCreated created = state.study().get().created();
    context.getSelf().tell(new Open(created, created.getMode(), context.getSystem().ignoreRef()));
  }

  /**
   * The journal refused a commit: what was decided since the last durable one never happened, and
   * nobody is told of it. The object of the state outlives the restart, so it is emptied here.
   */
  private void onRestart(CoordinatorState state) {
    state.forget();
    batch.forget();
    modeling = Optional.empty();
    flushing = false;
    live = false;
    expiries.forget();
    announcements.forget();
    surroundings.listener().stopped();
  }

  // ---- snapshots -------------------------------------------------------------------------------

  @Override
  public boolean shouldSnapshot(CoordinatorState state, Commit commit, long sequence) {
    return state.snapshotIsDue(sequence);
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.disabled();
  }

  @Override
  public SnapshotAdapter<CoordinatorState> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(CoordinatorState state) {
        Study of = state.study().orElseThrow();
        return SnapshotCodec.encode(of.created(), of.state());
      }

      @Override
      public CoordinatorState fromJournal(Object from) {
        StudySnapshot snapshot = (StudySnapshot) from;
        StudyCreated created = snapshot.getCreated();
        Terms terms = surroundings.terms().read(created);
        CoordinatorState state = new CoordinatorState();
        state.restore(created, terms, SnapshotCodec.decode(snapshot, terms.spec()));
        return state;
      }
    };
  }
}
