/**
 * Traces of evaluations for OpenTelemetry: what the coordinator knows of each, and what the worker
 * knows of its run. docs/traces.md says what is in them.
 *
 * <p>Entry type: {@link io.cairn.server.trace.Tracing}. Nothing else in Cairn knows OpenTelemetry,
 * and where tracing is off none of its classes is loaded.
 */
@NullMarked
package io.cairn.server.trace;

import org.jspecify.annotations.NullMarked;
