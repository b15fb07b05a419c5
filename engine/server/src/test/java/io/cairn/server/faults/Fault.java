package io.cairn.server.faults;

import io.cairn.server.faults.Link.Trouble;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Something that happens to a cluster and is over after a while. Several may be there at once, also
 * at the same node.
 */
public sealed interface Fault {

  /** Instead of a node: the coordinator that runs the study when it happens. */
  String HOST = "host";

  /** What kind it is, for counting. */
  String kind();

  /** It happens. */
  void strike(ClusterProcesses cluster);

  /** It is over. */
  void heal(ClusterProcesses cluster);

  /**
   * The same at a named node.
   *
   * @param names gives a node its name, which {@link #HOST} is not
   */
  Fault at(UnaryOperator<String> names);

  /** kill -9; the node is started again. */
  record Killed(String node) implements Fault {
    @Override
    public String kind() {
      return (isCoordinator(node) ? "coordinator" : "worker") + " killed";
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.node(node).kill();
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.node(node).start();
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new Killed(names.apply(node));
    }
  }

  /** SIGSTOP, then SIGCONT: whatever the node was about to do it does later. */
  record Suspended(String node) implements Fault {
    @Override
    public String kind() {
      return (isCoordinator(node) ? "coordinator" : "worker") + " suspended";
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.node(node).suspend();
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.node(node).resume();
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new Suspended(names.apply(node));
    }
  }

  /** SIGTERM: a worker drains, a coordinator hands over; the node is started again. */
  record Terminated(String node) implements Fault {
    @Override
    public String kind() {
      return isCoordinator(node) ? "coordinator terminated" : "worker drained";
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.node(node).terminate();
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.node(node).start();
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new Terminated(names.apply(node));
    }
  }

  /** The links between a node and all coordinators fail, both ways. */
  record Isolated(String node, Trouble trouble) implements Fault {
    @Override
    public String kind() {
      return (isCoordinator(node) ? "coordinator" : "worker")
          + (trouble == Trouble.CUT ? " cut off" : " behind stalled links");
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      LinkProxies.trouble(links(cluster), trouble);
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      LinkProxies.heal(links(cluster), trouble);
    }

    private Collection<Link> links(ClusterProcesses cluster) {
      return cluster.links().between(node, coordinators(cluster));
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new Isolated(names.apply(node), trouble);
    }
  }

  /**
   * What a node tells the coordinators is lost, or what they tell it, and not the other way round.
   */
  record Unheard(String node, boolean speaks, Trouble trouble) implements Fault {
    @Override
    public String kind() {
      return "links in one direction " + (trouble == Trouble.CUT ? "cut" : "stalled");
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      LinkProxies.trouble(links(cluster), trouble);
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      LinkProxies.heal(links(cluster), trouble);
    }

    private Collection<Link> links(ClusterProcesses cluster) {
      return coordinators(cluster).stream()
          .filter(other -> !other.equals(node))
          .map(
              other ->
                  speaks ? cluster.links().link(node, other) : cluster.links().link(other, node))
          .toList();
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new Unheard(names.apply(node), speaks, trouble);
    }
  }

  /** A coordinator's link to the database fails. */
  record DatabaseAway(String node, Trouble trouble) implements Fault {
    @Override
    public String kind() {
      return "database link " + (trouble == Trouble.CUT ? "cut" : "stalled");
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.links().database(node).trouble(trouble);
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.links().database(node).heal(trouble);
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new DatabaseAway(names.apply(node), trouble);
    }
  }

  /** The database ends all its connections, whatever they are at (pg_terminate_backend). */
  record ConnectionsEnded() implements Fault {
    @Override
    public String kind() {
      return "database connections ended";
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.postgres().cutConnections(cluster.database());
    }

    @Override
    public void heal(ClusterProcesses cluster) {}

    @Override
    public Fault at(UnaryOperator<String> names) {
      return this;
    }
  }

  /** The database stops as in a power cut, and is started again. */
  record DatabaseDown() implements Fault {
    @Override
    public String kind() {
      return "database restarted";
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.postgres().stop();
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.postgres().start();
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return this;
    }
  }

  /** Somebody sets the clock of a coordinator, and sets it right again. */
  record ClockStepped(String node, Duration offset) implements Fault {
    @Override
    public String kind() {
      return "clock " + (offset.isNegative() ? "set back" : "set forward");
    }

    @Override
    public void strike(ClusterProcesses cluster) {
      cluster.setClock(node, offset);
    }

    @Override
    public void heal(ClusterProcesses cluster) {
      cluster.setClock(node, Duration.ZERO);
    }

    @Override
    public Fault at(UnaryOperator<String> names) {
      return new ClockStepped(names.apply(node), offset);
    }
  }

  private static boolean isCoordinator(String node) {
    return node.startsWith("c") || node.equals(HOST);
  }

  private static List<String> coordinators(ClusterProcesses cluster) {
    return cluster.coordinators().stream().map(NodeProcess::name).toList();
  }
}
