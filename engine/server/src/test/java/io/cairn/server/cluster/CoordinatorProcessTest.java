package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.cli.ClusterSweeps;
import io.cairn.server.store.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorProcessTest {

  private static final long PATIENCE = 60;

  @TempDir Path home;

  private ServerNode.Settings settings() {
    return new ServerNode.Settings(
        Endpoint.plain(new NodeAddress("127.0.0.1", 0)),
        List.of(),
        StoreSettings.from(ConfigFactory.load(), home),
        store -> new ClusterSweeps(store, InstantSource.system()),
        InstantSource.system(),
        "test");
  }

  private static void giveUp(ServerNode node) {
    CoordinatedShutdown.get(node.system()).runAll(CoordinatedShutdown.clusterDowningReason());
    node.gone().toCompletableFuture().join();
  }

  @Test
  void givenUpBeforeItsDoorsAreOpen_comesBack() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    CompletableFuture<Void> back = new CompletableFuture<>();
    CoordinatorProcess process =
        new CoordinatorProcess(
            settings(),
            node -> {
              if (starts.incrementAndGet() == 1) {
                giveUp(node);
                throw new IllegalStateException("cannot create children while terminating");
              }
              back.complete(null);
            });
    CompletableFuture<Void> ran = CompletableFuture.runAsync(process::run);

    CompletableFuture.anyOf(back, ran).get(PATIENCE, TimeUnit.SECONDS);
    assertThat(back).isCompleted();
    assertThat(ran).isNotDone();
    process.leave();
    ran.get(PATIENCE, TimeUnit.SECONDS);
    assertThat(starts).hasValue(2);
  }

  @Test
  void doorsThatCannotOpen_endTheFirstStart() {
    CoordinatorProcess process =
        new CoordinatorProcess(
            settings(),
            node -> {
              throw new IllegalArgumentException("the address is in use");
            });

    assertThatThrownBy(process::run).hasMessage("the address is in use");
  }

  @Test
  void doorsThatCannotOpenLater_areTriedAgain() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    CompletableFuture<Void> back = new CompletableFuture<>();
    CoordinatorProcess process =
        new CoordinatorProcess(
            settings(),
            node -> {
              switch (starts.incrementAndGet()) {
                case 1 -> giveUp(node);
                case 2 -> throw new IllegalArgumentException("the address is in use");
                default -> back.complete(null);
              }
            });
    CompletableFuture<Void> ran = CompletableFuture.runAsync(process::run);

    CompletableFuture.anyOf(back, ran).get(PATIENCE, TimeUnit.SECONDS);
    assertThat(back).isCompleted();
    process.leave();
    ran.get(PATIENCE, TimeUnit.SECONDS);
  }

  @Test
  void askedToLeaveBeforeItStarts_leaves() throws Exception {
    CoordinatorProcess process = new CoordinatorProcess(settings(), node -> {});
    process.leave();

    CompletableFuture.runAsync(process::run).get(PATIENCE, TimeUnit.SECONDS);
  }
}
