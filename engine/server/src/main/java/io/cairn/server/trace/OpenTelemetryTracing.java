package io.cairn.server.trace;

import io.cairn.server.coordinator.EvaluationTracer;
import io.cairn.workers.spi.Evaluator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tracing by OpenTelemetry. Whoever ends a span puts it into a bounded queue and goes on; a thread
 * of its own sends what is there, and what finds the queue full is dropped.
 */
final class OpenTelemetryTracing implements Tracing {

  /** Longest text in a span; messages of failures are shorter. */
  private static final int MOST_TEXT = 4_000;

  /** Spans in one request at most. */
  private static final int MOST_AT_ONCE = 512;

  private static final Duration LAST_SPANS = Duration.ofSeconds(2);

  /**
   * The library's own logs, which would go past ours to standard error and repeat themselves;
   * {@link OnceTold} says what they say. Held here, since the JDK forgets loggers that nobody
   * holds.
   */
  private static final Logger EXPORTERS = Logger.getLogger("io.opentelemetry.exporter");

  private static final Logger QUEUES = Logger.getLogger(BatchSpanProcessor.class.getName());

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** What to do if the end comes before all was sent. */
  private final Runnable cutShort;

  private boolean closed;

  /** Traces that are sent to where the settings say. */
  static OpenTelemetryTracing to(TraceSettings settings, Teller teller) {
    OnceTold exporter =
        new OnceTold(
            settings.traces(),
            OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.traces())
                .setTimeout(settings.timeout())
                .build());
    EXPORTERS.setLevel(Level.OFF);
    QUEUES.setFilter(
        dropped -> {
          exporter.dropped();
          return false;
        });
    return new OpenTelemetryTracing(provider(settings, teller, exporter), exporter::cutShort);
  }

  /** Traces that are given to an exporter. */
  static OpenTelemetryTracing to(TraceSettings settings, Teller teller, SpanExporter exporter) {
    return new OpenTelemetryTracing(provider(settings, teller, exporter), () -> {});
  }

  private static SdkTracerProvider provider(
      TraceSettings settings, Teller teller, SpanExporter exporter) {
    return SdkTracerProvider.builder()
        // Who was given a trace goes on with it, or does not, as whoever began it.
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(MOST_TEXT).build())
        .setResource(resource(settings, teller))
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(settings.queueSize())
                .setMaxExportBatchSize(Math.min(MOST_AT_ONCE, settings.queueSize()))
                .setScheduleDelay(settings.interval())
                .setExporterTimeout(settings.timeout())
                .build())
        .build();
  }

  private OpenTelemetryTracing(SdkTracerProvider provider, Runnable cutShort) {
    this.provider = provider;
    this.cutShort = cutShort;
    this.tracer = provider.get("io.cairn");
  }

  private static Resource resource(TraceSettings settings, Teller teller) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.builder()
                    .put("service.name", settings.service())
                    .put("service.version", teller.version())
                    .put("service.instance.id", teller.role() + " " + teller.name())
                    .put("cairn.role", teller.role())
                    .build()));
  }

  @Override
  public EvaluationTracer study(String study) {
    return new EvaluationSpans(tracer, study);
  }

  @Override
  public Evaluator follow(Evaluator evaluator, String worker) {
    return new FollowedEvaluator(evaluator, tracer, worker);
  }

  /** Sends what waits, for the tests; true if all of it got there. */
  boolean flush(Duration patience) {
    return provider.forceFlush().join(patience.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
  }

  /** Whoever calls it while another does waits, too. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      // No longer: a collector that is away must not keep a process from ending.
      CompletableResultCode sent =
          provider.shutdown().join(LAST_SPANS.toMillis(), TimeUnit.MILLISECONDS);
      if (!sent.isSuccess()) {
        cutShort.run();
      }
    }
  }
}
