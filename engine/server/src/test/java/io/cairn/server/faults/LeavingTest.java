package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that leave in order. */
@ExtendWith(SharedCluster.Use.class)
class LeavingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void coordinatorThatLeaves_takesNobodyWithIt() {
    ClusterProcesses cluster = SharedCluster.whole();
    FaultSweep sweep = new FaultSweep("asha", 20, true, Duration.ofMillis(800), 1);
    ClusterStudy study =
        ClusterStudy.submit(cluster, sweep.json(), SharedCluster.folder(), "rolling");
    study.await("some work", () -> !study.events(event -> event.hasMetricsReported()).isEmpty());
    NodeProcess host = cluster.node(study.host().orElseThrow());
    host.terminate();
    host.awaitEnd(PATIENCE);
    assertThat(host.exitCode()).isEqualTo(128 + 15);
    assertThat(cluster.members())
        .as("it strikes itself off the list, and nobody else")
        .hasSize(2)
        .noneMatch(member -> member.startsWith(host.name() + ":"));
    study.await("another goes on", () -> !study.host().orElseThrow().equals(host.name()));
    study.awaitEnd();
    host.start();
    study.await("a whole cluster", cluster::isWhole);
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
