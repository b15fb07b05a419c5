package io.cairn.server.faults;

import io.cairn.server.faults.Link.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of a cluster on one machine, without root: between every two nodes there is a proxy
 * for each direction, and one before the database for each coordinator.
 *
 * <p>A node is known by a name. Each node has a hosts file of its own, in which the names of the
 * others stand for the proxies of its links to them. Nodes open a connection for each direction of
 * their messages (Artery), so a link is exactly what one node tells another.
 */
public final class LinkProxies implements AutoCloseable {

  private record Way(String from, String to) {}

  private final Relay relay = new Relay();
  private final Loopback loopback;
  private final List<String> nodes;
  private final Map<Way, Link> links = new HashMap<>();
  private final Map<String, Link> databases = new HashMap<>();

  /**
   * Opens all links.
   *
   * @param nodes names, in the order of their addresses
   * @param database where the database is
   */
  LinkProxies(Loopback loopback, List<String> nodes, InetSocketAddress database) {
    this.loopback = loopback;
    this.nodes = List.copyOf(nodes);
    for (int from = 1; from <= nodes.size(); from++) {
      String name = nodes.get(from - 1);
      databases.put(name, new Link(relay, name + " > database", loopback.database(from), database));
      for (int to = 1; to <= nodes.size(); to++) {
        String other = nodes.get(to - 1);
        if (from != to) {
          links.put(
              new Way(name, other),
              new Link(relay, name + " > " + other, loopback.link(from, to), loopback.node(to)));
        }
      }
    }
  }

  /** What one node tells another. */
  public Link link(String from, String to) {
    Link link = links.get(new Way(from, to));
    if (link == null) {
      throw new IllegalArgumentException("there is no link from " + from + " to " + to);
    }
    return link;
  }

  /** A node's connections to the database. */
  public Link database(String node) {
    return databases.get(node);
  }

  /** All that a node and some others tell one another. */
  public List<Link> between(String node, Collection<String> others) {
    List<Link> between = new ArrayList<>();
    for (String other : others) {
      if (!other.equals(node)) {
        between.add(link(node, other));
        between.add(link(other, node));
      }
    }
    return between;
  }

  /** Cuts or stalls links. */
  public static void trouble(Collection<Link> links, Trouble trouble) {
    links.forEach(link -> link.trouble(trouble));
  }

  /** Takes that back. */
  public static void heal(Collection<Link> links, Trouble trouble) {
    links.forEach(link -> link.heal(trouble));
  }

  /** Writes the hosts file of a node: its own address, and the proxies to the others. */
  void writeHosts(String node, Path file) {
    int from = nodes.indexOf(node) + 1;
    List<String> lines = new ArrayList<>();
    lines.add("127.0.0.1 localhost");
    for (int to = 1; to <= nodes.size(); to++) {
      String address =
          from == to ? loopback.own(to) : loopback.link(from, to).getAddress().getHostAddress();
      lines.add(address + " " + nodes.get(to - 1));
    }
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    links.values().forEach(Link::close);
    databases.values().forEach(Link::close);
    relay.close();
  }
}
