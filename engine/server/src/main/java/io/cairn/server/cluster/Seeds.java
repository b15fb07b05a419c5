package io.cairn.server.cluster;

import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** Finds the cluster that a node belongs to. */
final class Seeds {

  private Seeds() {}

  /**
   * Joins by way of other nodes; the node tries for as long as it takes.
   *
   * @param nodes where the cluster may be found; a node that is the first of them may begin one
   */
  static void join(ActorSystem<?> system, List<NodeAddress> nodes) {
    Cluster.get(system)
        .manager()
        .tell(new JoinSeedNodes(nodes.stream().map(node -> address(system, node)).toList()));
  }

  private static Address address(ActorSystem<?> system, NodeAddress node) {
    Address own = Cluster.get(system).selfMember().address();
    return AddressFromURIString.parse(own.protocol() + "://" + system.name() + "@" + node);
  }
}
