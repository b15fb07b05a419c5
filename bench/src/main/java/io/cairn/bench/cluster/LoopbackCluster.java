package io.cairn.bench.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.cluster.Nodes;
import io.cairn.server.cli.ClusterSweeps;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.cluster.Submission;
import io.cairn.server.cluster.WorkerProcess;
import io.cairn.server.http.AccessTokens;
import io.cairn.server.http.DoorLimits;
import io.cairn.server.http.HttpDoor;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.node.CheckpointFolder;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.spi.Evaluator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorSystem;

/** A coordinator and workers, each an actor system of its own in this process. */
public final class LoopbackCluster implements AutoCloseable {

  private static final String VERSION = "bench";

  private final Path home;
  private final ServerNode server;
  private final List<WorkerProcess> workers = new ArrayList<>();

  /**
   * Starts the coordinator.
   *
   * @param store address of its store; empty for a file of its own
   */
  public LoopbackCluster(String store) throws IOException {
    this(ConfigFactory.parseMap(Map.of("cairn.store.url", store)));
  }

  /** Starts the coordinator on a store with the settings given, and else the usual ones. */
  public LoopbackCluster(Config store) throws IOException {
    home = Files.createTempDirectory("cairn-bench");
    server =
        ServerNode.start(
            new ServerNode.Settings(
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(),
                StoreSettings.from(store.withFallback(ConfigFactory.load()), home),
                opened -> new ClusterSweeps(opened, InstantSource.system()),
                InstantSource.system(),
                VERSION));
  }

  /** Starts a worker; it joins in the background. */
  WorkerProcess worker(String name, int slots) {
    WorkerProcess worker =
        new WorkerProcess(
            new WorkerProcess.Settings(
                new NodeSettings(
                    name,
                    slots,
                    new TreeSet<>(),
                    WorkerTypes.builtIn().runnable(),
                    VERSION,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    CheckpointFolder.shared(home.resolve("checkpoints")),
                    home.resolve("scratch").resolve(name)),
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(server.address()),
                work -> evaluator(work.getSweepJson())));
    workers.add(worker);
    Thread thread = new Thread(worker::run, name);
    thread.setDaemon(true);
    thread.start();
    return worker;
  }

  private Evaluator evaluator(String sweepJson) throws Exception {
    Sweep sweep = SweepReader.parse(sweepJson, home, Purpose.RUN);
    WorkerSection.Configured worker = (WorkerSection.Configured) sweep.worker();
    return WorkerTypes.builtIn().find(worker.type()).orElseThrow().create(worker.settings());
  }

  /** Hands a sweep in. */
  public void submit(String id, String sweep) throws Exception {
    Path file = Files.writeString(home.resolve(id + ".conf"), sweep);
    String json = SweepReader.read(file, Purpose.RUN).canonicalJson();
    server
        .studies()
        .submit(new Submission(json, home.toString(), id, UUID.randomUUID().toString()))
        .toCompletableFuture()
        .get();
  }

  /** Opens its page and its API; gives where. */
  public URI door() throws Exception {
    int port =
        HttpDoor.open(
                server,
                new NodeAddress("127.0.0.1", 0),
                AccessTokens.OPEN,
                DoorLimits.from(ConfigFactory.load()),
                Optional.empty())
            .toCompletableFuture()
            .get()
            .localAddress()
            .getPort();
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** The coordinator's actor system. */
  public ActorSystem<?> system() {
    return server.system();
  }

  /** What the dispatcher knows of the workers. */
  Nodes nodes() throws Exception {
    return server.studies().workers("").toCompletableFuture().get();
  }

  /** How a study stands, as JSON. */
  String describe(String id) throws Exception {
    return server.studies().describe(id).toCompletableFuture().get().getJson();
  }

  @Override
  public void close() {
    workers.parallelStream().forEach(worker -> worker.drain(Duration.ZERO));
    server.close();
  }
}
