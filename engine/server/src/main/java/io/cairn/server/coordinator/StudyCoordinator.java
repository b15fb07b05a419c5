package io.cairn.server.coordinator;

import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.proto.HeldLease;
import io.cairn.proto.Lease;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudySnapshot;
import io.cairn.workers.node.ToStudy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
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
 */
public final class StudyCoordinator
    extends EventSourcedBehavior<StudyCoordinator.Command, Commit, StudyCoordinator.State> {

  /** Version of the meaning of events; see journal.proto. */
  public static final int SCHEMA_VERSION = 1;

  /** Events in one record at most: a record must not grow with the load. */
  private static final int MAX_BATCH = 1_000;

  /** Messages to a study. */
  public sealed interface Command {}

  /** Create the study if the journal is empty, and take it up. */
  public record Open(StudyCreated created, String mode, ActorRef<Opened> replyTo)
      implements Command {}

  /** A dispatcher asks for a lease for a node's free slot. */
  public record RequestLease(String node, ActorRef<LeaseAnswer> replyTo) implements Command {}

  /** A worker node reports. */
  public record FromWorker(ToStudy message) implements Command {}

  /** A command of an outside loop, with its answer as core gives it. */
  public record Drive(StudyCommand command, ActorRef<StudyReply> replyTo) implements Command {}

  /** How things stand. */
  public record Describe(ActorRef<StudyView> replyTo) implements Command {}

  /** A question about the state, for callers in the same process; nothing may be kept of it. */
  public record Inspect<T>(Function<StudyState, T> question, ActorRef<T> replyTo)
      implements Command {

    private void answer(StudyState state) {
      replyTo.tell(question.apply(state));
    }
  }

  /** A person wants the study to end. */
  public record Stop(String reason) implements Command {}

  /** Stop the actor once what was decided is durable; the study itself goes on another time. */
  public record Detach(ActorRef<Detached> replyTo) implements Command {}

  /** Answered when the model is as good as it can be made now, at the latest after one fit. */
  public record AwaitModel(ActorRef<Modelled> replyTo) implements Command {}

  private record FromModeler(Modeler.Answer answer) implements Command {}

  private record Flush() implements Command {}

  private record Tick() implements Command {}

  /**
   * Answer to {@link Open}.
   *
   * @param created the study as its journal has it
   * @param recovered whether the journal had it already
   */
  public record Opened(StudyCreated created, boolean recovered, StudyView view) {}

  /** Answer to {@link RequestLease}: a lease, nothing now, or nothing ever again. */
  public record LeaseAnswer(Optional<Lease> lease, boolean done) {
    private static final LeaseAnswer NOTHING = new LeaseAnswer(Optional.empty(), false);
    private static final LeaseAnswer DONE = new LeaseAnswer(Optional.empty(), true);
  }

  /** Answer to {@link Detach}. */
  public record Detached() {}

  /** Answer to {@link AwaitModel}. */
  public record Modelled() {}

  /**
   * The study, once there is one. Mutable: the state changes when a command is decided, ahead of
   * the journal by the open batch, and is thrown away with the actor if the journal refuses.
   */
  static final class State {
    private Optional<StudyCreated> created = Optional.empty();
    private Optional<StudyState> study = Optional.empty();
    private Optional<EventCodec> codec = Optional.empty();
    private long snapshotDue = 1_000;

    private void create(StudyCreated from, StudyState state) {
      created = Optional.of(from);
      study = Optional.of(state);
      codec = Optional.of(new EventCodec(state.spec().space()));
    }

    private void forget() {
      created = Optional.empty();
      study = Optional.empty();
      codec = Optional.empty();
      snapshotDue = 1_000;
    }
  }

  /**
   * What the shell needs from around it.
   *
   * @param time the clock; injected, so that tests and simulations set it
   * @param specs makes the spec of a study from its first event
   * @param listener told of what others may want to act on
   * @param timeLimit time limit of an evaluation; zero is unlimited
   * @param tick how often leases and budgets are checked against the clock
   * @param fits where the model of the study is fitted
   */
  public record Surroundings(
      InstantSource time,
      SpecReader specs,
      Listener listener,
      Duration timeLimit,
      Duration tick,
      Fits fits) {}

  /** Told, on the coordinator's thread and after durability, of changes that others act on. */
  public interface Listener {

    /** There may be work again. */
    void workAvailable();

    /** No more work; what runs should end. */
    void ending();

    /** The study is over. */
    void ended();
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final String study;
  private final Surroundings surroundings;
  private final StudyDecider decider = new StudyDecider();

  private final List<StudyEvent> open = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private boolean flushing;
  private boolean live;

  /** Whether somebody opened the study here; a restart does not change that. */
  private boolean opened;

  /** Whether something happened since the last announcement that may have made work. */
  private boolean changed;

  private StudyPhase announced = StudyPhase.RUNNING;

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
    this.timers = timers;
    this.study = study;
    this.surroundings = surroundings;
  }

  /** Under which a study's records are kept. */
  public static PersistenceId persistenceId(String study) {
    return PersistenceId.of("study", study);
  }

  @Override
  public State emptyState() {
    return new State();
  }

  // ---- commands --------------------------------------------------------------------------------

  @Override
  public CommandHandler<Command, Commit, State> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(FromWorker.class, this::onFromWorker)
        .onCommand(RequestLease.class, this::onRequestLease)
        .onCommand(Drive.class, this::onDrive)
        .onCommand(FromModeler.class, this::onFromModeler)
        .onCommand(AwaitModel.class, this::onAwaitModel)
        .onCommand(Flush.class, (state, flush) -> onFlush(state))
        .onCommand(Tick.class, (state, tick) -> onTick(state))
        .onCommand(Describe.class, this::onDescribe)
        .onCommand(Inspect.class, this::onInspect)
        .onCommand(Open.class, this::onOpen)
        .onCommand(Stop.class, this::onStop)
        .onCommand(Detach.class, this::onDetach)
        .build();
  }

  private Effect<Commit, State> onOpen(State state, Open message) {
    boolean recovered = state.created.isPresent();
    Instant now = now();
    Event.Builder created = Event.newBuilder().setAtEpochMicros(EventCodec.micros(now));
    Commit.Builder commit = Commit.newBuilder().setSchemaVersion(SCHEMA_VERSION);
    if (!recovered) {
      state.create(message.created(), new StudyState(surroundings.specs().read(message.created())));
      commit.addEvents(created.setStudyCreated(message.created()));
    }
    StudyState study = state.study.orElseThrow();
    Decision decision = decider.decide(study, new StudyCommand.OpenSession(message.mode()), now);
    EventCodec codec = state.codec.orElseThrow();
    decision.events().forEach(event -> commit.addEvents(codec.encode(event)));
    opened = true;
    startTicking();
    startModeling(study);
    Runnable answer =
        () -> {
          message.replyTo().tell(new Opened(state.created.orElseThrow(), recovered, view(study)));
          announce(study);
        };
    if (commit.getEventsCount() == 0) {
      answer.run();
      return Effect().none();
    }
    return Effect().persist(commit.build()).thenRun(newState -> answer.run());
  }

  private Effect<Commit, State> onRequestLease(State state, RequestLease message) {
    if (state.study.isEmpty()) {
      message.replyTo().tell(LeaseAnswer.NOTHING);
      return Effect().none();
    }
    StudyState study = state.study.get();
    StudyReply reply = decide(study, new StudyCommand.RequestLease(message.node(), true));
    return answer(
        study,
        () -> {
          if (reply instanceof StudyReply.Granted granted) {
            message
                .replyTo()
                .tell(new LeaseAnswer(Optional.of(lease(study.spec(), granted)), false));
          } else {
            message
                .replyTo()
                .tell(reply instanceof StudyReply.Done ? LeaseAnswer.DONE : LeaseAnswer.NOTHING);
          }
        });
  }

  private Lease lease(StudySpec spec, StudyReply.Granted granted) {
    return Leases.lease(study, spec, surroundings.timeLimit(), granted);
  }

  private Effect<Commit, State> onFromWorker(State state, FromWorker message) {
    if (state.study.isEmpty()) {
      return Effect().none();
    }
    StudyState study = state.study.get();
    ToStudy told = message.message();
    if (told instanceof ToStudy.Alive alive) {
      return onAlive(study, alive);
    }
    WorkerReport report = WorkerReport.of(told);
    StudyReply reply = decide(study, report.command());
    return answer(study, () -> told.replyTo().tell(report.acknowledgement(this.study, reply)));
  }

  /**
   * Renews leases. Only leases that are no more are answered, and only when those that came back to
   * life are durable.
   */
  private Effect<Commit, State> onAlive(StudyState state, ToStudy.Alive alive) {
    List<HeldLease> held = alive.heartbeat().getLeasesList();
    List<Long> tokens = held.stream().map(HeldLease::getToken).toList();
    StudyReply reply = decide(state, new StudyCommand.Alive(tokens));
    Set<Long> over = Set.copyOf(((StudyReply.Alive) reply).over());
    return answer(
        state,
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

  private Effect<Commit, State> onDrive(State state, Drive message) {
    if (state.study.isEmpty()) {
      message.replyTo().tell(new StudyReply.Refused("the study was not opened yet"));
      return Effect().none();
    }
    StudyState study = state.study.get();
    StudyReply reply = decide(study, message.command());
    return answer(study, () -> message.replyTo().tell(reply));
  }

  private void startTicking() {
    timers.startTimerWithFixedDelay(new Tick(), surroundings.tick());
  }

  private Effect<Commit, State> onTick(State state) {
    return state.study.isEmpty()
        ? Effect().none()
        : decideQuietly(state.study.get(), new StudyCommand.Tick());
  }

  private Effect<Commit, State> onStop(State state, Stop message) {
    return state.study.isEmpty()
        ? Effect().none()
        : decideQuietly(state.study.get(), new StudyCommand.Stop(message.reason()));
  }

  private Effect<Commit, State> decideQuietly(StudyState study, StudyCommand command) {
    decide(study, command);
    return answer(study, () -> {});
  }

  private Effect<Commit, State> onDescribe(State state, Describe message) {
    state.study.ifPresent(study -> message.replyTo().tell(view(study)));
    return Effect().none();
  }

  private StudyView view(StudyState study) {
    return StudyView.of(study, now(), modeling.flatMap(model -> model.view(study)));
  }

  private Effect<Commit, State> onInspect(State state, Inspect<?> message) {
    state.study.ifPresent(message::answer);
    return Effect().none();
  }

  private Effect<Commit, State> onDetach(State state, Detach message) {
    return persistOpen(state)
        .thenRun(
            newState -> {
              answerAll();
              message.replyTo().tell(new Detached());
            })
        .thenStop();
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

  private Effect<Commit, State> onFromModeler(State state, FromModeler message) {
    if (state.study.isPresent() && modeling.isPresent()) {
      StudyState study = state.study.get();
      changed |= modeling.get().take(study, message.answer());
      announce(study);
    }
    return Effect().none();
  }

  private Effect<Commit, State> onAwaitModel(State state, AwaitModel message) {
    Runnable answer = () -> message.replyTo().tell(new Modelled());
    modeling.ifPresentOrElse(model -> model.whenIdle(answer), answer);
    return Effect().none();
  }

  // ---- group commit ----------------------------------------------------------------------------

  private StudyReply decide(StudyState state, StudyCommand command) {
    Decision decision = decider.decide(state, command, now());
    open.addAll(decision.events());
    changed |= makesWork(command, decision);
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
  private Effect<Commit, State> answer(StudyState state, Runnable answer) {
    if (open.isEmpty() && answers.isEmpty()) {
      answer.run();
      announce(state);
      return Effect().none();
    }
    answers.add(answer);
    if (open.size() >= MAX_BATCH) {
      return Effect().none().thenRun(newState -> context.getSelf().tell(new Flush()));
    }
    if (!flushing) {
      flushing = true;
      context.getSelf().tell(new Flush());
    }
    return Effect().none();
  }

  private Effect<Commit, State> onFlush(State state) {
    flushing = false;
    return persistOpen(state)
        .thenRun(
            newState -> {
              answerAll();
              newState.study.ifPresent(this::announce);
            });
  }

  private EffectBuilder<Commit, State> persistOpen(State state) {
    if (open.isEmpty()) {
      return Effect().none();
    }
    EventCodec codec = state.codec.orElseThrow();
    List<Commit> commits = new ArrayList<>();
    for (int from = 0; from < open.size(); from += MAX_BATCH) {
      Commit.Builder commit = Commit.newBuilder().setSchemaVersion(SCHEMA_VERSION);
      open.subList(from, Math.min(open.size(), from + MAX_BATCH))
          .forEach(event -> commit.addEvents(codec.encode(event)));
      commits.add(commit.build());
    }
    open.clear();
    return Effect().persist(commits);
  }

  private void answerAll() {
    answers.forEach(Runnable::run);
    answers.clear();
  }

  /** Tells listener and modeler what changed; after durability. */
  private void announce(StudyState state) {
    modeling.ifPresent(model -> model.ask(state));
    if (state.phase() != announced) {
      announced = state.phase();
      if (announced == StudyPhase.ENDING) {
        surroundings.listener().ending();
      } else if (announced == StudyPhase.ENDED) {
        surroundings.listener().ended();
      }
    }
    if (changed && state.phase() == StudyPhase.RUNNING) {
      changed = false;
      surroundings.listener().workAvailable();
    }
  }

  private Instant now() {
    // The journal keeps microseconds; deciding on the same keeps replay equal to the live run.
    return surroundings.time().instant().truncatedTo(ChronoUnit.MICROS);
  }

  // ---- recovery --------------------------------------------------------------------------------

  @Override
  public EventHandler<State, Commit> eventHandler() {
    return (state, commit) -> {
      if (!live) {
        replay(state, commit);
      }
      state.study.ifPresent(StudyState::committed);
      return state;
    };
  }

  private void replay(State state, Commit commit) {
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
        state.create(created, new StudyState(surroundings.specs().read(created)));
      } else {
        StudyState study =
            state.study.orElseThrow(
                () -> new IllegalStateException("the journal does not begin with the study"));
        state.codec.orElseThrow().decode(event).ifPresent(study::apply);
      }
    }
  }

  @Override
  public SignalHandler<State> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), state -> onRecovered(state))
        .onSignal(PreRestart.instance(), state -> onRestart(state))
        .onSignal(
            RecoveryFailed.class,
            (state, failed) ->
                context
                    .getLog()
                    .error("study {} cannot be read from its journal", study, failed.getFailure()))
        .build();
  }

  private void onRecovered(State state) {
    live = true;
    state.snapshotDue = due(state.study.map(StudyState::commits).orElse(0L));
    if (opened) {
      startTicking(); // A restart ends the timers, and nobody opens the study again.
    }
    state
        .study
        .filter(study -> !study.mode().isEmpty())
        .ifPresent(
            study -> {
              startModeling(study);
              announce(study);
            });
  }

  /**
   * The journal refused a commit: what was decided since the last durable one never happened, and
   * nobody is told of it. The object of the state outlives the restart, so it is emptied here.
   */
  private void onRestart(State state) {
    state.forget();
    open.clear();
    answers.clear();
    modeling = Optional.empty();
    flushing = false;
    live = false;
    changed = true;
    announced = StudyPhase.RUNNING;
  }

  // ---- snapshots -------------------------------------------------------------------------------

  /**
   * Snapshots are taken ever more rarely, each time the journal grew by half: their cost stays a
   * constant share of the cost of the journal, however long the study, and recovery reads at most a
   * third of it.
   */
  @Override
  public boolean shouldSnapshot(State state, Commit commit, long sequence) {
    if (sequence < state.snapshotDue || state.study.isEmpty()) {
      return false;
    }
    state.snapshotDue = due(sequence);
    return true;
  }

  private static long due(long sequence) {
    return Math.max(1_000, sequence + sequence / 2);
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.disabled();
  }

  @Override
  public SnapshotAdapter<State> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(State state) {
        return SnapshotCodec.encode(state.created.orElseThrow(), state.study.orElseThrow());
      }

      @Override
      public State fromJournal(Object from) {
        StudySnapshot snapshot = (StudySnapshot) from;
        State state = new State();
        StudyCreated created = snapshot.getCreated();
        state.create(created, SnapshotCodec.decode(snapshot, surroundings.specs().read(created)));
        return state;
      }
    };
  }
}
