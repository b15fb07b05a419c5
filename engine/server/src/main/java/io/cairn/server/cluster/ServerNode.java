package io.cairn.server.cluster;

import com.typesafe.config.Config;
import io.cairn.server.coordinator.EvaluationTracer;
import io.cairn.server.coordinator.Fits;
import io.cairn.server.coordinator.Origin;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.dispatch.SharingRules;
import io.cairn.server.metrics.Membership;
import io.cairn.server.metrics.NodeMeters;
import io.cairn.server.monitor.StudyMonitor;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.remote.RemoteWorker;
import io.cairn.server.remote.RemoteWorkers;
import io.cairn.server.store.Members;
import io.cairn.server.store.Store;
import io.cairn.server.store.StorePersistence;
import io.cairn.server.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * A coordinator of a cluster: studies are spread over all of them, and one of them has the
 * dispatcher and the keeper at a time.
 */
public final class ServerNode implements Premises, AutoCloseable {

  /** What leaving the cluster takes at most; whoever ends the process should wait longer. */
  public static final Duration LONGEST_LEAVE = Duration.ofMinutes(1);

  /** How often a study looks at its leases and budgets. */
  private static final Duration TICK = Duration.ofMillis(500);

  private static final String COORDINATORS = "cairn.coordinator-dispatcher";
  private static final String BLOCKING = "cairn.blocking-dispatcher";
  private static final String WATCHING = "cairn.watch-dispatcher";
  private static final String MOST_METERED_STUDIES = "cairn.metrics.max-studies";

  private final ActorSystem<Void> system;
  private final Sweeps sweeps;
  private final Executor blocking;
  private final Executor watching;
  private final ActorRef<StatusBoard.Command> board;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final ClusterStudies studies;
  private final ClusterRemoteWorkers remote;
  private final ClusterArchive archive;
  private final NodeMeters meters;

  /**
   * What a coordinator needs.
   *
   * @param endpoint how other nodes reach it
   * @param join coordinators to join by, beside those that the store knows
   * @param store where studies are kept
   * @param sweeps what becomes of sweeps, given the store
   * @param time the clock
   * @param version of this program
   * @param tracers what follows the evaluations of a study, by its id
   * @param checkpoints where those of remote workers are kept that have no place for them; empty if
   *     nowhere
   */
  public record Settings(
      Endpoint endpoint,
      List<NodeAddress> join,
      StoreSettings store,
      Function<Store, Sweeps> sweeps,
      InstantSource time,
      String version,
      Function<String, EvaluationTracer> tracers,
      Optional<RemoteCheckpoints> checkpoints) {
    public Settings {
      join = List.copyOf(join);
    }

    /** A coordinator that traces nothing and keeps no checkpoints. */
    public Settings(
        Endpoint endpoint,
        List<NodeAddress> join,
        StoreSettings store,
        Function<Store, Sweeps> sweeps,
        InstantSource time,
        String version) {
      this(
          endpoint,
          join,
          store,
          sweeps,
          time,
          version,
          study -> EvaluationTracer.NONE,
          Optional.empty());
    }
  }

  /**
   * Starts a coordinator; it joins in the background.
   *
   * @throws io.cairn.server.store.StoreException if the store cannot be opened
   */
  public static ServerNode start(Settings settings) {
    return new ServerNode(settings);
  }

  private ServerNode(Settings settings) {
    Config node = NodeConfig.of(Role.COORDINATOR, settings.endpoint());
    Config config = StorePersistence.config(settings.store(), node).withFallback(node);
    this.system = ActorSystem.create(Behaviors.<Void>empty(), "cairn", config);
    try {
      this.meters =
          new NodeMeters(
              settings.version(), system.settings().config().getInt(MOST_METERED_STUDIES));
      system.getWhenTerminated().thenRun(meters::close);
      Store store = StorePersistence.store(system);
      meters.watch(store);
      meters.watch(this::membership);
      this.sweeps = settings.sweeps().apply(store);
      this.blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig(BLOCKING));
      this.watching = system.dispatchers().lookup(DispatcherSelector.fromConfig(WATCHING));
      this.board =
          system.systemActorOf(
              StatusBoard.create(store.studies(), blocking), "status-board", Props.empty());
      ClusterSingleton singletons = ClusterSingleton.get(system);
      StudyEntities entities = new StudyEntities(ClusterSharding.get(system));
      this.dispatcher =
          singletons.init(
              SingletonActor.of(
                      restarting(
                          Dispatcher.create(
                              new Dispatcher.Settings(
                                  entities,
                                  SharingRules.DEFAULT,
                                  new SteadyTime(),
                                  settings.version(),
                                  new ClusterPresence(system)))),
                      "dispatcher")
                  .withProps(Props.empty()));
      Origin origin =
          study -> CompletableFuture.supplyAsync(() -> store.studies().created(study), blocking);
      entities.init(context -> coordinator(context, entities, settings, origin));
      this.remote = new ClusterRemoteWorkers(system, entities, settings.checkpoints());
      remote.init(
          new RemoteWorker.Settings(entities, dispatcher, new SteadyTime(), settings.version()));
      singletons.init(
          SingletonActor.of(
              restarting(
                  StudyKeeper.create(
                      store.studies(),
                      blocking,
                      study -> entities.of(study).tell(new StudyCoordinator.Wake()))),
              "keeper"));
      ActorRef<StudyMonitor.Command> monitor =
          system.systemActorOf(
              restarting(StudyMonitor.create(new StoreJournals(store, sweeps), watching)),
              "monitor",
              Props.empty());
      this.studies =
          new ClusterStudies(
              system, store, sweeps, entities, dispatcher, monitor, blocking, settings.time());
      this.archive = new ClusterArchive(store.archive(), watching);
      Members members = store.members();
      Members.Member self =
          new Members.Member(
              address().toString(), Cluster.get(system).selfMember().uniqueAddress().longUid());
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
              "leave-the-list",
              () ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        members.strikeOff(self);
                        return Done.getInstance();
                      },
                      blocking));
      system.systemActorOf(
          Joining.create(members, settings.join(), address(), blocking), "joining", Props.empty());
    } catch (RuntimeException e) {
      system.terminate();
      throw e;
    }
  }

  private static <T> Behavior<T> restarting(Behavior<T> behavior) {
    return Behaviors.supervise(behavior)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.1));
  }

  private Behavior<StudyCoordinator.Command> coordinator(
      EntityContext<StudyCoordinator.Command> entity,
      StudyEntities entities,
      Settings settings,
      Origin origin) {
    String study = entity.getEntityId();
    return Behaviors.setup(
        context -> {
          StudyNotices notices =
              new StudyNotices(
                  study,
                  dispatcher,
                  settings.checkpoints(),
                  board,
                  meters.studies(),
                  () ->
                      context.spawnAnonymous(
                          StudyClosing.create(study, sweeps, blocking, entities.of(study))),
                  () -> entity.getShard().tell(new ClusterSharding.Passivate<>(context.getSelf())));
          return StudyCoordinator.create(
              study,
              new StudyCoordinator.Surroundings(
                  settings.time(),
                  sweeps::terms,
                  origin,
                  notices,
                  TICK,
                  Fits.of(context.getSystem()),
                  settings.tracers().apply(study)));
        });
  }

  @Override
  public ClusterStudies studies() {
    return studies;
  }

  @Override
  public RemoteWorkers remote() {
    return remote;
  }

  @Override
  public ClusterArchive archive() {
    return archive;
  }

  @Override
  public NodeMeters meters() {
    return meters;
  }

  private Membership membership() {
    Cluster cluster = Cluster.get(system);
    int coordinators = 0;
    for (Member member : cluster.state().getMembers()) {
      boolean up = member.status().equals(MemberStatus.up());
      coordinators += up && member.hasRole(Role.COORDINATOR.word()) ? 1 : 0;
    }
    return new Membership(
        cluster.selfMember().status().equals(MemberStatus.up()),
        coordinators,
        cluster.state().getUnreachable().size());
  }

  @Override
  public Executor watching() {
    return watching;
  }

  @Override
  public ActorSystem<?> system() {
    return system;
  }

  /** Where other nodes reach it, the port that was picked included. */
  public NodeAddress address() {
    var address = Cluster.get(system).selfMember().address();
    return new NodeAddress(address.getHost().orElseThrow(), address.getPort().orElseThrow());
  }

  /** Whether it has left, or is about to, by itself or because the cluster gave it up. */
  public boolean isLeaving() {
    return CoordinatedShutdown.get(system).getShutdownReason().isPresent()
        || system.getWhenTerminated().toCompletableFuture().isDone();
  }

  /** Completes when the node has left, by itself or because the cluster gave it up. */
  public CompletionStage<Done> gone() {
    return system.getWhenTerminated();
  }

  /** Hands its studies to other nodes and leaves the cluster; at most a minute. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(LONGEST_LEAVE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The process is about to end anyway.
      system.log().warn("the node did not leave in time", e);
    }
  }
}
