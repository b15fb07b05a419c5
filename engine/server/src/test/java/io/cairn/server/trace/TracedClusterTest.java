package io.cairn.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations that go from a coordinator to workers, and their traces. */
class TracedClusterTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String SWEEP =
      """
      name = traced
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 } }
      fidelity { name = epoch, min = 1, max = 3, reduction = 3 }
      method { name = asha, seed = 1 }
      budget { trials = 6 }
      failures { retries = 0 }
      priors { use = none }
      """;

  /** Notes what it was given, and reports each level; trial 1 breaks off. */
  private static final String SCRIPT =
      """
      echo "$CAIRN_EVALUATION $TRACEPARENT" >> '%s'
      if [ "$CAIRN_TRIAL" = 1 ]; then exit 3; fi
      if [ "$CAIRN_TO" = 3 ]; then echo '{"epoch": 1, "loss": 0.5}'; fi
      echo "{\\"epoch\\": $CAIRN_TO, \\"loss\\": 0.$CAIRN_TRIAL}"
      """;

  @TempDir Path home;

  private String sweep(Path notes) throws Exception {
    Path script =
        Files.writeString(home.resolve("train.sh"), SCRIPT.formatted(notes.toAbsolutePath()));
    return SWEEP + "worker { type = process, command = [\"sh\", \"" + script + "\"] }\n";
  }

  private static Map<String, SpanData> byTrace(List<SpanData> spans) {
    return spans.stream().collect(Collectors.toMap(SpanData::getTraceId, Function.identity()));
  }

  @Test
  void eachEvaluation_isATraceFromCoordinatorToCommand() throws Exception {
    Path notes = home.resolve("notes");
    try (Spans coordinator = new Spans("coordinator", 1);
        Spans worker = new Spans("worker", 1)) {
      try (TracedCluster cluster = new TracedCluster(home, coordinator.tracing())) {
        cluster.worker("w1", worker.tracing());
        cluster.submit("s1", sweep(notes));
        await().atMost(PATIENCE).until(() -> cluster.hasEnded("s1"));
      }
      List<SpanData> evaluations = coordinator.named("evaluation", "s1");
      Map<String, SpanData> runs = byTrace(worker.named("run", "s1"));
      Map<String, SpanData> persists = byTrace(coordinator.named("persist"));
      Map<String, String> given =
          Files.readAllLines(notes).stream()
              .map(line -> line.split(" ", -1)[1])
              .collect(Collectors.toMap(text -> text.split("-", -1)[1], Function.identity()));

      assertThat(evaluations).hasSizeGreaterThanOrEqualTo(6);
      assertThat(byTrace(evaluations).keySet())
          .as("one trace each")
          .isEqualTo(runs.keySet())
          .isEqualTo(persists.keySet())
          .isEqualTo(given.keySet());
      for (SpanData evaluation : evaluations) {
        String trace = evaluation.getTraceId();
        SpanData run = runs.get(trace);
        assertThat(evaluation.getParentSpanContext().isValid()).isFalse();
        assertThat(run.getParentSpanId()).isEqualTo(evaluation.getSpanId());
        assertThat(run.getParentSpanContext().isRemote()).isTrue();
        assertThat(persists.get(trace).getParentSpanId()).isEqualTo(evaluation.getSpanId());
        assertThat(given.get(trace)).startsWith("00-" + trace + "-" + run.getSpanId() + "-");
        assertThat(Spans.of(evaluation, Keys.WORKER)).isEqualTo("w1");
        assertThat(Spans.of(run, Keys.TRIAL)).isEqualTo(Spans.of(evaluation, Keys.TRIAL));
        assertThat(Spans.of(run, Keys.TO)).isEqualTo(Spans.of(evaluation, Keys.TO));
        if (Spans.of(evaluation, Keys.TRIAL) == 1) {
          assertThat(evaluation.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          assertThat(evaluation.getStatus().getDescription()).startsWith("error: ");
          assertThat(Spans.of(evaluation, Keys.OUTCOME)).isEqualTo("failed");
          assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        } else {
          assertThat(evaluation.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
          assertThat(Spans.of(evaluation, Keys.OUTCOME)).isEqualTo("completed");
          assertThat(Spans.of(run, Keys.OUTCOME)).isEqualTo("completed");
          assertThat(evaluation.getEvents()).extracting(EventData::getName).contains("report");
          assertThat(run.getEvents()).extracting(EventData::getName).contains("report");
        }
      }
    }
  }

  @Test
  void evaluationThatWaitsForALabel_showsTheWait() throws Exception {
    try (Spans coordinator = new Spans("coordinator", 1);
        TracedCluster cluster = new TracedCluster(home, coordinator.tracing())) {
      cluster.worker("plain", Tracing.OFF);
      cluster.submit(
          "picky",
          SWEEP
              + "space { x { min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }\n"
              + "objective.metric = value\n"
              + "worker { type = function, function = branin }\n"
              + "workers { rungs { \"3\" = [gpu] } }\n");
      await().atMost(PATIENCE).until(() -> cluster.study("picky").path("waiting").asInt() > 0);
      cluster.worker("strong", Tracing.OFF, "gpu");
      await().atMost(PATIENCE).until(() -> cluster.hasEnded("picky"));

      // The span of what waited ends with its evaluation, which is after the study's end for the
      // last.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(byTrace(coordinator.named("evaluation", "picky")))
                      .containsKeys(
                          coordinator.named("wait").stream()
                              .map(SpanData::getTraceId)
                              .toArray(String[]::new)));
      Map<String, SpanData> evaluations = byTrace(coordinator.named("evaluation", "picky"));
      assertThat(coordinator.named("wait"))
          .isNotEmpty()
          .allSatisfy(
              wait -> {
                SpanData evaluation = evaluations.get(wait.getTraceId());
                assertThat(wait.getParentSpanId()).isEqualTo(evaluation.getSpanId());
                assertThat(wait.getStartEpochNanos()).isEqualTo(evaluation.getStartEpochNanos());
                assertThat(Spans.of(evaluation, Keys.WORKER)).isEqualTo("strong");
                assertThat(Spans.of(evaluation, Keys.TO)).isEqualTo(3);
              });
    }
  }

  @Test
  void withoutTracing_commandsAreGivenNoTrace() throws Exception {
    Path notes = home.resolve("notes");
    try (Spans worker = new Spans("worker", 1);
        TracedCluster cluster = new TracedCluster(home, Tracing.OFF)) {
      cluster.worker("w1", worker.tracing());
      cluster.submit("s1", sweep(notes));
      await().atMost(PATIENCE).until(() -> cluster.hasEnded("s1"));

      String inherited = System.getenv().getOrDefault("TRACEPARENT", "");
      assertThat(Files.readAllLines(notes)).allMatch(line -> line.endsWith(" " + inherited));
      assertThat(worker.named("run")).as("workers follow their coordinator").isEmpty();
    }
  }

  @Test
  void collectorThatIsGone_doesNoHarm() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (Tracing tracing =
            Tracing.from(
                ConfigFactory.parseString(
                        "cairn.trace { endpoint = \"http://127.0.0.1:"
                            + closed
                            + "\", interval = 1 ms, queue-size = 1 }")
                    .withFallback(ConfigFactory.load()),
                new Tracing.Teller("coordinator", "c", "1"));
        TracedCluster cluster = new TracedCluster(home, tracing)) {
      cluster.worker("w1", tracing);
      cluster.submit("s1", sweep(home.resolve("notes")));
      await().atMost(PATIENCE).until(() -> cluster.hasEnded("s1"));

      assertThat(cluster.study("s1").path("trials").asInt()).isEqualTo(6);
    }
  }
}
