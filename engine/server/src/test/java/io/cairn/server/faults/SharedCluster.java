package io.cairn.server.faults;

import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One cluster for the tests of this JVM, since it takes a while to start: three coordinators and
 * six workers with a slot each. Who uses it leaves it whole. It ends when no test has used it for a
 * while, since its idle processes would slow down the tests of others.
 */
final class SharedCluster {

  static final Size SIZE = Size.of(3, 6, 1);

  private static final int IDLE_SECONDS = 10;

  private static final ScheduledExecutorService CLOSING =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "end-idle-cluster");
            thread.setDaemon(true);
            return thread;
          });

  private static Optional<SharedCluster> shared = Optional.empty();
  private static Optional<ScheduledFuture<?>> closing = Optional.empty();

  private final Path folder;
  private final ClusterProcesses processes;
  private final AtomicBoolean over = new AtomicBoolean();

  private SharedCluster() {
    try {
      folder = Files.createTempDirectory("cairn-cluster");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    processes = new ClusterProcesses(SIZE, folder, PostgresServer.shared());
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-cluster"));
  }

  /** For the tests that use it. */
  static final class Use implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      release();
    }
  }

  private static synchronized SharedCluster get() {
    closing.ifPresent(future -> future.cancel(false));
    closing = Optional.empty();
    if (shared.isEmpty()) {
      shared = Optional.of(new SharedCluster());
    }
    return shared.get();
  }

  private static synchronized void release() {
    closing.ifPresent(future -> future.cancel(false));
    closing =
        Optional.of(CLOSING.schedule(SharedCluster::endShared, IDLE_SECONDS, TimeUnit.SECONDS));
  }

  private static synchronized void endShared() {
    if (closing.isPresent()) { // Nobody came while this waited for the lock.
      shared.ifPresent(SharedCluster::end);
      shared = Optional.empty();
    }
  }

  /** The cluster, whole. */
  static ClusterProcesses whole() {
    ClusterProcesses cluster = get().processes;
    cluster.restartEnded();
    cluster.awaitWhole();
    return cluster;
  }

  /** Where its files are. */
  static Path folder() {
    return get().folder;
  }

  /** By whoever comes first: when it was idle for a while, or when the JVM ends. */
  private void end() {
    if (over.getAndSet(true)) {
      return;
    }
    processes.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      return; // It is a temporary folder.
    }
  }
}
