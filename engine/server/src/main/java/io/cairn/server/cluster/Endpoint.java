package io.cairn.server.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node is reached by other nodes.
 *
 * @param listen the name or address, and the port, that they know it by
 * @param bind where it waits for them, if that is another address of the same node
 * @param tls folder with the certificate that it shows; empty for connections in plain text
 */
public record Endpoint(NodeAddress listen, Optional<NodeAddress> bind, Optional<Path> tls) {

  /** On one address, in plain text: for nodes that only their own machine reaches. */
  public static Endpoint plain(NodeAddress listen) {
    return new Endpoint(listen, Optional.empty(), Optional.empty());
  }

  /** Whether other machines reach it. */
  public boolean isExposed() {
    return !listen.isLoopback() || bind.filter(address -> !address.isLoopback()).isPresent();
  }
}
