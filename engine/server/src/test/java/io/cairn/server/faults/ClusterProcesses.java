package io.cairn.server.faults;

import static org.awaitility.Awaitility.await;

import io.cairn.server.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A cluster of real processes: coordinators c1, c2 .. and workers w1, w2 .., each a JVM with a
 * loopback address of its own, on a database of {@link PostgresServer}. Closing it, or the end of
 * this JVM, ends all of them.
 */
public final class ClusterProcesses implements AutoCloseable {

  private static final Duration FORMING = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int TAIL = 30;

  private final Path folder;
  private final PostgresServer postgres;
  private final String database;
  private final LinkProxies links;
  private final PauseGuard guard = new PauseGuard();
  private final List<NodeProcess> coordinators = new ArrayList<>();
  private final List<NodeProcess> workers = new ArrayList<>();
  private final ClusterClient client;

  /**
   * Of what it consists.
   *
   * @param coordinators how many
   * @param workers how many
   * @param slots of each worker
   * @param heap of each node at most, as the JVM takes it
   * @param properties further system properties of all nodes
   */
  public record Size(
      int coordinators, int workers, int slots, String heap, Map<String, String> properties) {
    public Size {
      properties = Map.copyOf(properties);
    }

    /** With short times, so that what takes seconds in a real cluster is over soon. */
    public static Size of(int coordinators, int workers, int slots) {
      return new Size(coordinators, workers, slots, "256m", Map.of());
    }

    /** The same with another heap. */
    public Size withHeap(String other) {
      return new Size(coordinators, workers, slots, other, properties);
    }
  }

  /** Starts the coordinators and, when they are there, the workers. */
  public ClusterProcesses(Size size, Path folder, PostgresServer postgres) {
    this(size, folder, postgres, postgres.newDatabase());
  }

  /** The same on a database that there is. */
  public ClusterProcesses(Size size, Path folder, PostgresServer postgres, String database) {
    this.folder = folder;
    this.postgres = postgres;
    this.database = database;
    List<String> coordinatorNames = names("c", size.coordinators());
    List<String> workerNames = names("w", size.workers());
    List<String> names = Stream.concat(coordinatorNames.stream(), workerNames.stream()).toList();
    Loopback loopback = Loopback.free();
    this.links =
        new LinkProxies(
            loopback,
            names,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres.port()));
    NodeCommand command = new NodeCommand(folder, loopback, coordinatorNames, size);
    List<URI> doors = new ArrayList<>();
    for (String name : names) {
      int number = names.indexOf(name) + 1;
      links.writeHosts(name, command.hosts(name));
      boolean coordinates = number <= size.coordinators();
      List<String> words =
          coordinates
              ? command.coordinator(name, number, proxied(name))
              : command.worker(name, number);
      NodeProcess node = new NodeProcess(name, words, folder.resolve(name + ".log"), guard);
      (coordinates ? coordinators : workers).add(node);
      if (coordinates) {
        doors.add(URI.create("http://" + loopback.own(number) + ":" + loopback.http()));
      }
    }
    this.client = new ClusterClient(doors);
    coordinators.forEach(NodeProcess::start);
    try {
      await()
          .alias("the coordinators come together")
          .atMost(FORMING)
          .pollInterval(LOOK)
          .until(() -> IntStream.range(0, size.coordinators()).allMatch(client::ready));
    } catch (ConditionTimeoutException e) {
      AssertionError failure = new AssertionError("no cluster: " + logTails(TAIL), e);
      close();
      throw failure;
    }
    workers.forEach(NodeProcess::start);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> prefix + number).toList();
  }

  private String proxied(String node) {
    InetSocketAddress at = links.database(node).at();
    return database.replace(
        "127.0.0.1:" + postgres.port(), at.getAddress().getHostAddress() + ":" + at.getPort());
  }

  /** Coordinators, c1 first. */
  public List<NodeProcess> coordinators() {
    return List.copyOf(coordinators);
  }

  /** Workers, w1 first. */
  public List<NodeProcess> workers() {
    return List.copyOf(workers);
  }

  /** All nodes. */
  public List<NodeProcess> nodes() {
    return Stream.concat(coordinators.stream(), workers.stream()).toList();
  }

  /** A node by its name. */
  public NodeProcess node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** The network between them. */
  public LinkProxies links() {
    return links;
  }

  /** Asks them. */
  public ClusterClient client() {
    return client;
  }

  /** The database server. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** Address of the database, not by way of any link. */
  public String database() {
    return database;
  }

  /** Sets the clock of a coordinator. */
  public void setClock(String coordinator, Duration offset) {
    try {
      Files.writeString(NodeCommand.clock(folder, coordinator), Long.toString(offset.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files in which workers noted what was acknowledged; see {@link Witness}. */
  public List<Path> witnesses() {
    return workers.stream().map(node -> NodeCommand.witness(folder, node.name())).toList();
  }

  /** Files of what workers' messages were answered. */
  public List<Path> answers() {
    return workers.stream().map(node -> NodeCommand.answers(folder, node.name())).toList();
  }

  /** Waits until every coordinator is a member and lists every worker. */
  public void awaitWhole() {
    await().alias("a whole cluster").atMost(FORMING).pollInterval(LOOK).until(this::isWhole);
  }

  /** Whether every coordinator is a member and lists every worker. */
  public boolean isWhole() {
    return IntStream.range(0, coordinators.size())
        .allMatch(
            number ->
                client.ready(number)
                    && client
                        .workers(number)
                        .map(answer -> answer.path("total").asInt() == workers.size())
                        .orElse(false));
  }

  /**
   * Starts nodes again that ended although nobody wanted them to, as whatever runs a service does.
   *
   * @return a sentence for each of them
   */
  public List<String> restartEnded() {
    List<String> ended = new ArrayList<>();
    for (NodeProcess node : nodes()) {
      if (node.endedByItself()) {
        ended.add(node.name() + " ended by itself with exit code " + node.exitCode());
        node.start();
      }
    }
    return ended;
  }

  /** Coordinators that the store takes for members of the cluster, in no order. */
  public List<String> members() {
    try (Connection connection = DriverManager.getConnection(database, PostgresServer.USER, "");
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("SELECT address FROM cairn_member")) {
      List<String> members = new ArrayList<>();
      while (rows.next()) {
        members.add(rows.getString(1));
      }
      return members;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The last lines that every node logged. */
  public Map<String, String> logTails(int lines) {
    Map<String, String> tails = new LinkedHashMap<>();
    for (NodeProcess node : nodes()) {
      try (Stream<String> all = Files.lines(node.log())) {
        List<String> text = all.toList();
        tails.put(
            node.name(),
            String.join("\n", text.subList(Math.max(0, text.size() - lines), text.size())));
      } catch (IOException e) {
        tails.put(node.name(), e.toString());
      }
    }
    return tails;
  }

  @Override
  public void close() {
    nodes().forEach(NodeProcess::kill);
    guard.close();
    links.close();
  }
}
