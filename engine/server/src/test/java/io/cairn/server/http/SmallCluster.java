package io.cairn.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.server.cli.ClusterSweeps;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.cluster.WorkerProcess;
import io.cairn.server.coordinator.EvaluationTracer;
import io.cairn.server.remote.RemoteCheckpoints;
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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A coordinator with its HTTP door and workers, each an actor system of its own. */
final class SmallCluster implements AutoCloseable {

  static final String VERSION = "test";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final ServerNode server;
  private final URI door;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final List<CompletableFuture<String>> leaving = new ArrayList<>();

  /** An answer of the door. */
  record Answer(int status, JsonNode body) {}

  SmallCluster(Path home, AccessTokens tokens) throws Exception {
    this(home, tokens, ConfigFactory.load());
  }

  /**
   * @param config whose {@code cairn.store} and {@code cairn.http} hold; coordinators on one store
   *     are one cluster
   */
  SmallCluster(Path home, AccessTokens tokens, Config config) throws Exception {
    this.home = home;
    server =
        ServerNode.start(
            new ServerNode.Settings(
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(),
                StoreSettings.from(config, home),
                store -> new ClusterSweeps(store, InstantSource.system()),
                InstantSource.system(),
                VERSION,
                study -> EvaluationTracer.NONE,
                Optional.of(
                    new RemoteCheckpoints(
                        CheckpointFolder.shared(home.resolve("remote-checkpoints")),
                        home.resolve("remote-arrivals")))));
    int port =
        HttpDoor.open(
                server,
                new NodeAddress("127.0.0.1", 0),
                tokens,
                DoorLimits.from(config),
                Optional.empty())
            .toCompletableFuture()
            .get()
            .localAddress()
            .getPort();
    door = URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Starts a worker; completes with why it was refused, or with empty text when it has left. */
  CompletableFuture<String> worker(String name, int slots, String version, String... labels) {
    WorkerProcess worker =
        new WorkerProcess(
            new WorkerProcess.Settings(
                new NodeSettings(
                    name,
                    slots,
                    new TreeSet<>(List.of(labels)),
                    WorkerTypes.builtIn().runnable(),
                    version,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2),
                    CheckpointFolder.shared(home.resolve("checkpoints")),
                    home.resolve("scratch").resolve(name)),
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(server.address()),
                work -> evaluator(work.getSweepJson())));
    workers.add(worker);
    CompletableFuture<String> left = new CompletableFuture<>();
    leaving.add(left);
    Thread thread = new Thread(() -> left.complete(worker.run()), name);
    thread.setDaemon(true);
    thread.start();
    return left;
  }

  private Evaluator evaluator(String sweepJson) throws Exception {
    Sweep sweep = SweepReader.parse(sweepJson, home, Purpose.RUN);
    WorkerSection.Configured worker = (WorkerSection.Configured) sweep.worker();
    return WorkerTypes.builtIn().find(worker.type()).orElseThrow().create(worker.settings());
  }

  /** Hands a sweep in. */
  Answer submit(String id, String sweep, String key) throws Exception {
    Path file = Files.writeString(home.resolve(UUID.randomUUID() + ".conf"), sweep);
    String json = SweepReader.read(file, Purpose.RUN).canonicalJson();
    return send(
        request("api/v1/studies")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"sweep\":" + json + ",\"folder\":\"" + home + "\",\"id\":\"" + id + "\"}")));
  }

  Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  Answer post(String path) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** The coordinator. */
  ServerNode node() {
    return server;
  }

  /** Where its page and its API are. */
  URI door() {
    return door;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(door.resolve(path));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    return new Answer(
        response.statusCode(),
        text.startsWith("{") ? JSON.readTree(text) : JSON.createObjectNode().put("text", text));
  }

  @Override
  public void close() {
    workers.parallelStream().forEach(worker -> worker.drain(Duration.ZERO));
    // Without their coordinator they would look for it for a while.
    leaving.forEach(left -> left.completeOnTimeout("", 30, TimeUnit.SECONDS).join());
    server.close();
  }
}
