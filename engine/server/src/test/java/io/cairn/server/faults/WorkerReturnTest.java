package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.proto.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers that are thought to be gone and are not, or are gone again and again. */
@ExtendWith(SharedCluster.Use.class)
class WorkerReturnTest {

  private final ClusterProcesses cluster = SharedCluster.whole();

  private ClusterStudy submit(String id, int trials, Duration step) {
    ObjectNode sweep = new FaultSweep("random", trials, true, step, 1).json();
    return ClusterStudy.submit(cluster, sweep, SharedCluster.folder(), id);
  }

  private static void requireSound(ClusterStudy study, int trials) {
    StudyJournal journal = study.journal();
    assertThat(
            StudyVerdict.violations(
                journal,
                new FaultSweep("random", trials, true, Duration.ofSeconds(1), 1).limits(),
                study.answers()))
        .as(journal::text)
        .isEmpty();
  }

  private static boolean isResult(Event event) {
    return event.hasMetricsReported() && event.getMetricsReported().getRungPlusOne() > 0;
  }

  private long givenUp(String node) {
    return cluster
        .logTails(Integer.MAX_VALUE)
        .get(node)
        .lines()
        .filter(line -> line.contains("comes back with what it has in hand"))
        .count();
  }

  @Test
  void suspendedWorkerWhoseWorkOthersDid_isRefusedAndLives() {
    ClusterStudy study = submit("late", 1, Duration.ofMillis(1_200));
    study.await("a worker", () -> study.workersAtWork().size() == 1);
    String worker = study.workersAtWork().get(0);
    long before = givenUp(worker);
    cluster.node(worker).suspend();
    try {
      study.awaitEnd();
      study.await("the worker is given up", () -> listed() == 5);
    } finally {
      cluster.node(worker).resume();
    }
    study.await("it comes back", cluster::isWhole);
    assertThat(givenUp(worker)).isEqualTo(before + 1);
    assertThat(cluster.node(worker).alive()).isTrue();
    requireSound(study, 1);
    assertThat(study.events(Event::hasEvaluationFailed)).hasSize(1);
    study.await("its late message is refused", () -> study.answers().refused() > 0);
  }

  @Test
  void suspendedWorkersWhoseWorkNobodyDid_goOnWithIt() {
    int trials = cluster.workers().size();
    ClusterStudy study = submit("all-asleep", trials, Duration.ofMillis(1_500));
    study.await("all at work", () -> study.workersAtWork().size() == trials);
    cluster.workers().forEach(NodeProcess::suspend);
    try {
      study.await(
          "all are given up",
          () -> study.events(Event::hasEvaluationFailed).size() == trials && listed() == 0);
    } finally {
      cluster.workers().forEach(NodeProcess::resume);
    }
    study.awaitEnd();
    requireSound(study, trials);
    assertThat(study.events(Event::hasLeaseRestored)).as(study.journal()::text).isNotEmpty();
    assertThat(study.events(WorkerReturnTest::isResult)).hasSize(trials);
    assertThat(cluster.workers()).allMatch(NodeProcess::alive);
    study.await("a whole cluster", cluster::isWhole);
  }

  /**
   * Of a node at the address of one that was lost, Pekko says that it is gone until the cluster has
   * admitted it: it was taken up and given up over and over, and its leases with it.
   */
  @Test
  void killedWorkerThatIsBack_keepsWhatItIsGiven() {
    ClusterStudy study = submit("back-again", 10_000, Duration.ofMillis(150));
    study.await("all at work", () -> study.workersAtWork().size() == cluster.workers().size());
    NodeProcess worker = cluster.workers().get(0);
    worker.kill();
    study.await("the loss is noticed", () -> listed() == cluster.workers().size() - 1);
    int before = study.events(event -> isLeaseOf(worker, event)).size();
    worker.start();
    study.await(
        "it is at work again",
        () -> study.events(event -> isLeaseOf(worker, event)).size() > before + 3);
    study.await("the study is told to stop", () -> cluster.client().stop(study.id()));
    study.awaitEnd();
    assertThat(study.events(Event::hasEvaluationFailed))
        .as(study.journal()::text)
        .noneMatch(
            event -> event.getEvaluationFailed().getMessage().contains("before it got the lease"));
    study.await("a whole cluster", cluster::isWhole);
  }

  private static boolean isLeaseOf(NodeProcess worker, Event event) {
    return event.hasEvaluationLeased()
        && event.getEvaluationLeased().getWorker().equals(worker.name());
  }

  private int listed() {
    return cluster.client().workers(0).map(all -> all.path("total").asInt()).orElse(-1);
  }

  @Test
  void nodeLostThreeTimes_isThreeRelocationsAndNoFailure() {
    ClusterStudy study = submit("lost-thrice", 1, Duration.ofMillis(2_500));
    for (int losses = 1; losses <= 3; losses++) {
      study.await("a worker", () -> study.workersAtWork().size() == 1);
      NodeProcess worker = cluster.node(study.workersAtWork().get(0));
      worker.kill();
      int lost = losses;
      study.await(
          "the loss is noticed", () -> study.events(Event::hasEvaluationFailed).size() == lost);
      worker.start();
    }
    study.awaitEnd();
    requireSound(study, 1);
    JsonNode status = cluster.client().study(0, study.id()).orElseThrow();
    List<Event> results = study.events(WorkerReturnTest::isResult);
    assertThat(results).isNotEmpty();
    assertThat(study.events(Event::hasTrialFailed)).isEmpty();
    assertThat(study.events(Event::hasEvaluationFailed))
        .allMatch(
            event ->
                event.getEvaluationFailed().getWhy()
                    == io.cairn.proto.FailureKind.FAILURE_KIND_LOST)
        .hasSize(3);
    assertThat(status.path("best").path("trial").asInt(-1)).isZero();
    study.await("a whole cluster", cluster::isWhole);
  }
}
