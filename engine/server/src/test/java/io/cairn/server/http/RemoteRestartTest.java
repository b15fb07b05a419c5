package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes and comes again, under a remote worker that works. */
class RemoteRestartTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = "restart"
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 } }
      method { name = random }
      budget { trials = 6 }
      worker { type = remote }
      """;

  @Test
  void worker_goesOnWithWhatItHasInHand(@TempDir Path home) throws Exception {
    HttpWorker worker;
    JsonNode lease;
    CompletableFuture<HttpWorker.Answer> poll;
    try (SmallCluster before = new SmallCluster(home, AccessTokens.OPEN)) {
      before.submit("s", SWEEP, "k");
      worker = new HttpWorker(before.door(), "w", "session").slots(6);
      lease = worker.next();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                worker.ask(1_000);
                return worker.held().size() == 6;
              });
      poll = CompletableFuture.supplyAsync(() -> poll(worker));
      await()
          .atMost(PATIENCE)
          .until(() -> before.get("api/v1/workers").body().path("total").asInt() == 1);
    }
    // The request that waited was answered when the server left.
    HttpWorker.Answer left = poll.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(left.status()).as(left.toString()).isEqualTo(503);
    assertThat(left.detail()).contains("this coordinator leaves the cluster");
    assertThat(left.retryAfter()).isPresent();
    try (SmallCluster after = new SmallCluster(home, AccessTokens.OPEN)) {
      worker.moves(after.door());
      await().atMost(PATIENCE).until(() -> worker.ask(0).status() == 200);
      assertThat(worker.held()).hasSize(6);
      for (JsonNode held : worker.held()) {
        HttpWorker.Answer answer = worker.complete(held, 1);
        assertThat(answer.body().path("accepted").asBoolean()).as(answer.toString()).isTrue();
      }
      await()
          .atMost(PATIENCE)
          .until(() -> after.get("api/v1/studies/s").body().path("state").asText().equals("ended"));
      JsonNode study = after.get("api/v1/studies/s").body();
      assertThat(study.path("trials").asInt()).isEqualTo(6);
      assertThat(study.path("relocations").asInt()).isZero();
      assertThat(lease.path("study").asText()).isEqualTo("s");
    }
  }

  private static HttpWorker.Answer poll(HttpWorker worker) {
    try {
      return worker.askInVain(60_000);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
