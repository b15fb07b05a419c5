package io.cairn.server.cluster;

import io.cairn.server.dispatch.Presence;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** Which nodes take part, by the state of the cluster as this node knows it. */
final class ClusterPresence implements Presence {
  private final Cluster cluster;

  ClusterPresence(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  @Override
  public boolean takesPart(Address node) {
    if (node.hasLocalScope()) {
      return true;
    }
    for (Member member : cluster.state().getMembers()) {
      if (member.address().equals(node)) {
        return !member.status().equals(MemberStatus.joining())
            && !member.status().equals(MemberStatus.down());
      }
    }
    return false;
  }
}
