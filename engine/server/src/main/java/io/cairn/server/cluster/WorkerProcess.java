package io.cairn.server.cluster;

import com.typesafe.config.Config;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.Workbench;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker node from its start until it has left for good. The cluster may give it up meanwhile,
 * because it was suspended or cut off for too long: then it comes back as a new member, with the
 * evaluations that it has in hand and their tokens.
 */
public final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Before another try to start a node that took part before. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How long a node that leaves waits for what it told to be acknowledged. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private final Settings settings;
  private final Workbench bench = new Workbench();
  private final StudyEvaluators evaluators;

  /** Completes when the node has nothing more to do here, with the reason if it was refused. */
  private final CompletableFuture<String> over = new CompletableFuture<>();

  /** Completes when the node has left the cluster. */
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private volatile boolean draining;
  private volatile @Nullable ActorRef<WorkerNode.Command> node;

  /**
   * What a worker needs.
   *
   * @param node what it offers
   * @param endpoint how coordinators reach it; port 0 has one picked
   * @param join coordinators to join by
   * @param work makes what runs the evaluations of a study
   */
  public record Settings(
      NodeSettings node, Endpoint endpoint, List<NodeAddress> join, StudyEvaluators.Work work) {
    public Settings {
      join = List.copyOf(join);
    }
  }

  /** A worker that is not started yet. */
  public WorkerProcess(Settings settings) {
    this.settings = settings;
    this.evaluators = new StudyEvaluators(settings.work());
  }

  /**
   * Takes part until it was drained.
   *
   * @return empty, or why the cluster refused it
   * @throws RuntimeException if the node cannot start, for example because its port is in use. One
   *     that took part before tries again: it has evaluations in hand
   */
  public String run() {
    try {
      takePart(create());
      while (!over.isDone()) {
        try {
          takePart(create());
        } catch (RuntimeException e) {
          LOG.warn("the node cannot start again yet; it tries again", e);
          pause();
        }
      }
      evaluators.close();
      return over.join();
    } finally {
      over.complete("");
      gone.complete(null);
    }
  }

  private void pause() {
    try {
      over.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over.complete("");
    } catch (ExecutionException | TimeoutException e) {
      return; // It is time.
    }
  }

  /**
   * Takes no more leases and leaves; returns when it has left.
   *
   * @param grace how long running evaluations may go on before they are asked to end
   */
  public void drain(Duration grace) {
    draining = true;
    ActorRef<WorkerNode.Command> to = node;
    if (to != null) {
      to.tell(new WorkerNode.Drain(grace));
    }
    try {
      over.get(
          grace.plus(settings.node().grace().multipliedBy(2)).plus(LAST_ANSWERS).toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CompletionException e) {
      LOG.warn("what ran here could not be given back in time; its leases expire", e);
      over.complete("");
    }
    gone.completeOnTimeout(null, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private ActorSystem<Void> create() {
    Config config = NodeConfig.of(Role.WORKER, settings.endpoint());
    return ActorSystem.create(Behaviors.<Void>empty(), "cairn", config);
  }

  /** From joining to leaving, or to being given up. */
  private void takePart(ActorSystem<Void> system) {
    try {
      StudyEntities entities = new StudyEntities(ClusterSharding.get(system));
      entities.init(context -> Behaviors.empty());
      evaluators.connect(entities, system);
      node = start(system, entities);
      if (draining) {
        node.tell(new WorkerNode.Drain(Duration.ZERO));
      }
      Seeds.join(system, settings.join());
      CompletableFuture.anyOf(over, system.getWhenTerminated().toCompletableFuture()).join();
      if (!over.isDone()) {
        LOG.warn("the cluster gave this node up; it comes back with what it has in hand");
      }
    } finally {
      leave(system);
    }
  }

  private ActorRef<WorkerNode.Command> start(ActorSystem<Void> system, StudyEntities entities) {
    ActorRef<Dispatcher.Command> dispatcher =
        ClusterSingleton.get(system)
            .init(SingletonActor.of(Behaviors.<Dispatcher.Command>empty(), "dispatcher"));
    ActorRef<ToDispatcher> offers =
        system.systemActorOf(
            Behaviors.<ToDispatcher>receiveMessage(
                message -> {
                  dispatcher.tell(new Dispatcher.FromNode(message));
                  return Behaviors.same();
                }),
            "offers",
            Props.empty());
    ActorRef<ToStudy> reports =
        system.systemActorOf(
            Behaviors.<ToStudy>receiveMessage(
                message -> {
                  entities.of(message.study()).tell(new StudyCoordinator.FromWorker(message));
                  return Behaviors.same();
                }),
            "reports",
            Props.empty());
    ActorRef<WorkerNode.Command> started =
        system.systemActorOf(
            WorkerNode.create(
                settings.node(), evaluators, bench, new WorkerNode.Peers(offers, reports)),
            "worker-node",
            Props.empty());
    system.systemActorOf(watching(started), "watch", Props.empty());
    return started;
  }

  /** The node's actor stops when it was drained or refused; with its system it is to come back. */
  private Behavior<String> watching(ActorRef<WorkerNode.Command> started) {
    return Behaviors.setup(
        context -> {
          context.watchWith(started, "gone");
          return Behaviors.receiveMessage(
              gone -> {
                bench.left().ifPresent(over::complete);
                return Behaviors.stopped();
              });
        });
  }

  private static void leave(ActorSystem<Void> system) {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
    try {
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the node did not leave the cluster in time", e);
      system.terminate();
    }
  }
}
