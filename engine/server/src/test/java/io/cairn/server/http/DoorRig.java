package io.cairn.server.http;

import com.typesafe.config.ConfigFactory;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.StudyCreated;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.RefusedSweepException;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.cluster.Submission;
import io.cairn.server.cluster.Sweeps;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.tls.NodeTls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.ServerBinding;

/** A coordinator of its own with an HTTP door; it takes no sweeps. */
final class DoorRig implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ServerNode node;
  private final ServerBinding binding;

  /** With the limits of reference.conf. */
  static DoorLimits limits() {
    return DoorLimits.from(ConfigFactory.load());
  }

  DoorRig(Path home, AccessTokens tokens, DoorLimits limits, Optional<NodeTls> tls)
      throws Exception {
    node =
        ServerNode.start(
            new ServerNode.Settings(
                Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
                List.of(),
                StoreSettings.from(ConfigFactory.load(), home),
                store -> new NoSweeps(),
                InstantSource.system(),
                "1"));
    binding =
        HttpDoor.open(node, new NodeAddress("127.0.0.1", 0), tokens, limits, tls)
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  int port() {
    return binding.localAddress().getPort();
  }

  @Override
  public void close() {
    node.close();
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
      throw new RefusedSweepException("this server takes no sweeps");
    }

    @Override
    public Optional<TrustCourse> trust(String study) {
      return Optional.empty();
    }

    @Override
    public void settle(String study) {}
  }
}
