package io.cairn.server.trace;

import com.typesafe.config.ConfigFactory;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A process's tracing, and the spans that it told. */
final class Spans implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetryTracing tracing;

  Spans(String role, double ratio) {
    tracing =
        OpenTelemetryTracing.to(
            TraceSettings.from(
                    ConfigFactory.parseString(
                            "cairn.trace { endpoint = \"http://nowhere\", ratio = " + ratio + " }")
                        .withFallback(ConfigFactory.load()))
                .orElseThrow(),
            new Tracing.Teller(role, role + "-1", "test"),
            exporter);
  }

  OpenTelemetryTracing tracing() {
    return tracing;
  }

  /** Those with this name that have ended, oldest first. */
  List<SpanData> named(String name) {
    tracing.flush(PATIENCE);
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  /** Those of a study. */
  List<SpanData> named(String name, String study) {
    return named(name).stream().filter(span -> study.equals(of(span, Keys.STUDY))).toList();
  }

  static <T> T of(SpanData span, AttributeKey<T> key) {
    return span.getAttributes().get(key);
  }

  @Override
  public void close() {
    tracing.close();
  }
}
