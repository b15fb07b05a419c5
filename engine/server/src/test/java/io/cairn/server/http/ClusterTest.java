package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with a cluster, over HTTP, with a coordinator and workers that are nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = branin
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3 }
      method { name = asha }
      budget { trials = %d }
      worker { type = function, function = branin, sleep = %s }
      """;

  private SmallCluster cluster;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    cluster = new SmallCluster(home, AccessTokens.OPEN);
    cluster.worker("plain", 2, SmallCluster.VERSION);
    await().atMost(PATIENCE).until(() -> workers() == 1);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private int workers() throws Exception {
    return cluster.get("api/v1/workers").body().path("total").asInt();
  }

  private JsonNode study(String id) throws Exception {
    return cluster.get("api/v1/studies/" + id).body();
  }

  private void awaitState(String id, String state) {
    await().atMost(PATIENCE).until(() -> study(id).path("state").asText().equals(state));
  }

  @Test
  void sweep_isRunToItsEndAndListed() throws Exception {
    assertThat(cluster.submit("whole", SWEEP.formatted(12, "1ms"), "k1").status()).isEqualTo(201);
    awaitState("whole", "ended");
    JsonNode ended = study("whole");
    assertThat(ended.path("trials").asInt()).isEqualTo(12);
    assertThat(ended.path("best").path("metrics").has("value")).isTrue();
    assertThat(ended.path("ended").asText()).contains("trials budget reached (12)");
    assertThat(cluster.get("api/v1/studies/whole/report").body().path("text").asText())
        .contains("<html", "12 trials", "trials budget reached (12)");
    assertThat(cluster.get("api/v1/studies/none/report").status()).isEqualTo(404);
    assertThat(cluster.get("api/v1/studies").body().path("studies").findValuesAsText("study"))
        .contains("whole");
  }

  @Test
  void sameSubmissionAgain_isTheSameStudy() throws Exception {
    assertThat(cluster.submit("", SWEEP.formatted(1, "1ms"), "k2").status()).isEqualTo(201);
    SmallCluster.Answer again = cluster.submit("", SWEEP.formatted(1, "1ms"), "k2");
    assertThat(again.status()).isEqualTo(200);
    cluster.submit("mine", SWEEP.formatted(1, "1ms"), "k3");
    SmallCluster.Answer taken = cluster.submit("mine", SWEEP.formatted(1, "1ms"), "k4");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body().path("detail").asText()).contains("mine", "choose another id");
  }

  @Test
  void pausedStudy_handsOutNothingUntilItIsResumed_andStops() throws Exception {
    cluster.submit("calm", SWEEP.formatted(100_000, "5ms"), "k5");
    await().atMost(PATIENCE).until(() -> study("calm").path("evaluations").asInt() > 3);
    assertThat(cluster.post("api/v1/studies/calm/pause").body().path("result").asText())
        .contains("paused");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                study("calm").path("state").asText().equals("paused")
                    && study("calm").path("running").asInt() == 0);
    int before = study("calm").path("evaluations").asInt();
    assertThat(study("calm").path("evaluations").asInt()).isEqualTo(before);
    cluster.post("api/v1/studies/calm/resume");
    await().atMost(PATIENCE).until(() -> study("calm").path("evaluations").asInt() > before);
    cluster.post("api/v1/studies/calm/stop");
    awaitState("calm", "ended");
    assertThat(study("calm").path("ended").asText()).contains("stopped by hand");
  }

  @Test
  void rungsThatNeedALabel_waitForAWorkerThatHasIt() throws Exception {
    cluster.submit(
        "picky", SWEEP.formatted(9, "1ms") + "workers { rungs { \"9\" = [gpu] } }", "k7");
    await().atMost(PATIENCE).until(() -> study("picky").path("waiting").asInt() > 0);
    assertThat(study("picky").path("state").asText()).isEqualTo("running");
    CompletableFuture<String> left = cluster.worker("strong", 1, SmallCluster.VERSION, "gpu");
    awaitState("picky", "ended");
    assertThat(study("picky").path("ended").asText()).contains("trials budget reached (9)");
    cluster.post("api/v1/workers/strong/drain?grace-seconds=0");
    left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void studyOfHigherPriority_takesSlotsOverAndNothingIsLost() throws Exception {
    cluster.submit("patient", SWEEP.formatted(100_000, "10m"), "k8");
    await().atMost(PATIENCE).until(() -> study("patient").path("running").asInt() == 2);
    cluster.submit("urgent", SWEEP.formatted(6, "1ms") + "workers { priority = 5 }", "k9");
    awaitState("urgent", "ended");
    await().atMost(PATIENCE).until(() -> study("patient").path("running").asInt() == 2);
    JsonNode patient = study("patient");
    assertThat(patient.path("failures").asInt()).isZero();
    assertThat(patient.path("relocations").asInt()).isPositive();
    cluster.post("api/v1/studies/patient/stop");
    awaitState("patient", "ended");
  }

  @Test
  void studyWithALimit_staysWithinIt() throws Exception {
    cluster.submit("modest", SWEEP.formatted(12, "20ms") + "workers { max-in-flight = 1 }", "k10");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode now = study("modest");
              assertThat(now.path("running").asInt()).isLessThanOrEqualTo(1);
              return now.path("state").asText().equals("ended");
            });
  }

  @Test
  void workerOfAnotherVersion_isRefusedWithASentence() throws Exception {
    CompletableFuture<String> left = cluster.worker("old", 1, "0.0.1");
    assertThat(left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .contains("runs Cairn 0.0.1", "the cluster runs test", "install");
  }

  @Test
  void drainedWorker_finishesAndLeaves() throws Exception {
    CompletableFuture<String> left = cluster.worker("brief", 1, SmallCluster.VERSION);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .get("api/v1/workers")
                    .body()
                    .path("workers")
                    .findValuesAsText("worker")
                    .contains("brief"));
    assertThat(cluster.post("api/v1/workers/brief/drain?grace-seconds=60").status()).isEqualTo(202);
    assertThat(left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    SmallCluster.Answer unknown = cluster.post("api/v1/workers/nobody/drain");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("detail").asText()).contains("no worker nobody");
  }

  @Test
  void sweepWithMistakes_isRefusedWithEachOfThem() throws Exception {
    SmallCluster.Answer answer =
        cluster.send(
            cluster
                .request("api/v1/studies")
                .header("Idempotency-Key", "k6")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"sweep\":{\"name\":\"x\"},\"folder\":\"/tmp\"}")));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("detail").asText()).contains("objective", "space");
  }

  private String metrics() throws Exception {
    return cluster.get("metrics").body().path("text").asText();
  }

  @Test
  void studyThatRuns_hasFiguresUntilItIsOver() throws Exception {
    cluster.submit("figures", SWEEP.formatted(100_000, "5ms"), "k11");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "cairn_study_phase{phase=\"running\",study=\"figures\"} 1",
                        "cairn_study_best_value{study=\"figures\"}",
                        "cairn_study_rung_results{bracket=\"0\",level=\"9\",rung=\"2\""));
    assertThat(metrics())
        .contains("cairn_store_persist_seconds_bucket{le=\"+Inf\"}", "cairn_node_ready 1")
        .doesNotContain("cairn_results_total 0.0");
    cluster.post("api/v1/studies/figures/stop");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(metrics()).doesNotContain("study=\"figures\""));
  }

  @Test
  void healthAndMetrics_answer() throws Exception {
    assertThat(cluster.get("health/live").status()).isEqualTo(200);
    assertThat(cluster.get("health/ready").status()).isEqualTo(200);
    assertThat(cluster.get("metrics").body().path("text").asText())
        .contains(
            "cairn_demanded_slots ",
            "cairn_slots ",
            "# TYPE cairn_workers gauge",
            "cairn_wanted_slots{labels=\"\"} ");
    SmallCluster.Answer nothing = cluster.get("api/v2");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.body().path("status").asInt()).isEqualTo(404);
  }
}
