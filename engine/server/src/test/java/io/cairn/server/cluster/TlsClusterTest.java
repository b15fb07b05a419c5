package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Offer;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.tls.Certificates;
import io.cairn.workers.node.CheckpointFolder;
import io.cairn.workers.node.NodeSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator and workers whose connections are secured: who gets in, and who does not. */
class TlsClusterTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  private ServerNode server;
  private final List<Thread> threads = new ArrayList<>();
  private final List<WorkerProcess> workers = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    server =
        ServerNode.start(
            new ServerNode.Settings(
                secured(Certificates.issue(folder, "authority", "server", "localhost"), 0),
                List.of(),
                StoreSettings.from(ConfigFactory.load(), home),
                store -> new NoSweeps(),
                InstantSource.system(),
                "1"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
    workers.forEach(worker -> worker.drain(Duration.ZERO));
    for (Thread thread : threads) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
    }
  }

  private static Endpoint secured(Path certificates, int port) {
    return new Endpoint(
        new NodeAddress("localhost", port), Optional.empty(), Optional.of(certificates));
  }

  private void startWorker(String name, Endpoint endpoint) throws IOException {
    WorkerProcess worker =
        new WorkerProcess(
            new WorkerProcess.Settings(
                new NodeSettings(
                    name,
                    1,
                    new TreeSet<>(),
                    new TreeSet<>(List.of("function")),
                    "1",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    CheckpointFolder.shared(folder),
                    Files.createDirectories(folder.resolve("scratch-" + name))),
                endpoint,
                List.of(server.address()),
                work -> {
                  throw new IllegalStateException("nothing is evaluated here");
                }));
    Thread thread = new Thread(worker::run, "worker-" + name);
    thread.start();
    workers.add(worker);
    threads.add(thread);
  }

  private List<String> members() throws Exception {
    return server
        .studies()
        .workers("")
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .getNodesList()
        .stream()
        .map(NodeStatus::getOffer)
        .map(Offer::getNode)
        .toList();
  }

  @Test
  void onlyNodesOfTheAuthority_takePart() throws Exception {
    // Those that must stay out come first: when the last one is in, they have had their chance.
    startWorker("stranger", secured(Certificates.issue(folder, "other", "s", "localhost"), 0));
    startWorker("plain", Endpoint.plain(new NodeAddress("localhost", 0)));
    startWorker("misnamed", secured(Certificates.issue(folder, "authority", "m", "else.where"), 0));
    startWorker("first", secured(Certificates.issue(folder, "authority", "f", "localhost"), 0));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(members()).contains("first"));
    startWorker("second", secured(Certificates.issue(folder, "authority", "g", "localhost"), 0));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(members()).contains("second"));

    assertThat(members()).containsExactly("first", "second");
  }

  @Test
  void nodesWithoutNames_showTheNameOfAnyAddress() throws Exception {
    Path pod = Certificates.issue(folder, "authority", "pod", "any-address.cairn.internal");

    startWorker(
        "pod", new Endpoint(new NodeAddress("127.0.0.1", 0), Optional.empty(), Optional.of(pod)));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(members()).containsExactly("pod"));
  }

  @Test
  void plainText_isCutOff() throws IOException {
    try (Socket socket = new Socket("localhost", server.address().port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      // What a node without TLS begins with.
      socket.getOutputStream().write("PEKK\1hello, let me in".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();

      byte[] answer = socket.getInputStream().readAllBytes();

      // At most an alert of TLS (type 21), then the end.
      assertThat(answer.length == 0 || answer[0] == 21).isTrue();
    }
  }

  private static final class NoSweeps implements Sweeps {
    @Override
    public Optional<String> report(String study) {
      return Optional.empty();
    }

    @Override
    public Terms terms(StudyCreated created) {
      throw new IllegalStateException();
    }

    @Override
    public StudySpec spec(StudyCreated created) {
      throw new IllegalStateException();
    }

    @Override
    public StudyCreated found(Submission submission) {
      throw new RefusedSweepException("none");
    }

    @Override
    public Optional<TrustCourse> trust(String study) {
      return Optional.empty();
    }

    @Override
    public void settle(String study) {}
  }
}
