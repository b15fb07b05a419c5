package io.cairn.server.coordinator;

import com.typesafe.config.ConfigFactory;
import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.proto.StudyCreated;
import io.cairn.workers.node.ToStudy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/** One coordinator over a journal in memory. */
final class CoordinatorRig implements AutoCloseable {

  static final String STUDY = "s";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For what takes a restart and the ticks of a clock. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

  private final ActorTestKit kit =
      ActorTestKit.create(
          PersistenceTestKitPlugin.getInstance()
              .config()
              .withFallback(PersistenceTestKitSnapshotPlugin.config())
              .withFallback(
                  ConfigFactory.parseString(
                      """
                      pekko.persistence.testkit.events.serialize = off
                      pekko.persistence.testkit.snapshots.serialize = off
                      """))
              .withFallback(ConfigFactory.load()));
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());

  /**
   * "work", "ending", "ended", "dropped [trials]" and "kept [trials]", as the listener was told.
   */
  final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** How often the listener was told that the coordinator stopped, or begins again. */
  final AtomicInteger stops = new AtomicInteger();

  private final StudySpec spec;
  private final Fits fits;
  private final Duration tick;

  /** How far the study's clock is ahead of this machine's. */
  private volatile Duration ahead = Duration.ZERO;

  private ActorRef<StudyCoordinator.Command> coordinator;

  CoordinatorRig(String method, int trials, Fits fits) {
    this(method, trials, fits, Duration.ofMinutes(10));
  }

  /**
   * A coordinator.
   *
   * @param tick how often it looks at the clock
   */
  CoordinatorRig(String method, int trials, Fits fits, Duration tick) {
    this.spec = spec(method, trials);
    this.fits = fits;
    this.tick = tick;
    this.coordinator = spawn();
  }

  static StudySpec spec(String method, int trials) {
    return new StudySpec(
        "test",
        new Objective("acc", Objective.Direction.MAXIMIZE),
        new SearchSpace(
            List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of()),
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("9"), 3, true)),
        new MethodSettings(method, 1, Map.of()),
        Budget.ofTrials(trials),
        new FailureRules(0, 100, 20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        List.of());
  }

  private ActorRef<StudyCoordinator.Command> spawn() {
    StudyListener listener =
        new StudyListener() {
          @Override
          public void workAvailable() {
            told.add("work");
          }

          @Override
          public void checkpointsDropped(List<Integer> trials) {
            told.add("dropped " + trials);
          }

          @Override
          public void checkpointsKept(List<Integer> trials) {
            told.add("kept " + trials);
          }

          @Override
          public void ending() {
            told.add("ending");
          }

          @Override
          public void ended() {
            told.add("ended");
          }

          @Override
          public void stopped() {
            stops.incrementAndGet();
          }
        };
    return kit.spawn(
        StudyCoordinator.create(
            STUDY,
            new StudyCoordinator.Surroundings(
                () -> Instant.now().plus(ahead),
                created -> Terms.alone(STUDY, spec, Duration.ZERO),
                Origin.BY_HAND,
                listener,
                tick,
                fits)));
  }

  private <T> T ask(Function<ActorRef<T>, StudyCoordinator.Command> question) {
    TestProbe<T> probe = kit.createTestProbe();
    coordinator.tell(question.apply(probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  StudyCoordinator.Opened open(String mode) {
    StudyCreated created = StudyCreated.newBuilder().setStudy(STUDY).setMode(mode).build();
    return ask(to -> new StudyCoordinator.Open(created, mode, to));
  }

  StudyCoordinator.LeaseAnswer lease() {
    return ask(to -> new StudyCoordinator.RequestLease("n", List.of(), to));
  }

  /** Asks for a lease that nobody answers, and goes on. */
  void leaseWithoutAnswer() {
    TestProbe<StudyCoordinator.LeaseAnswer> nobody = kit.createTestProbe();
    coordinator.tell(new StudyCoordinator.RequestLease("n", List.of(), nobody.getRef()));
  }

  StudyReply drive(StudyCommand command) {
    return ask(to -> new StudyCoordinator.Drive(command, to));
  }

  /** A worker tells something and waits until it is durable. */
  Acknowledgement tell(Function<ActorRef<Acknowledgement>, ToStudy> message) {
    return ask(to -> new StudyCoordinator.FromWorker(message.apply(to)));
  }

  /** Takes a lease and brings its result. */
  void evaluate() {
    io.cairn.proto.Lease lease = lease().lease().orElseThrow();
    double x = lease.getConfiguration(0).getValue().getReal();
    drive(
        new StudyCommand.Complete(
            lease.getToken(),
            lease.getTo(),
            Map.of("acc", x * lease.getTo()),
            OptionalDouble.of(lease.getTo())));
  }

  StudyView view() {
    return ask(StudyCoordinator.Describe::new);
  }

  /** Waits until an assertion holds; it is made again and again. */
  void await(Runnable assertion) {
    kit.createTestProbe()
        .awaitAssert(
            LONG_PATIENCE,
            () -> {
              assertion.run();
              return true;
            });
  }

  void awaitModel() {
    ask(StudyCoordinator.AwaitModel::new);
  }

  /** Stops the actor as at the end of a session; the journal stays. */
  void detach() {
    ask(StudyCoordinator.Detach::new);
    kit.createTestProbe().expectTerminated(coordinator, PATIENCE);
  }

  /** Takes the study up from its journal, in a new actor. */
  void revive() {
    coordinator = spawn();
  }

  /** Lets so much time pass for the study. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  void failNextCommit() {
    journal.failNextPersisted(StudyCoordinator.persistenceId(STUDY).id());
  }

  List<Event> events() {
    return journal.persistedInStorage(StudyCoordinator.persistenceId(STUDY).id()).stream()
        .map(Commit.class::cast)
        .flatMap(commit -> commit.getEventsList().stream())
        .toList();
  }

  /** Where the configurations of the trials came from. */
  List<String> origins() {
    return events().stream()
        .filter(Event::hasTrialStarted)
        .map(event -> event.getTrialStarted().getOrigin())
        .toList();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
