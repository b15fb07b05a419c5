package io.cairn.server.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.server.tls.RemotingTls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a node's actor system. */
final class NodeConfig {

  private static final String REMOTING = "pekko.remote.artery.";

  private NodeConfig() {}

  /** Those of a node at an endpoint, over what a person set and the libraries' values. */
  static Config of(Role role, Endpoint endpoint) {
    Map<String, Object> own = new HashMap<>();
    own.put("pekko.cluster.roles", List.of(role.word()));
    own.put(REMOTING + "canonical.hostname", endpoint.listen().host());
    own.put(REMOTING + "canonical.port", endpoint.listen().port());
    endpoint
        .bind()
        .ifPresent(
            bind -> {
              own.put(REMOTING + "bind.hostname", bind.host());
              own.put(REMOTING + "bind.port", bind.port());
            });
    endpoint
        .tls()
        .ifPresent(
            folder -> {
              own.put(REMOTING + "transport", "tls-tcp");
              own.put(REMOTING + "ssl.ssl-engine-provider", RemotingTls.class.getName());
              own.put("cairn.tls.folder", folder.toString());
            });
    return ConfigFactory.load(
        ConfigFactory.defaultOverrides()
            .withFallback(ConfigFactory.parseMap(own, "endpoint of the node"))
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.parseResources("cluster-node.conf")));
  }
}
