package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.server.store.PostgresServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote worker and several coordinators, any of which it may ask. */
class RemoteFailoverTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = "several"
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 } }
      method { name = random }
      budget { trials = %d }
      workers { lease = 5s }
      worker { type = remote, kind = %s }
      """;

  /** What reaches a worker through whichever door it asks. */
  private static void workOff(HttpWorker worker, SmallCluster asked, String study, List<URI> doors)
      throws Exception {
    int turn = 0;
    while (!asked.get("api/v1/studies/" + study).body().path("state").asText().equals("ended")) {
      worker.moves(doors.get(turn++ % doors.size()));
      worker.ask(300);
      for (JsonNode lease : worker.held()) {
        worker.moves(doors.get(turn++ % doors.size()));
        worker.complete(lease, 1);
      }
    }
  }

  @Test
  void anyDoor_reachesTheWorkerAndTheyOutliveACoordinator(@TempDir Path folder) throws Exception {
    Config store =
        ConfigFactory.parseMap(
                Map.of(
                    "cairn.store.url",
                    PostgresServer.shared().newDatabase(),
                    "cairn.store.user",
                    PostgresServer.USER))
            .withFallback(ConfigFactory.load());
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    try (SmallCluster stays = new SmallCluster(one, AccessTokens.OPEN, store)) {
      try (SmallCluster leaves = new SmallCluster(two, AccessTokens.OPEN, store)) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    stays.get("health/ready").status() == 200
                        && leaves.get("health/ready").status() == 200);
        List<URI> doors = List.of(stays.door(), leaves.door());
        // Several names, so that some of their places are on either coordinator.
        for (int i = 0; i < 4; i++) {
          String study = "s" + i;
          assertThat(stays.submit(study, SWEEP.formatted(4, study), study).status()).isEqualTo(201);
          workOff(new HttpWorker(stays.door(), "w" + i, "p").kinds(study), stays, study, doors);
          JsonNode ended = stays.get("api/v1/studies/" + study).body();
          assertThat(ended.path("trials").asInt()).isEqualTo(4);
          assertThat(ended.path("failures").asInt()).isZero();
        }
        stays.submit("moves", SWEEP.formatted(8, "moves"), "moves");
        HttpWorker worker = new HttpWorker(leaves.door(), "mover", "p").kinds("moves").slots(2);
        JsonNode lease = worker.next();
        assertThat(worker.complete(lease, 1).body().path("accepted").asBoolean()).isTrue();
        worker.next();
        leaves.close();
        worker.moves(stays.door());
        // What it has in hand is known wherever its place and its study are now.
        for (JsonNode held : worker.held()) {
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    worker.ask(0);
                    return worker.complete(held, 1).body().path("accepted").asBoolean();
                  });
        }
        workOff(worker, stays, "moves", List.of(stays.door()));
      }
      JsonNode ended = stays.get("api/v1/studies/moves").body();
      assertThat(ended.path("trials").asInt()).isEqualTo(8);
      assertThat(ended.path("failures").asInt()).isZero();
    }
  }
}
