package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that leave in order. */
class LeavingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private static long comebacks(NodeProcess node) throws Exception {
    try (var lines = Files.lines(node.log())) {
      return lines.filter(line -> line.contains("it comes back")).count();
    }
  }

  @Test
  void coordinatorThatLeaves_takesNobodyWithIt() throws Exception {
    ClusterProcesses cluster = SharedCluster.whole();
    FaultSweep sweep = new FaultSweep("asha", 20, true, Duration.ofMillis(800), 1);
    ClusterStudy study =
        ClusterStudy.submit(cluster, sweep.json(), SharedCluster.folder(), "rolling");
    study.await("some work", () -> !study.events(event -> event.hasMetricsReported()).isEmpty());
    NodeProcess host = cluster.node(study.host().orElseThrow());
    long before = 0;
    for (NodeProcess node : cluster.coordinators()) {
      before += comebacks(node);
    }
    host.terminate();
    host.awaitEnd(PATIENCE);
    assertThat(host.exitCode()).isEqualTo(128 + 15);
    study.await("another goes on", () -> !study.host().orElseThrow().equals(host.name()));
    study.awaitEnd();
    host.start();
    study.await("a whole cluster", cluster::isWhole);
    long after = 0;
    for (NodeProcess node : cluster.coordinators()) {
      after += comebacks(node);
    }
    assertThat(after).as("others were given up").isEqualTo(before);
    StudyJournal journal = study.journal();
    assertThat(StudyVerdict.violations(journal, sweep.limits(), study.answers()))
        .as(journal::text)
        .isEmpty();
  }

  @Test
  void onlyServerStoppedInOrderAndStarted_hasItsWorkersBack() {
    try (ClusterProcesses cluster =
        new ClusterProcesses(Size.of(1, 1, 1), folder, PostgresServer.shared())) {
      cluster.awaitWhole();
      NodeProcess server = cluster.coordinators().get(0);
      server.terminate();
      server.awaitEnd(PATIENCE);
      server.start();
      cluster.awaitWhole();
    }
  }
}
