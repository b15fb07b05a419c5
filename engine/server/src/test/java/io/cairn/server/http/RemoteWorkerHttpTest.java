package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Orders;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that speak HTTP against a server with its store; docs/worker-protocol.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteWorkerHttpTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Above what other bodies may have, and small enough to be exceeded here. */
  private static final int MOST_CHECKPOINT = 4_000_000;

  private static final String SWEEP =
      """
      name = "remote"
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3, checkpoints = true }
      method { name = asha }
      budget { trials = %d }
      workers { lease = 60s }
      worker { type = remote, kind = %s, settings { data = "here", deep { n = 3 } }, time-limit = 1h }
      """;

  private Path home;
  private SmallCluster cluster;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    home = folder;
    cluster =
        new SmallCluster(
            folder,
            AccessTokens.OPEN,
            ConfigFactory.parseMap(Map.of("cairn.http.max-checkpoint", MOST_CHECKPOINT))
                .withFallback(ConfigFactory.load()));
    // Must never be asked for any of this.
    cluster.worker("jvm", 2, SmallCluster.VERSION);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private void submit(String study, int trials) throws Exception {
    SmallCluster.Answer answer = cluster.submit(study, SWEEP.formatted(trials, study), study);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  /** Each study has a kind of its own, so that tests do not take each other's evaluations. */
  private HttpWorker worker(String study, String session) {
    return new HttpWorker(cluster.door(), "w-" + study, session).kinds(study);
  }

  private JsonNode study(String id) throws Exception {
    return cluster.get("api/v1/studies/" + id).body();
  }

  private boolean ended(String id) throws Exception {
    return study(id).path("state").asText().equals("ended");
  }

  private static double loss(JsonNode lease) {
    double x = lease.path("configuration").path(0).path("value").path("real").asDouble();
    return (x - 0.3) * (x - 0.3) + 1 / lease.path("to").asDouble();
  }

  /** Works until a study has ended. */
  private void workOff(HttpWorker worker, String study) throws Exception {
    while (!ended(study)) {
      worker.ask(500);
      for (JsonNode lease : worker.held()) {
        HttpWorker.Answer answer = worker.complete(lease, loss(lease));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      }
    }
  }

  @Test
  void sweep_isRunToItsEndByWorkersOfItsKind() throws Exception {
    submit("whole", 12);
    HttpWorker other = new HttpWorker(cluster.door(), "other", "s1");
    assertThat(other.ask(0).leases()).isEmpty();
    HttpWorker worker = worker("whole", "s1").slots(3);
    HttpWorker.Answer first = worker.ask(20_000);
    JsonNode given = first.leases().get(0);
    assertThat(given.path("metric").asText()).isEqualTo("loss");
    assertThat(given.path("maximize").asBoolean()).isFalse();
    assertThat(given.path("kind").asText()).isEqualTo("whole");
    assertThat(given.path("settings").asText()).isEqualTo("{\"data\":\"here\",\"deep\":{\"n\":3}}");
    assertThat(given.path("graceSeconds").asDouble()).isEqualTo(10);
    JsonNode lease = given.path("lease");
    assertThat(lease.path("timeLimitMillis").asText()).isEqualTo("3600000");
    assertThat(lease.path("token").isTextual()).isTrue();
    await().atMost(PATIENCE).until(() -> row("w-whole").path("running").path("whole").asInt() > 0);
    JsonNode row = row("w-whole");
    assertThat(row.path("types").get(0).asText()).isEqualTo("remote/whole");
    assertThat(row.path("slots").asInt()).isEqualTo(3);

    workOff(worker, "whole");

    JsonNode ended = study("whole");
    assertThat(ended.path("trials").asInt()).isEqualTo(12);
    assertThat(ended.path("ended").asText()).contains("trials budget reached (12)");
    assertThat(ended.path("failures").asInt()).isZero();
    assertThat(ended.path("relocations").asInt()).isZero();
    assertThat(other.ask(0).leases()).isEmpty();
    worker.leave();
    await().atMost(PATIENCE).until(() -> row("w-whole").isMissingNode());
  }

  private JsonNode row(String worker) throws Exception {
    for (JsonNode row : cluster.get("api/v1/workers").body().path("workers")) {
      if (row.path("worker").asText().equals(worker)) {
        return row;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  @Test
  void lostAnswer_bringsTheLeaseAgainAndAnAcknowledgedEndNever() throws Exception {
    submit("lossy", 1_000);
    HttpWorker worker = worker("lossy", "s1");
    List<String> given = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              worker
                  .askInVain(1_000)
                  .leases()
                  .forEach(l -> given.add(HttpWorker.key(l.path("lease"))));
              return !given.isEmpty();
            });
    JsonNode lease = worker.next();
    assertThat(HttpWorker.key(lease)).isEqualTo(given.get(0));
    HttpWorker.Answer ended = worker.complete(lease, 1);
    assertThat(ended.body().path("accepted").asBoolean()).isTrue();
    assertThat(ended.body().path("ends").asBoolean()).isTrue();
    // Told again because the answer was missed: answered alike, and nothing happens twice.
    HttpWorker.Answer again = worker.complete(lease, 1);
    assertThat(again.body().path("ends").asBoolean()).isTrue();
    JsonNode next = worker.next();
    assertThat(HttpWorker.key(next)).isNotEqualTo(HttpWorker.key(lease));
    assertThat(study("lossy").path("evaluations").asInt()).isEqualTo(1);
    cluster.post("api/v1/studies/lossy/stop");
  }

  @Test
  void reports_areAnsweredWhenDurableAndDoubledOnesChangeNothing() throws Exception {
    submit("reports", 1_000);
    HttpWorker worker = worker("reports", "s1");
    JsonNode lease = worker.next();
    HttpWorker.Answer first = worker.report(lease, 1, lease.path("to").asDouble(), 0.5);
    assertThat(first.body().path("accepted").asBoolean()).as(first.toString()).isTrue();
    assertThat(first.body().path("sequence").asText()).isEqualTo("1");
    HttpWorker.Answer doubled = worker.report(lease, 1, lease.path("to").asDouble(), 0.9);
    assertThat(doubled.body()).isEqualTo(first.body());
    HttpWorker.Answer foreign =
        worker.post(
            "report?worker=w-reports",
            """
            {"study":"reports","evaluation":"e999","token":"999","sequence":"1","resource":1}""");
    assertThat(foreign.status()).isEqualTo(200);
    assertThat(foreign.body().path("accepted").asBoolean()).isFalse();
    assertThat(foreign.body().path("reason").asText()).contains("there is no evaluation e999");
    worker.pulse();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .get("api/v1/studies/reports/trials/" + lease.path("trial").asInt() + "/log")
                    .body()
                    .path("log")
                    .asText()
                    .contains("works on e"));
    cluster.post("api/v1/studies/reports/stop");
  }

  @Test
  void newerSession_takesTheNameAndTheLeasesGoBackAtOnce() throws Exception {
    submit("twice", 1_000);
    HttpWorker old = worker("twice", "old");
    JsonNode lease = old.next();
    CompletableFuture<HttpWorker.Answer> poll = CompletableFuture.supplyAsync(() -> quietly(old));
    HttpWorker young = worker("twice", "young");
    JsonNode again = young.next();
    assertThat(again.path("trial").asInt()).isEqualTo(lease.path("trial").asInt());
    assertThat(again.path("token").asLong()).isGreaterThan(lease.path("token").asLong());
    assertThat(study("twice").path("failures").asInt()).isZero();
    assertThat(poll.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status()).isIn(200, 409);
    HttpWorker.Answer refused = old.askInVain(0);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("session old of worker w-twice is over");
    assertThat(old.pulse().status()).isEqualTo(409);
    HttpWorker.Answer late = old.complete(lease, 7);
    assertThat(late.body().path("accepted").asBoolean()).isFalse();
    assertThat(young.complete(again, 1).body().path("accepted").asBoolean()).isTrue();
    cluster.post("api/v1/studies/twice/stop");
  }

  private static HttpWorker.Answer quietly(HttpWorker worker) {
    try {
      return worker.askInVain(20_000);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void stoppedStudy_cancelsWhatRuns() throws Exception {
    submit("stops", 1_000);
    HttpWorker worker = worker("stops", "s1").slots(2);
    JsonNode lease = worker.next();
    worker.ask(5_000);
    CompletableFuture<HttpWorker.Answer> poll =
        CompletableFuture.supplyAsync(() -> quietly(worker));
    cluster.post("api/v1/studies/stops/stop");
    HttpWorker.Answer told = poll.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (told.body().path("cancel").isEmpty()) {
      told = worker.pulse();
    }
    assertThat(told.body().path("cancel").findValuesAsText("token"))
        .contains(lease.path("token").asText());
    assertThat(told.body().path("cancel").path(0).path("reason").asText()).isNotEmpty();
    for (JsonNode held : worker.held()) {
      assertThat(
              worker
                  .fail(held, "FAILURE_KIND_CANCELLED", "told to")
                  .body()
                  .path("ends")
                  .asBoolean())
          .isTrue();
    }
    await().atMost(PATIENCE).until(() -> ended("stops"));
    assertThat(study("stops").path("failures").asInt()).isZero();
  }

  @Test
  void drainedWorker_isToldAndItsPlaceGoesWhenItLeaves() throws Exception {
    submit("drains", 1_000);
    HttpWorker worker = worker("drains", "s1");
    JsonNode lease = worker.next();
    assertThat(cluster.post("api/v1/workers/w-drains/drain?grace-seconds=0").status())
        .isEqualTo(202);
    await().atMost(PATIENCE).until(() -> worker.pulse().body().path("drain").asBoolean());
    assertThat(worker.pulse().body().path("cancel").findValuesAsText("token"))
        .contains(lease.path("token").asText());
    worker.draining();
    assertThat(worker.fail(lease, "FAILURE_KIND_CANCELLED", "drained").status()).isEqualTo(200);
    assertThat(worker.ask(0).leases()).isEmpty();
    assertThat(worker.leave().status()).isEqualTo(200);
    assertThat(worker.leave().status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> row("w-drains").isMissingNode());
    assertThat(worker.ask(0).status()).isEqualTo(409);
    JsonNode next = worker("drains", "s2").next();
    assertThat(next.path("trial").asInt()).isEqualTo(lease.path("trial").asInt());
    assertThat(study("drains").path("failures").asInt()).isZero();
    cluster.post("api/v1/studies/drains/stop");
  }

  @Test
  void checkpoint_isKeptForTheNextEvaluationOfWhoHoldsTheLease() throws Exception {
    submit("saved", 9);
    HttpWorker worker = worker("saved", "s1");
    byte[] content = new byte[3_000_000]; // Longer than other bodies may be.
    new Random(1).nextBytes(content);
    JsonNode lease = worker.next();
    String token = lease.path("token").asText();
    assertThat(worker.fetch(lease).statusCode()).isEqualTo(404);
    HttpWorker.Answer foreign = worker.store(lease, "4711", content);
    assertThat(foreign.status()).as(foreign.toString()).isEqualTo(409);
    assertThat(foreign.detail()).contains("token 4711 is not out for trial");
    assertThat(worker.store(lease, token, "first".getBytes()).status()).isEqualTo(204);
    assertThat(worker.fetch(lease).body()).isEqualTo("first".getBytes());
    assertThat(worker.store(lease, token, content).status()).isEqualTo(204);
    HttpResponse<byte[]> back = worker.fetch(lease);
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(Arrays.equals(back.body(), content)).isTrue();
    worker.complete(lease, -1); // The best, so that it goes on.
    assertThat(worker.store(lease, token, content).status()).isEqualTo(409);
    boolean found = false;
    while (!ended("saved")) {
      worker.ask(500);
      for (JsonNode next : worker.held()) {
        if (next.path("trial").asInt() == lease.path("trial").asInt()) {
          found |= Arrays.equals(worker.fetch(next).body(), content);
        }
        worker.complete(next, next.path("trial").asInt() == lease.path("trial").asInt() ? -1 : 1);
      }
    }
    assertThat(found).isTrue();
  }

  @Test
  void checkpointsOfAStudyThatIsOver_goButForTheBest() throws Exception {
    submit("tidy", 4);
    HttpWorker worker = worker("tidy", "s1");
    while (!ended("tidy")) {
      worker.ask(500);
      for (JsonNode lease : worker.held()) {
        worker.store(lease, lease.path("token").asText(), new byte[100]);
        worker.complete(lease, loss(lease));
      }
    }
    Path kept = home.resolve("remote-checkpoints").resolve("tidy");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              try (Stream<Path> trials = Files.list(kept)) {
                assertThat(trials.count()).isLessThanOrEqualTo(1);
              }
            });
  }

  @Test
  void checkpointThatIsNotWhole_isNotKept() throws Exception {
    submit("torn", 1_000);
    HttpWorker worker = worker("torn", "s1");
    JsonNode lease = worker.next();
    String token = lease.path("token").asText();
    assertThat(worker.store(lease, token, "good".getBytes()).status()).isEqualTo(204);
    HttpWorker.Answer large = worker.store(lease, token, new byte[MOST_CHECKPOINT + 1]);
    assertThat(large.status()).as(large.toString()).isEqualTo(413);
    assertThat(large.detail()).contains(MOST_CHECKPOINT + " bytes", "cairn.http.max-checkpoint");
    try (Socket socket = new Socket("127.0.0.1", cluster.door().getPort())) {
      String head =
          "PUT /api/v1/remote/"
              + HttpWorker.checkpoint(lease, token)
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes());
      socket.getOutputStream().write(new byte[50_000]);
      socket.getOutputStream().flush();
      await().atMost(PATIENCE).until(() -> arrivals() > 0);
    }
    await().atMost(PATIENCE).until(() -> arrivals() == 0);
    assertThat(worker.fetch(lease).body()).isEqualTo("good".getBytes());
    cluster.post("api/v1/studies/torn/stop");
  }

  private long arrivals() throws Exception {
    try (Stream<Path> arrivals = Files.list(home.resolve("remote-arrivals"))) {
      return arrivals.count();
    }
  }

  @Test
  void labelsOfARung_areForRemoteWorkersToo() throws Exception {
    SmallCluster.Answer answer =
        cluster.submit(
            "picky", SWEEP.formatted(3, "picky") + "workers { rungs { \"3\" = [gpu] } }", "picky");
    assertThat(answer.status()).isEqualTo(201);
    HttpWorker plain = worker("picky", "s1");
    while (study("picky").path("waiting").asInt() == 0) {
      plain.ask(500);
      for (JsonNode lease : plain.held()) {
        assertThat(lease.path("to").asDouble()).isEqualTo(1);
        plain.complete(lease, loss(lease));
      }
    }
    HttpWorker strong = new HttpWorker(cluster.door(), "strong", "s1").kinds("picky").labels("gpu");
    while (!ended("picky")) {
      strong.ask(500);
      for (JsonNode lease : strong.held()) {
        strong.complete(lease, loss(lease));
      }
    }
    assertThat(study("picky").path("ended").asText()).contains("trials budget reached (3)");
  }

  @Test
  void binaryMessages_areUnderstoodAndAnsweredAlike() throws Exception {
    HttpWorker worker = new HttpWorker(cluster.door(), "bytes", "s1");
    HttpResponse<byte[]> answer =
        worker.bytes(
            worker
                .request("lease")
                .header("Content-Type", "application/x-protobuf")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        LeaseRequest.newBuilder()
                            .setWorker("bytes")
                            .setSession("s1")
                            .setSlots(1)
                            .build()
                            .toByteArray())));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(Orders.parseFrom(answer.body()).getLeasesCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lease | {\"worker\":\"../x\",\"session\":\"s\",\"slots\":1} | worker = ../x must be",
        "lease | {\"worker\":\"w\",\"session\":\"\",\"slots\":1} | session = \"\" must be",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":0} | slots = 0 must be a whole number",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":4294967295} | slots = 4294967295 must be",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":1,\"waitMillis\":60001} | waitMillis = 60001",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":1,\"labels\":[\"GPU\"]} | labels[0] = GPU",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":1,\"kinds\":[\"a b\"]} | kinds[0] = a b",
        "lease | {\"worker\":\"w\",\"session\":\"s\",\"slots\":\"many\"} | the body is no LeaseRequest",
        "lease | {\"worker\":\"w\" | the body is no LeaseRequest",
        "lease | [] | the body is no LeaseRequest",
        "pulse | {\"worker\":\"w\",\"session\":\"s\",\"held\":[{}]} | held[0].study = \"\"",
        "report?worker=w | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\"} | sequence = 0",
        "report | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\",\"sequence\":1} | worker = \"\"",
        "report?worker=w | {\"study\":\"../s\",\"evaluation\":\"e1\",\"token\":\"1\",\"sequence\":1} | study = ../s",
        "report?worker=w | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\",\"sequence\":1,\"costSeconds\":\"NaN\"} | costSeconds = NaN",
        "fail?worker=w | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\",\"kind\":\"SAD\"} | kind = FAILURE_KIND_UNSPECIFIED",
        "fail?worker=w | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\",\"kind\":\"FAILURE_KIND_LOST\"} | kind = FAILURE_KIND_LOST",
        "complete?worker=w | {\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"0\"} | token = 0",
      })
  void mistakes_areNamedWithFieldValueAndRule(String path, String body, String detail)
      throws Exception {
    HttpWorker.Answer answer = new HttpWorker(cluster.door(), "w", "s").post(path, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.detail()).contains(detail);
  }

  @Test
  void everyMistake_isToldAtOnce() throws Exception {
    HttpWorker.Answer answer =
        new HttpWorker(cluster.door(), "w", "s")
            .post("lease", "{\"worker\":\"\",\"slots\":5000,\"waitMillis\":99999999}");
    assertThat(answer.detail())
        .contains("worker = ", "session = ", "slots = 5000", "waitMillis = 99999999");
  }

  @Test
  void nestedJson_isRefused() throws Exception {
    HttpWorker.Answer answer =
        new HttpWorker(cluster.door(), "w", "s").post("lease", "[".repeat(200_000));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void tooManyMetrics_areRefused() throws Exception {
    String metrics = "{\"name\":\"m\",\"value\":1},".repeat(257);
    HttpWorker.Answer answer =
        new HttpWorker(cluster.door(), "w", "s")
            .post(
                "report?worker=w",
                "{\"study\":\"s\",\"evaluation\":\"e1\",\"token\":\"1\",\"sequence\":\"1\",\"metrics\":["
                    + metrics.substring(0, metrics.length() - 1)
                    + "]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("metrics has 257 entries; 256 are the most");
  }
}
