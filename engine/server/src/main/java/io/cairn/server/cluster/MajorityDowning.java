package io.cairn.server.cluster;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.DowningProvider;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * Split brain resolver of a cluster: the majority of coordinators goes on, whatever workers do.
 * Pekko's own resolver keeps a majority of a role, too, but takes every node's word on every other:
 * workers that come and go keep it from ever deciding or make it give up all nodes, and a
 * coordinator that one worker cannot reach is given up with it.
 *
 * <p>Pekko makes it by reflection; named in cluster-node.conf.
 */
public final class MajorityDowning extends DowningProvider {

  private final ActorSystem system;

  /** For a node's actor system. */
  public MajorityDowning(ActorSystem system) {
    this.system = system;
  }

  /** None: what a node that was given up still writes, the store refuses. */
  @Override
  public FiniteDuration downRemovalMargin() {
    return Duration.Zero();
  }

  @Override
  public Option<Props> downingActorProps() {
    return Option.apply(
        Adapter.props(
            () ->
                Downing.create(
                    system.settings().config().getDuration("cairn.cluster.give-up-after"))));
  }
}
