package io.cairn.server.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback addresses of one cluster: 127.NET.a.b, with a network that nobody else on this machine
 * uses just now, and one port that is free on all of them.
 *
 * @param net second number of the addresses, 1..254
 * @param port port of nodes for one another
 * @param http port of coordinators for people
 */
record Loopback(int net, int port, int http) {

  /** A network that is free now. */
  static Loopback free() {
    int net = ThreadLocalRandom.current().nextInt(1, 255);
    return new Loopback(net, freePort(net), freePort(net));
  }

  private static int freePort(int net) {
    try (ServerSocket socket = new ServerSocket(0, 1, address(net, 0, 1))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Own address of a node, by its number from 1. */
  String own(int node) {
    return address(net, 0, node).getHostAddress();
  }

  /** Where the proxy for a node's connections to another listens. */
  InetSocketAddress link(int from, int to) {
    return new InetSocketAddress(address(net, from, to), port);
  }

  /** Where the proxy for a node's connections to the database listens. */
  InetSocketAddress database(int node) {
    return new InetSocketAddress(address(net, 200, node), port);
  }

  /** Where a node listens. */
  InetSocketAddress node(int node) {
    return new InetSocketAddress(address(net, 0, node), port);
  }

  private static InetAddress address(int net, int a, int b) {
    try {
      return InetAddress.getByAddress(new byte[] {127, (byte) net, (byte) a, (byte) b});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
