package io.cairn.server.cluster;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Report;
import io.cairn.proto.cluster.RemoteAnswer;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.remote.NotNowException;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.remote.RemoteRefusedException;
import io.cairn.server.remote.RemoteWorker;
import io.cairn.server.remote.RemoteWorkers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The remote workers of a cluster, each a sharded entity on one of its coordinators. */
final class ClusterRemoteWorkers implements RemoteWorkers {

  private static final EntityTypeKey<RemoteWorker.Command> KEY =
      EntityTypeKey.create(RemoteWorker.Command.class, "remote-worker");

  private static final String DISPATCHER = "cairn.coordinator-dispatcher";

  /**
   * A worker's place or a study may be on its way to another node; below the door's own patience.
   */
  private static final Duration PATIENCE = StudyService.PATIENCE;

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final StudyEntities studies;
  private final Optional<RemoteCheckpoints> checkpoints;

  ClusterRemoteWorkers(
      ActorSystem<?> system, StudyEntities studies, Optional<RemoteCheckpoints> checkpoints) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.studies = studies;
    this.checkpoints = checkpoints;
  }

  /** Makes this node one on which they may be. */
  void init(RemoteWorker.Settings settings) {
    sharding.init(
        Entity.of(
                KEY,
                entity ->
                    org.apache.pekko.actor.typed.javadsl.Behaviors.setup(
                        context ->
                            RemoteWorker.create(
                                entity.getEntityId(),
                                settings,
                                () ->
                                    entity
                                        .getShard()
                                        .tell(new ClusterSharding.Passivate<>(context.getSelf())))))
            .withRole(Role.COORDINATOR.word())
            .withStopMessage(new RemoteWorker.Stop())
            .withEntityProps(DispatcherSelector.fromConfig(DISPATCHER)));
  }

  private CompletionStage<RemoteAnswer> ask(
      String worker,
      Duration patience,
      Function<ActorRef<RemoteAnswer>, RemoteWorker.Command> question) {
    return AskPattern.ask(
            sharding.entityRefFor(KEY, worker), question::apply, patience, system.scheduler())
        .thenApply(ClusterRemoteWorkers::checked);
  }

  private static RemoteAnswer checked(RemoteAnswer answer) {
    if (answer.hasTurned() && answer.getTurned().getLater()) {
      throw new NotNowException(answer.getTurned().getReason());
    }
    if (answer.hasTurned()) {
      throw new RemoteRefusedException(answer.getTurned().getReason());
    }
    return answer;
  }

  @Override
  public CompletionStage<Orders> lease(LeaseRequest request) {
    return ask(
            request.getWorker(),
            PATIENCE.plusMillis(request.getWaitMillis()),
            replyTo -> new RemoteWorker.AskLeases(request, replyTo))
        .thenApply(RemoteAnswer::getOrders);
  }

  @Override
  public CompletionStage<Orders> pulse(Pulse pulse) {
    return ask(pulse.getWorker(), PATIENCE, replyTo -> new RemoteWorker.KeepAlive(pulse, replyTo))
        .thenApply(RemoteAnswer::getOrders);
  }

  @Override
  public CompletionStage<Left> leave(Leave leave) {
    return ask(leave.getWorker(), PATIENCE, replyTo -> new RemoteWorker.Depart(leave, replyTo))
        .thenApply(RemoteAnswer::getLeft);
  }

  @Override
  public CompletionStage<Acknowledgement> report(String worker, Report report) {
    return ask(worker, PATIENCE, replyTo -> new RemoteWorker.TakeReport(report, replyTo))
        .thenApply(RemoteAnswer::getAcknowledgement);
  }

  @Override
  public CompletionStage<Acknowledgement> complete(String worker, Complete complete) {
    return ask(worker, PATIENCE, replyTo -> new RemoteWorker.TakeComplete(complete, replyTo))
        .thenApply(RemoteAnswer::getAcknowledgement);
  }

  @Override
  public CompletionStage<Acknowledgement> fail(String worker, Fail fail) {
    return ask(worker, PATIENCE, replyTo -> new RemoteWorker.TakeFail(fail, replyTo))
        .thenApply(RemoteAnswer::getAcknowledgement);
  }

  @Override
  public CompletionStage<Boolean> holds(HeldTrial held) {
    return AskPattern.ask(
            studies.of(held.study()),
            (ActorRef<Acknowledgement> replyTo) ->
                new StudyCoordinator.CheckLease(
                    held.evaluation(), held.token(), held.trial(), replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(Acknowledgement::getAccepted);
  }

  @Override
  public Optional<RemoteCheckpoints> checkpoints() {
    return checkpoints;
  }
}
