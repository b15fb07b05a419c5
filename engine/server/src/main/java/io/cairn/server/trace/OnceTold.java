package io.cairn.server.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exporter that says once that spans do not get to their collector, and once that they do again.
 * OpenTelemetry itself would say so again and again.
 */
final class OnceTold implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(OnceTold.class);

  private final String collector;
  private final SpanExporter exporter;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean dropping = new AtomicBoolean();

  OnceTold(String collector, SpanExporter exporter) {
    this.collector = collector;
    this.exporter = exporter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(result));
  }

  private void tell(CompletableResultCode result) {
    if (result.isSuccess()) {
      if (failing.compareAndSet(true, false)) {
        LOG.info("traces get to {} again", collector);
      }
    } else {
      failed(reason(result.getFailureThrowable()));
    }
  }

  private void failed(String why) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn(
          "traces do not get to {} and are lost until they do, which is told here; studies go on."
              + " See to the collector, or to cairn.trace.endpoint: {}",
          collector,
          why);
    }
  }

  /** The process ends, and what was left did not get there in time. */
  void cutShort() {
    failed("it did not take the last ones in time");
  }

  /** The library's own exceptions have no message. */
  private static String reason(@Nullable Throwable why) {
    if (why instanceof HttpExportException http && http.getResponse() != null) {
      return "it answered " + http.getResponse().getStatusCode();
    }
    Throwable cause = why != null && why.getCause() != null ? why.getCause() : why;
    return cause == null ? "no reason was given" : cause.toString();
  }

  /** The queue was full. While the collector is away that is no news. */
  void dropped() {
    if (!failing.get() && dropping.compareAndSet(false, true)) {
      LOG.warn(
          "spans come faster than they get to {}, and some are dropped, which is told once; raise"
              + " cairn.trace.queue-size or lower cairn.trace.ratio",
          collector);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
