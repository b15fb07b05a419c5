package io.cairn.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import io.cairn.core.study.StudyEvent;
import io.cairn.server.coordinator.EvaluationTracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Traces on their way to a collector that is there, refuses them, or is gone. */
class CollectorTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private HttpServer collector;
  private volatile int answer = 200;

  @BeforeEach
  void start() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          received.add(
              exchange.getRequestURI()
                  + " "
                  + new String(
                      exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    collector.start();
    told.start();
    log().addAppender(told);
  }

  @AfterEach
  void stop() {
    log().detachAppender(told);
    collector.stop(0);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(OnceTold.class);
  }

  private OpenTelemetryTracing tracing() {
    return (OpenTelemetryTracing)
        Tracing.from(
            ConfigFactory.parseString(
                    "cairn.trace { endpoint = \"http://127.0.0.1:"
                        + collector.getAddress().getPort()
                        + "\", service = wind-tunnel }")
                .withFallback(ConfigFactory.load()),
            new Tracing.Teller("coordinator", "c", "1"));
  }

  private static void evaluate(Tracing tracing) {
    EvaluationTracer tracer = tracing.study("digits");
    Instant now = Instant.now();
    tracer.happened(
        List.of(
            new StudyEvent.EvaluationLeased(now, 1, 0, 0, 1, 0, 1, "node"),
            new StudyEvent.EvaluationCompleted(now, 1, 1, 1)),
        now);
  }

  @Test
  void spans_getToTheCollector() {
    try (OpenTelemetryTracing tracing = tracing()) {
      evaluate(tracing);
      assertThat(tracing.flush(PATIENCE)).isTrue();
    }

    assertThat(received)
        .singleElement()
        .asString()
        .startsWith("/v1/traces ")
        .contains("evaluation", "persist", "cairn.study", "digits", "wind-tunnel");
    assertThat(told.list).isEmpty();
  }

  @Test
  void collectorThatRefuses_isToldOnce_andOnceThatItTakesThemAgain() {
    log().setLevel(ch.qos.logback.classic.Level.INFO);
    try (OpenTelemetryTracing tracing = tracing()) {
      answer = 400;
      for (int i = 0; i < 3; i++) {
        evaluate(tracing);
        tracing.flush(PATIENCE);
      }
      answer = 200;
      for (int i = 0; i < 3; i++) {
        evaluate(tracing);
        tracing.flush(PATIENCE);
      }
      // Who flushes goes on when it is known how that went, and the sentence follows.
      Awaitility.await().atMost(PATIENCE).until(() -> told.list.size() >= 2);
    } finally {
      log().setLevel(null);
    }

    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            lost ->
                assertThat(lost)
                    .contains("traces do not get to", "it answered 400", "studies go on"),
            again -> assertThat(again).contains("traces get to", "again"));
  }

  @Test
  void collectorThatIsGone_keepsNobodyWaiting() {
    collector.stop(0);
    OpenTelemetryTracing tracing = tracing();
    long begin = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      evaluate(tracing);
    }
    tracing.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(told.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("traces do not get to");
  }

  @Test
  void libraryItself_saysNothingPastTheLog() {
    List<String> said = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            said.add(record.getLoggerName() + ": " + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    root.addHandler(handler);
    try (OpenTelemetryTracing tracing = tracing()) {
      answer = 400;
      for (int i = 0; i < 5_000; i++) {
        evaluate(tracing);
      }
      tracing.flush(PATIENCE);
    } finally {
      root.removeHandler(handler);
    }

    assertThat(said).noneMatch(line -> line.contains("opentelemetry"));
  }
}
