package io.cairn.server.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudyState;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.cluster.Claim;
import io.cairn.proto.cluster.Control;
import io.cairn.server.asktell.StudyPort;
import io.cairn.server.coordinator.EvaluationTracer;
import io.cairn.server.coordinator.Fits;
import io.cairn.server.coordinator.Origin;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.coordinator.StudyListener;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.coordinator.TermsReader;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.dispatch.SharingRules;
import io.cairn.server.journal.JournalSettings;
import io.cairn.server.journal.StudyFolder;
import io.cairn.workers.node.Checkpoints;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.Workbench;
import io.cairn.workers.node.WorkerNode;
import io.cairn.workers.spi.Evaluator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One study on one machine: a cluster of one node with the coordinator, the dispatcher and, where
 * the study has workers, a worker node. The actors are the same and find each other in the same way
 * as on many nodes.
 */
public final class LocalNode implements StudyPort, AutoCloseable {

  /** A store may stall for minutes (a suspended disk, a backup); that is no reason to fail. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

  private final ActorSystem<Void> system;
  private final ActorRef<StudyCoordinator.Command> coordinator;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final CompletableFuture<Void> ended;

  /** Trials whose checkpoints stay, once the study is over and has no use for the others. */
  private final CompletableFuture<List<Integer>> kept = new CompletableFuture<>();

  /** From when on actors stop because they were told to. */
  private final AtomicBoolean leaving = new AtomicBoolean();

  private final Workbench bench = new Workbench();
  private final String study;
  private Optional<Checkpoints> checkpoints = Optional.empty();
  private Optional<ActorRef<WorkerNode.Command>> workers = Optional.empty();

  /**
   * What a node needs of the study that it runs.
   *
   * @param folder its folder; the study's id is the folder's name
   * @param terms reads what it is
   * @param time the clock
   * @param workers whether worker nodes take part; without them there is no cluster to form
   * @param tracer follows its evaluations
   */
  public record Settings(
      StudyFolder folder,
      TermsReader terms,
      InstantSource time,
      boolean workers,
      EvaluationTracer tracer) {

    /** Of a study that nothing is traced of. */
    public Settings(StudyFolder folder, TermsReader terms, InstantSource time, boolean workers) {
      this(folder, terms, time, workers, EvaluationTracer.NONE);
    }
  }

  /** Starts a node; the study is not opened yet. */
  public static LocalNode start(Settings settings) {
    return new LocalNode(settings);
  }

  private LocalNode(Settings settings) {
    Config application =
        ConfigFactory.defaultOverrides()
            .withFallback(
                ConfigFactory.parseString(
                    "pekko.actor.provider = " + (settings.workers() ? "cluster" : "local")))
            .withFallback(ConfigFactory.parseResources("local-node.conf"));
    Config config = JournalSettings.config(settings.folder(), ConfigFactory.load(application));
    this.study = settings.folder().id();
    this.ended = new CompletableFuture<>();
    this.system = ActorSystem.create(Behaviors.<Void>empty(), "cairn", config);
    if (settings.workers()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    // It knows of the study when there are workers for it.
    this.dispatcher =
        system.systemActorOf(
            Dispatcher.create(
                new Dispatcher.Settings(
                    study -> coordinator(),
                    SharingRules.DEFAULT,
                    new SteadyTime(),
                    "",
                    node -> true)),
            "dispatcher",
            Props.empty());
    Listener listener = new Listener(settings.folder().id(), dispatcher, kept, ended);
    this.coordinator =
        system.systemActorOf(
            StudyCoordinator.create(
                settings.folder().id(),
                new StudyCoordinator.Surroundings(
                    settings.time(),
                    settings.terms(),
                    Origin.BY_HAND,
                    listener,
                    Duration.ofMillis(250),
                    Fits.of(system),
                    settings.tracer())),
            "study-" + settings.folder().id(),
            Props.empty());
    failWhenGone(coordinator, "the coordinator");
  }

  private record Listener(
      String study,
      ActorRef<Dispatcher.Command> dispatcher,
      CompletableFuture<List<Integer>> kept,
      CompletableFuture<Void> end)
      implements StudyListener {

    @Override
    public void workAvailable() {
      dispatcher.tell(new Dispatcher.WorkAvailable(study));
    }

    @Override
    public void checkpointsDropped(List<Integer> trials) {
      dispatcher.tell(new Dispatcher.DropCheckpoints(study, trials));
    }

    @Override
    public void checkpointsKept(List<Integer> trials) {
      kept.complete(trials);
    }

    @Override
    public void ending() {
      dispatcher.tell(new Dispatcher.StudyEnding(study));
    }

    @Override
    public void ended() {
      dispatcher.tell(new Dispatcher.StudyEnding(study));
      end.complete(null);
    }
  }

  /** Its actor system. */
  ActorSystem<?> system() {
    return system;
  }

  /** The study's coordinator. */
  ActorRef<StudyCoordinator.Command> coordinator() {
    return coordinator;
  }

  /** Its dispatcher. */
  ActorRef<Dispatcher.Command> dispatcher() {
    return dispatcher;
  }

  /** Creates the study, or takes it up where its journal ends. */
  public StudyCoordinator.Opened open(StudyCreated created, String mode) {
    return await(
        AskPattern.ask(
            coordinator,
            (ActorRef<StudyCoordinator.Opened> replyTo) ->
                new StudyCoordinator.Open(created, mode, replyTo),
            PATIENCE,
            system.scheduler()));
  }

  /**
   * Waits until the model of the study is as good as it can be made now, so that the first workers
   * are not served by guesses; not longer than the patience given, since a study needs no model.
   */
  public void awaitModel(Duration patience) {
    waitFor(
        AskPattern.ask(coordinator, StudyCoordinator.AwaitModel::new, patience, system.scheduler())
            .toCompletableFuture(),
        patience);
  }

  /**
   * Starts this machine's worker node and lets the study hand out work.
   *
   * @param evaluator runs the study's evaluations
   */
  public void startWorkers(String study, NodeSettings settings, Evaluator evaluator) {
    ActorRef<ToStudy> reports =
        system.systemActorOf(
            forwarding(coordinator, StudyCoordinator.FromWorker::new), "reports", Props.empty());
    ActorRef<ToDispatcher> offers =
        system.systemActorOf(
            forwarding(dispatcher, Dispatcher.FromNode::new), "offers", Props.empty());
    checkpoints = Optional.of(settings.checkpoints());
    workers =
        Optional.of(
            system.systemActorOf(
                WorkerNode.create(
                    settings, id -> evaluator, bench, new WorkerNode.Peers(offers, reports)),
                "worker-node",
                Props.empty()));
    dispatcher.tell(
        new Dispatcher.Claimed(
            Claim.newBuilder()
                .setStudy(study)
                .setWeight(1)
                .setWorkerType(NodeSettings.ALONE)
                .build()));
    failWhenGone(workers.get(), "the worker node");
  }

  private static <M, C> Behavior<M> forwarding(ActorRef<C> to, Function<M, C> wrap) {
    return Behaviors.receiveMessage(
        message -> {
          to.tell(wrap.apply(message));
          return Behaviors.same();
        });
  }

  /** An actor that stops by itself has a bug: the run ends with it instead of waiting for ever. */
  private void failWhenGone(ActorRef<?> actor, String what) {
    system.systemActorOf(
        Behaviors.<String>setup(
            context -> {
              context.watchWith(actor, what);
              return Behaviors.receiveMessage(
                  gone -> {
                    if (!leaving.get()) {
                      ended.completeExceptionally(
                          new IllegalStateException(gone + " broke off; its log says why"));
                    }
                    return Behaviors.stopped();
                  });
            }),
        "watch-" + actor.path().name(),
        Props.empty());
  }

  /** Completes when the study is over. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public StudyReply decide(StudyCommand command) {
    return await(submit(command));
  }

  /** Carries out a command without waiting; the answer comes once it is durable. */
  public CompletionStage<StudyReply> submit(StudyCommand command) {
    return AskPattern.ask(
        coordinator,
        (ActorRef<StudyReply> replyTo) -> new StudyCoordinator.Drive(command, replyTo),
        PATIENCE,
        system.scheduler());
  }

  @Override
  public StudyView view() {
    return await(
        AskPattern.ask(coordinator, StudyCoordinator.Describe::new, PATIENCE, system.scheduler()));
  }

  @Override
  public long lastToken() {
    return inspect(StudyState::lastToken);
  }

  @Override
  public Optional<StudyReply.Granted> granted(long token) {
    return inspect(state -> state.granted(token));
  }

  @Override
  public long nextSequence(long token) {
    return inspect(state -> state.nextSequence(token));
  }

  @Override
  public List<Long> running() {
    return inspect(StudyState::runningTokens);
  }

  /** Answers a question about the state. */
  public <T> T inspect(Function<StudyState, T> question) {
    return await(
        AskPattern.ask(
            coordinator,
            (ActorRef<T> replyTo) -> new StudyCoordinator.Inspect<>(question, replyTo),
            PATIENCE,
            system.scheduler()));
  }

  /** Asks the study to end; what runs gets its grace period. */
  public void stop(String reason) {
    coordinator.tell(
        new StudyCoordinator.Direct(
            Control.newBuilder().setStop(reason).build(), system.ignoreRef()));
  }

  /**
   * Leaves the study in order: running evaluations are given back, what was decided becomes
   * durable, the node leaves the cluster. The study can be taken up again.
   *
   * @param grace how long running evaluations may take to end
   */
  public void leave(Duration grace) {
    leaving.set(true);
    workers.ifPresent(
        node -> {
          CompletableFuture<Void> gone = new CompletableFuture<>();
          system.systemActorOf(
              Behaviors.setup(
                  context -> {
                    context.watchWith(node, "gone");
                    node.tell(new WorkerNode.Drain(Duration.ZERO));
                    return Behaviors.receiveMessage(
                        message -> {
                          gone.complete(null);
                          return Behaviors.stopped();
                        });
                  }),
              "leave",
              Props.empty());
          waitFor(gone, grace);
        });
    try {
      await(
          AskPattern.ask(
              coordinator,
              StudyCoordinator.Detach::new,
              Duration.ofSeconds(30),
              system.scheduler()));
    } catch (IllegalStateException e) {
      system.log().warn("the coordinator did not detach in time", e);
    }
    close();
  }

  @Override
  public void close() {
    leaving.set(true);
    bench.cancelAll();
    system.terminate();
    waitFor(system.getWhenTerminated().toCompletableFuture(), Duration.ofSeconds(30));
    clearCheckpoints();
  }

  /** Not by the worker node: it would not be done when the process ends. */
  private void clearCheckpoints() {
    if (kept.isDone() && checkpoints.isPresent()) {
      try {
        checkpoints.get().clear(study, Set.copyOf(kept.join()));
      } catch (IOException e) {
        LOG.warn("checkpoints of trials that are over stay", e);
      }
    }
  }

  /** The process is about to end anyway if it does not end in time. */
  private static void waitFor(CompletableFuture<?> future, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    whateverInterrupts(
        () -> {
          try {
            future.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
          } catch (ExecutionException | TimeoutException e) {
            return false;
          }
        });
  }

  private static <T> T await(CompletionStage<T> answer) {
    return whateverInterrupts(
        () -> {
          try {
            return answer.toCompletableFuture().get();
          } catch (ExecutionException e) {
            throw new IllegalStateException(
                "the study did not answer: " + e.getCause(), e.getCause());
          }
        });
  }

  private interface Wait<T> {
    T once() throws InterruptedException;
  }

  /**
   * What was sent is carried out, whether its sender waits or not: who left before the answer would
   * lose a lease that was granted, or not know that a result was taken. The thread stays
   * interrupted.
   */
  private static <T> T whateverInterrupts(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.once();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
