package io.cairn.server.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans as text that travels from process to process: W3C Trace Context. */
final class TraceContext {

  private static final String PARENT = "traceparent";

  private static final TextMapGetter<String> TEXT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
          return List.of(PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
          return key.equals(PARENT) ? text : null;
        }
      };

  private TraceContext() {}

  /** Empty of a span that belongs to no trace. */
  static Optional<String> text(Span span) {
    Map<String, String> fields = new HashMap<>(); // looked up, never walked
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(span), fields, (to, key, value) -> to.put(key, value));
    return Optional.ofNullable(fields.get(PARENT));
  }

  /** Empty if the text is none. */
  static Optional<Context> read(String text) {
    Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), text, TEXT);
    return Span.fromContext(context).getSpanContext().isValid()
        ? Optional.of(context)
        : Optional.empty();
  }
}
