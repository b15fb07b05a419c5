package io.cairn.server.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A TCP proxy in front of an address, by which one node reaches another, or the database. Several
 * faults may have hold of it: it is cut while any of them cuts it, else stalled while any of them
 * stalls it.
 */
public final class Link implements Relay.Party, AutoCloseable {

  /** What can be wrong with a link. */
  public enum Trouble {
    /** Bytes are held, in both directions; nobody is told. */
    STALL,
    /** Connections are reset, and new ones refused. */
    CUT
  }

  private final Relay relay;
  private final String name;
  private final InetSocketAddress at;
  private final InetSocketAddress target;
  private final Set<LinkConnection> connections = new LinkedHashSet<>();
  private ServerSocketChannel listener;
  private int stalls;
  private int cuts;

  Link(Relay relay, String name, InetSocketAddress at, InetSocketAddress target) {
    this.relay = relay;
    this.name = name;
    this.at = at;
    this.target = target;
    relay.call(this::listen);
  }

  /** Where it is reached. */
  InetSocketAddress at() {
    return at;
  }

  /** One more fault has hold of it. */
  public void trouble(Trouble trouble) {
    relay.call(
        () -> {
          if (trouble == Trouble.STALL) {
            stalls++;
            connections.forEach(LinkConnection::update);
          } else if (++cuts == 1) {
            listener.close();
            List.copyOf(connections).forEach(LinkConnection::reset);
          }
        });
  }

  /** One fault has let go of it. */
  public void heal(Trouble trouble) {
    relay.call(
        () -> {
          if (trouble == Trouble.STALL) {
            stalls--;
            connections.forEach(LinkConnection::update);
          } else if (--cuts == 0) {
            listen();
          }
        });
  }

  private void listen() throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(at);
    listener.configureBlocking(false);
    listener.register(relay.selector(), SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      SocketChannel client = listener.accept();
      if (client != null) {
        connections.add(new LinkConnection(this, client, target));
      }
    } catch (IOException e) {
      return; // Who wanted to connect is gone already.
    }
  }

  Relay relay() {
    return relay;
  }

  boolean stalled() {
    return stalls > 0;
  }

  void over(LinkConnection connection) {
    connections.remove(connection);
  }

  @Override
  public void close() {
    relay.call(
        () -> {
          listener.close();
          List.copyOf(connections).forEach(LinkConnection::reset);
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
