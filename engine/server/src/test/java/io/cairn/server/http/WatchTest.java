package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Looking at studies over HTTP while they run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    cluster.worker("w", 2, SmallCluster.VERSION);
    cluster.submit("done", SWEEP.formatted(30, "1ms"), "k1");
    await()
        .atMost(PATIENCE)
        .until(
            () -> cluster.get("api/v1/studies/done").body().path("state").asText().equals("ended"));
    // What is followed comes in pieces; here all of it is to be there.
    await().atMost(PATIENCE).until(() -> get("done/trials").path("total").asInt() == 30);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private JsonNode get(String path) throws Exception {
    return cluster.get("api/v1/studies/" + path).body();
  }

  @Test
  void pages_haveAllTrialsOnce() throws Exception {
    Set<Integer> seen = new HashSet<>();
    double before = Double.NEGATIVE_INFINITY;
    int rung = Integer.MAX_VALUE;
    String next = "";
    do {
      JsonNode page = get("done/trials?limit=7&after=" + next);
      for (JsonNode trial : page.path("trials")) {
        assertThat(seen.add(trial.path("trial").asInt())).isTrue();
        JsonNode result = trial.path("result");
        double value = result.path("metrics").path("value").asDouble();
        if (result.path("rung").asInt() == rung) {
          assertThat(value).isGreaterThanOrEqualTo(before);
        }
        assertThat(result.path("rung").asInt()).isLessThanOrEqualTo(rung);
        rung = result.path("rung").asInt();
        before = value;
      }
      next = page.path("next").asText();
    } while (!next.isEmpty());
    assertThat(seen).hasSize(30);
    JsonNode paused = get("done/trials?status=paused&limit=500");
    assertThat(paused.path("trials").findValuesAsText("status")).containsOnly("paused");
    assertThat(paused.path("matching").asInt()).isEqualTo(paused.path("trials").size());
  }

  @Test
  void mistakesInAnAddress_areToldWithTheRule() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"limit=0", "limit = 0 must be from 1 to 500"},
          {"limit=many", "limit = many must be a whole number"},
          {"sort=luck", "sort = luck must be trial, value, cost, updated, evaluations"},
          {"status=lost", "status = lost must be running, paused"},
          {"reversed=perhaps", "reversed = perhaps must be true or false"},
          {"after=x", "after = x must be the member next of a page"}
        }) {
      SmallCluster.Answer answer = cluster.get("api/v1/studies/done/trials?" + wrong[0]);
      assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.body().path("detail").asText()).contains(wrong[1]);
    }
    assertThat(cluster.get("api/v1/studies/none/trials").status()).isEqualTo(404);
    assertThat(cluster.get("api/v1/studies/done/trials/30").body().path("detail").asText())
        .contains("no trial 30", "it has 30");
    assertThat(cluster.get("api/v1/studies/done/parts/gossip").body().path("detail").asText())
        .contains("no part gossip", "overview", "failures");
  }

  @Test
  void trial_hasAllThatHappenedToIt() throws Exception {
    JsonNode best = get("done/trials?limit=1").path("trials").get(0);
    JsonNode trial = get("done/trials/" + best.path("trial").asInt());
    assertThat(trial.path("configuration")).isEqualTo(best.path("configuration"));
    assertThat(trial.path("results").size())
        .isEqualTo(best.path("result").path("rung").asInt() + 1);
    assertThat(trial.path("curve").size()).isPositive();
    assertThat(trial.path("decisions").findValuesAsText("decision")).contains("promoted");
  }

  @Test
  void decisions_areNewestFirstAndPaged() throws Exception {
    JsonNode all = get("done/decisions?limit=500");
    assertThat(all.path("total").asInt()).isEqualTo(all.path("decisions").size());
    assertThat(all.path("decisions").get(0).path("reason").asText()).contains("rank");
    JsonNode first = get("done/decisions?limit=3");
    JsonNode second = get("done/decisions?limit=3&before=" + first.path("before").asInt());
    assertThat(second.path("decisions").get(0)).isEqualTo(all.path("decisions").get(3));
  }

  @Test
  void parts_areThoseOfTheReportAndComeOnce() throws Exception {
    for (String name :
        List.of(
            "overview",
            "points",
            "trials",
            "curves",
            "timeline",
            "failures",
            "importance",
            "landscape")) {
      HttpResponse<String> part = raw("done/parts/" + name, "");
      assertThat(part.statusCode()).as(name).isEqualTo(200);
      JsonNode body = JSON.readTree(part.body());
      assertThat(body.has(name.equals("overview") ? "summary" : name)).as(name).isTrue();
      assertThat(body.path("notes").isObject()).isTrue();
      String tag = part.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again = raw("done/parts/" + name, tag);
      assertThat(again.statusCode()).as(name).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  private HttpResponse<String> raw(String path, String tag) throws Exception {
    var request = cluster.request("api/v1/studies/" + path).GET();
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  // ---- events ----------------------------------------------------------------------------------

  private record Event(String type, String id, JsonNode data) {}

  /** A stream of events, read one by one. */
  private final class Stream implements AutoCloseable {
    private final BufferedReader lines;
    private final HttpResponse<InputStream> response;

    Stream(String path, String lastId) throws Exception {
      var request = cluster.request("api/v1/" + path).GET();
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      response =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    Event next() throws IOException {
      String type = "";
      String id = "";
      while (true) {
        String line = lines.readLine();
        assertThat(line).as("the stream goes on").isNotNull();
        if (line.startsWith("event:")) {
          type = line.substring(6);
        } else if (line.startsWith("id:")) {
          id = line.substring(3);
        } else if (line.startsWith("data:") && line.length() > 5) {
          return new Event(type, id, JSON.readTree(line.substring(5)));
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void streamTakenUpAgain_missesNothingAndRepeatsNothing() throws Exception {
    cluster.submit("long", SWEEP.formatted(100_000, "5ms"), "k2");
    try {
      List<Integer> told = new ArrayList<>();
      String lastId = "";
      for (int stream = 0; stream < 3; stream++) {
        try (Stream events = new Stream("studies/long/events", lastId)) {
          for (int i = 0; i < 3; i++) {
            Event event = events.next();
            assertThat(event.type()).isEqualTo("change");
            assertThat(event.data().path("resultsLeftOut").asInt()).isZero();
            event.data().path("results").forEach(result -> told.add(result.get(0).asInt()));
            lastId = event.id();
            if (i == 2 && stream == 2) {
              assertThat(told).hasSize(event.data().path("summary").path("evaluations").asInt());
            }
          }
        }
      }
      assertThat(told).isNotEmpty();
    } finally {
      cluster.post("api/v1/studies/long/stop");
    }
  }

  @Test
  void endedStudy_isToldAtOnce() throws Exception {
    try (Stream events = new Stream("studies/done/events", "")) {
      JsonNode data = events.next().data();
      assertThat(data.path("summary").path("state").asText()).isEqualTo("ended");
      assertThat(data.path("current").asBoolean()).isTrue();
      assertThat(data.path("summary").path("trials").asInt()).isEqualTo(30);
    }
    assertThat(cluster.get("api/v1/studies/none/events").status()).isEqualTo(404);
  }

  @Test
  void allStudies_areToldOnceAndThenTheirChanges() throws Exception {
    try (Stream events = new Stream("events", "")) {
      Event first = events.next();
      assertThat(first.type()).isEqualTo("studies");
      assertThat(first.data().path("studies").findValuesAsText("study")).contains("done");
      cluster.submit("another", SWEEP.formatted(3, "1ms"), "k3");
      Set<String> later = new HashSet<>();
      while (!later.contains("another")) {
        later.addAll(events.next().data().path("studies").findValuesAsText("study"));
      }
      assertThat(later).doesNotContain("done");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  cluster
                      .get("api/v1/studies/another")
                      .body()
                      .path("state")
                      .asText()
                      .equals("ended"));
      assertThat(cluster.send(cluster.request("api/v1/studies/another").DELETE()).status())
          .isEqualTo(204);
      JsonNode removed;
      do {
        removed = events.next().data().path("removed");
      } while (removed.isEmpty());
      assertThat(removed).extracting(JsonNode::asText).containsExactly("another");
    }
  }
}
