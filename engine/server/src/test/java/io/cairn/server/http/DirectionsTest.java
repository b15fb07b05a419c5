package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Directing studies over HTTP: copies, shares, removal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectionsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = "branin"
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      method { name = random }
      budget { trials = %d }
      workers { weight = 3 }
      worker { type = function, function = branin, sleep = 1ms }
      """;

  private SmallCluster cluster;
  private Path home;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    home = folder;
    cluster = new SmallCluster(home, AccessTokens.OPEN);
    cluster.worker("w", 2, SmallCluster.VERSION);
    cluster.submit("done", SWEEP.formatted(5), "k1");
    ended("done");
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private String state(String study) throws Exception {
    return cluster.get("api/v1/studies/" + study).body().path("state").asText();
  }

  private void ended(String study) {
    await().atMost(PATIENCE).until(() -> state(study).equals("ended"));
  }

  private SmallCluster.Answer post(String path, String key, String body) throws Exception {
    HttpRequest.Builder request =
        cluster
            .request("api/v1/" + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return cluster.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
  }

  private SmallCluster.Answer share(String study, String body) throws Exception {
    return cluster.send(
        cluster
            .request("api/v1/studies/" + study + "/share")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private SmallCluster.Answer delete(String study) throws Exception {
    return cluster.send(cluster.request("api/v1/studies/" + study).DELETE());
  }

  private static String detail(SmallCluster.Answer answer) {
    return answer.body().path("detail").asText();
  }

  @Test
  void copy_isTheSameSweepButForWhatIsChanged() throws Exception {
    String change = "{\"id\":\"copy\",\"sweep\":{\"budget\":{\"trials\":7},\"workers\":null}}";
    SmallCluster.Answer made = post("studies/done/clone", "c1", change);
    assertThat(made.status()).isEqualTo(201);
    assertThat(post("studies/done/clone", "c1", change).status()).as("sent again").isEqualTo(200);
    JsonNode sweep = cluster.get("api/v1/studies/copy/sweep").body();
    JsonNode before = cluster.get("api/v1/studies/done/sweep").body();
    assertThat(sweep.path("folder")).isEqualTo(before.path("folder"));
    assertThat(sweep.at("/sweep/space")).isEqualTo(before.at("/sweep/space"));
    assertThat(before.at("/sweep/workers/weight").asDouble()).isEqualTo(3);
    assertThat(sweep.at("/sweep/workers/weight").isMissingNode()).isTrue();
    ended("copy");
    assertThat(cluster.get("api/v1/studies/copy").body().path("trials").asInt()).isEqualTo(7);
  }

  @Test
  void copyWithMistakes_isRefusedAndMakesNothing() throws Exception {
    SmallCluster.Answer wrong =
        post("studies/done/clone", "c2", "{\"id\":\"no\",\"sweep\":{\"budget\":{\"trials\":-1}}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(detail(wrong)).contains("budget.trials", "-1");
    assertThat(cluster.get("api/v1/studies/no").status()).isEqualTo(404);
    assertThat(detail(post("studies/done/clone", "", "{}"))).contains("Idempotency-Key");
    assertThat(detail(post("studies/done/clone", "c3", "{\"sweep\":4}"))).contains("RFC 7396");
    assertThat(detail(post("studies/done/clone", "c3", "{\"sweep\":"))).contains("not JSON");
    assertThat(detail(post("studies/done/clone", "c3", "[]"))).contains("JSON object");
    assertThat(post("studies/none/clone", "c4", "{}").status()).isEqualTo(404);
  }

  @Test
  void share_isChangedAndToldAgain() throws Exception {
    cluster.submit("long", SWEEP.formatted(1_000_000), "k2");
    await().atMost(PATIENCE).until(() -> state("long").equals("running"));
    SmallCluster.Answer changed = share("long", "{\"weight\":2.5,\"priority\":-7}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("result").asText())
        .isEqualTo("its weight is 2.5 and its priority -7");
    assertThat(detail(share("long", "{\"weight\":0,\"priority\":0}")))
        .isEqualTo("weight = 0.0 must be a number above 0 and at most 1000; 1 is usual");
    assertThat(detail(share("long", "{\"weight\":1,\"priority\":101}")))
        .isEqualTo("priority = 101 must be from -100 to 100");
    assertThat(detail(share("long", "{\"weight\":1}"))).contains("\"priority\": 0");
    assertThat(share("none", "{\"weight\":1,\"priority\":0}").status()).isEqualTo(404);
    assertThat(share("done", "{\"weight\":1,\"priority\":0}").body().path("result").asText())
        .contains("ended already");
    assertThat(delete("long").status()).as("while it runs").isEqualTo(409);
    assertThat(cluster.post("api/v1/studies/long/stop").status()).isEqualTo(200);
    ended("long");
    assertThat(cluster.get("api/v1/studies/long/trials").status()).isEqualTo(200);
    assertThat(delete("long").status()).isEqualTo(204);
    assertThat(cluster.get("api/v1/studies/long").status()).isEqualTo(404);
    assertThat(cluster.get("api/v1/studies/long/trials").status()).isEqualTo(404);
    assertThat(delete("long").status()).isEqualTo(404);
  }

  @Test
  void log_comesFromTheWorkerWhileItRunsAndFromTheJournalWhenItFailed() throws Exception {
    String talking =
        """
        name = "talking"
        objective { metric = value, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        method { name = random }
        budget { trials = 1 }
        failures { retries = 0 }
        worker { type = process, command = ["sh", "-c", "echo hello from here; while [ ! -e %s ]; do sleep 0.1; done; exit 3"] }
        """;
    Path go = home.resolve("go");
    cluster.submit("talking", talking.formatted(go), "k8");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .get("api/v1/studies/talking/trials/0/log")
                    .body()
                    .path("log")
                    .asText()
                    .contains("hello from here"));
    JsonNode running = cluster.get("api/v1/studies/talking/trials/0/log").body();
    assertThat(running.path("running").asBoolean()).isTrue();
    assertThat(running.path("worker").asText()).isEqualTo("w");
    java.nio.file.Files.createFile(go);
    ended("talking");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !cluster
                    .get("api/v1/studies/talking/trials/0/log")
                    .body()
                    .path("running")
                    .asBoolean());
    JsonNode failed = cluster.get("api/v1/studies/talking/trials/0/log").body();
    assertThat(failed.path("log").asText()).contains("hello from here");
    assertThat(cluster.get("api/v1/studies/talking/trials/1/log").status()).isEqualTo(404);
    assertThat(cluster.get("api/v1/studies/done/trials/0/log").body().path("log").asText())
        .isEmpty();
  }

  @Test
  void archive_hasWhatEndedAndComparesIt() throws Exception {
    cluster.submit("other", SWEEP.formatted(30), "k5");
    cluster.submit("another", SWEEP.formatted(30), "k6");
    ended("other");
    ended("another");
    JsonNode all = cluster.get("api/v1/archive").body().path("landscapes");
    assertThat(all.size()).isGreaterThanOrEqualTo(3);
    String first = all.get(0).path("id").asText();
    String second = all.get(1).path("id").asText();
    JsonNode both =
        cluster.get("api/v1/archive/comparison?first=" + first + "&second=" + second).body();
    assertThat(both.path("verdict").asText()).isNotEmpty();
    assertThat(both.path("first").path("id").asText()).isEqualTo(first);
    JsonNode matrix = cluster.get("api/v1/archive/similarity").body();
    assertThat(matrix.path("order").size()).isEqualTo(matrix.path("landscapes").size());
    SmallCluster.Answer none =
        cluster.get("api/v1/archive/comparison?first=" + first + "&second=abcdef");
    assertThat(none.status()).isEqualTo(404);
    assertThat(detail(none)).contains("abcdef");
    assertThat(cluster.get("api/v1/archive/comparison?first=" + first).status()).isEqualTo(400);
    for (String path :
        new String[] {"..", "%2e%2e%2fetc%2fpasswd", "..%2f..%2fstore", "x.landscape"}) {
      assertThat(cluster.get("api/v1/archive/" + path).status()).as(path).isIn(404, 200);
      assertThat(cluster.get("api/v1/archive/" + path).body().path("metric").isMissingNode())
          .isTrue();
    }
  }
}
