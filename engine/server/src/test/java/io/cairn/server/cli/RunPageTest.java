package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code cairn run} serves while it runs. */
class RunPageTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern PAGE =
      Pattern.compile("page {2}(http://127\\.0\\.0\\.1:\\d+/)study/(\\S+)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private Path sweep() throws IOException {
    return Files.writeString(
        folder.resolve("sweep.conf"),
        """
        name = looked-at
        objective { metric = value, direction = minimize }
        space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = landscape, seed = 2 }
        budget { trials = 100000 }
        workers { slots = 2, grace = 1s }
        worker { type = function, function = branin, sleep = 20ms }
        """);
  }

  private CairnProcess run(String page) throws IOException {
    return CairnProcess.start(
        folder.resolve("errors"),
        "run",
        sweep().toString(),
        "--id",
        "seen",
        "--home",
        folder.resolve("home").toString(),
        "--page",
        page);
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(URI door, String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(door.resolve("api/v1/" + path)));
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> post(URI door, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(door.resolve("api/v1/" + path))
            .header("Idempotency-Key", "k")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  @Test
  void study_isSeenWhileItRunsAndDirected() throws Exception {
    try (CairnProcess run = run("127.0.0.1:0")) {
      Awaitility.await()
          .atMost(PATIENCE)
          .failFast("the process ended", () -> !run.alive())
          .until(() -> PAGE.matcher(errors()).find());
      Matcher page = PAGE.matcher(errors());
      assertThat(page.find()).isTrue();
      URI door = URI.create(page.group(1));
      assertThat(page.group(2)).isEqualTo("seen");
      assertThat(send(HttpRequest.newBuilder(door.resolve("study/seen"))).body())
          .contains("<title>Cairn</title>");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> get(door, "studies/seen/trials").path("total").asInt() > 3);
      assertThat(get(door, "studies").path("studies").get(0).path("study").asText())
          .isEqualTo("seen");
      assertThat(get(door, "studies/seen").path("state").asText()).isEqualTo("running");
      for (String part : new String[] {"overview", "points", "trust", "timeline"}) {
        assertThat(get(door, "studies/seen/parts/" + part).size()).as(part).isGreaterThan(1);
      }
      assertThat(get(door, "workers").path("slots").asInt()).isEqualTo(2);
      assertThat(get(door, "archive").path("landscapes").size()).isZero();
      assertThat(send(HttpRequest.newBuilder(door.resolve("metrics"))).body())
          .contains("cairn_workers 1");
      assertThat(send(HttpRequest.newBuilder(door.resolve("api/v1/studies/seen/report"))).body())
          .contains("looked-at");
      for (String elsewhere : new String[] {"studies/seen/clone", "workers/local/drain"}) {
        HttpResponse<String> answer = post(door, elsewhere);
        assertThat(answer.statusCode()).as(elsewhere + answer.body()).isEqualTo(409);
      }
      HttpResponse<String> remote =
          send(
              HttpRequest.newBuilder(door.resolve("api/v1/remote/lease"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"worker\":\"w\",\"session\":\"s\",\"slots\":1}")));
      assertThat(remote.statusCode()).isEqualTo(409);
      assertThat(remote.body()).contains("remote workers are for a `cairn server`");
      assertThat(post(door, "studies/seen/pause").statusCode()).isEqualTo(200);
      assertThat(get(door, "studies/seen").path("state").asText()).isEqualTo("paused");
      assertThat(post(door, "studies/seen/resume").statusCode()).isEqualTo(200);
      assertThat(post(door, "studies/seen/stop").statusCode()).isEqualTo(200);
      assertThat(run.ended()).isTrue();
      assertThat(run.exitCode()).as(errors()).isZero();
    }
  }

  @Test
  void addressForOthers_isRefusedBeforeAnythingBegins() throws Exception {
    try (CairnProcess run = run("0.0.0.0:7351")) {
      assertThat(run.ended()).isTrue();
      assertThat(run.exitCode()).isEqualTo(2);
    }
    assertThat(errors()).contains("--page = 0.0.0.0:7351", "127.0.0.1:7351");
    assertThat(folder.resolve("home").resolve("studies")).doesNotExist();
  }
}
