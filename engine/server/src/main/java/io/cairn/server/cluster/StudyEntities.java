package io.cairn.server.cluster;

import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.StudyRefs;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.japi.function.Function;

/** The studies of a cluster, each a sharded entity on one of its coordinators. */
final class StudyEntities implements StudyRefs {

  private static final EntityTypeKey<StudyCoordinator.Command> KEY =
      EntityTypeKey.create(StudyCoordinator.Command.class, "study");

  private static final String DISPATCHER = "cairn.coordinator-dispatcher";

  private final ClusterSharding sharding;

  StudyEntities(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** Makes this node one on which studies may run; on a worker, one from which they are reached. */
  ActorRef<ShardingEnvelope<StudyCoordinator.Command>> init(
      Function<EntityContext<StudyCoordinator.Command>, Behavior<StudyCoordinator.Command>>
          coordinator) {
    return sharding.init(
        Entity.of(KEY, coordinator)
            .withRole(Role.COORDINATOR.word())
            .withStopMessage(new StudyCoordinator.Depart())
            .withEntityProps(
                org.apache.pekko.actor.typed.DispatcherSelector.fromConfig(DISPATCHER)));
  }

  @Override
  public RecipientRef<StudyCoordinator.Command> of(String study) {
    return sharding.entityRefFor(KEY, study);
  }
}
