package io.cairn.server.faults;

import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One cluster for the tests of this JVM, since it takes a while to start: three coordinators and
 * six workers with a slot each. Who uses it leaves it whole.
 */
final class SharedCluster {

  static final Size SIZE = Size.of(3, 6, 1);

  private static final class Shared {
    private static final SharedCluster CLUSTER = new SharedCluster();
  }

  private final Path folder;
  private final ClusterProcesses processes;

  private SharedCluster() {
    try {
      folder = Files.createTempDirectory("cairn-cluster");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    processes = new ClusterProcesses(SIZE, folder, PostgresServer.shared());
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-cluster"));
  }

  /** The cluster, whole. */
  static ClusterProcesses whole() {
    ClusterProcesses cluster = Shared.CLUSTER.processes;
    cluster.restartEnded();
    cluster.awaitWhole();
    return cluster;
  }

  /** Where its files are. */
  static Path folder() {
    return Shared.CLUSTER.folder;
  }

  private void end() {
    processes.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      return; // It is a temporary folder.
    }
  }
}
