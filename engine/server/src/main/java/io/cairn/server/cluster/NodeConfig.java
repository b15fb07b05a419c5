package io.cairn.server.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a node's actor system. */
final class NodeConfig {

  private NodeConfig() {}

  /** Those of a node at an address, over what a person set and the libraries' values. */
  static Config of(Role role, NodeAddress listen) {
    Map<String, Object> own = new HashMap<>();
    own.put("pekko.cluster.roles", List.of(role.word()));
    own.put("pekko.remote.artery.canonical.hostname", listen.host());
    own.put("pekko.remote.artery.canonical.port", listen.port());
    return ConfigFactory.load(
        ConfigFactory.defaultOverrides()
            .withFallback(ConfigFactory.parseMap(own, "address of the node"))
            .withFallback(ConfigFactory.parseResources("cluster-node.conf")));
  }
}
