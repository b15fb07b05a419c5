package io.cairn.server.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import io.cairn.server.cli.ClusterSweeps;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.cluster.Submission;
import io.cairn.server.cluster.WorkerProcess;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.node.CheckpointFolder;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.spi.Evaluator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A coordinator and workers, each an actor system of its own, and each with its own tracing. */
final class TracedCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final ServerNode server;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final List<CompletableFuture<String>> leaving = new ArrayList<>();

  TracedCluster(Path home, Tracing tracing) {
    this.home = home;
    this.server =
        ServerNode.start(
            new ServerNode.Settings(
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(),
                StoreSettings.from(ConfigFactory.load(), home),
                store -> new ClusterSweeps(store, InstantSource.system()),
                InstantSource.system(),
                "test",
                tracing::study,
                Optional.empty()));
  }

  void worker(String name, Tracing tracing, String... labels) {
    WorkerProcess worker =
        new WorkerProcess(
            new WorkerProcess.Settings(
                new NodeSettings(
                    name,
                    2,
                    new TreeSet<>(List.of(labels)),
                    WorkerTypes.builtIn().runnable(),
                    "test",
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2),
                    CheckpointFolder.shared(home.resolve("checkpoints")),
                    home.resolve("scratch").resolve(name)),
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(server.address()),
                work -> tracing.follow(evaluator(work.getSweepJson()), name)));
    workers.add(worker);
    CompletableFuture<String> left = new CompletableFuture<>();
    leaving.add(left);
    Thread thread = new Thread(() -> left.complete(worker.run()), name);
    thread.setDaemon(true);
    thread.start();
  }

  private Evaluator evaluator(String sweepJson) throws Exception {
    Sweep sweep = SweepReader.parse(sweepJson, home, Purpose.RUN);
    WorkerSection.Configured worker = (WorkerSection.Configured) sweep.worker();
    return WorkerTypes.builtIn().find(worker.type()).orElseThrow().create(worker.settings());
  }

  void submit(String id, String sweep) throws Exception {
    Path file = Files.writeString(home.resolve(id + ".conf"), sweep);
    server
        .studies()
        .submit(
            new Submission(
                SweepReader.read(file, Purpose.RUN).canonicalJson(), home.toString(), id, id))
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** How a study stands. */
  JsonNode study(String id) throws Exception {
    return JSON.readTree(
        server
            .studies()
            .describe(id)
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .getJson());
  }

  boolean hasEnded(String id) throws Exception {
    return study(id).path("state").asText().equals("ended");
  }

  @Override
  public void close() {
    workers.parallelStream().forEach(worker -> worker.drain(Duration.ZERO));
    // Without their coordinator they would look for it for a while.
    leaving.forEach(left -> left.completeOnTimeout("", 30, TimeUnit.SECONDS).join());
    server.close();
  }
}
