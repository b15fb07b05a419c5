/**
 * What a coordinator node tells Prometheus: figures of its studies, its store, its HTTP door, its
 * JVM, and of the cluster. docs/metrics.md names each of them.
 *
 * <p>Entry type: {@link io.cairn.server.metrics.NodeMeters}, one of each node, with a registry of
 * its own, since several nodes may live in one JVM. Whoever has something to tell is given the part
 * that it tells it to. Others know nothing of Micrometer: the store counts by itself, and is read.
 *
 * <p>Not here: the route ({@code http}), the question to the dispatcher ({@code cluster}), and what
 * a person reads of a study ({@code history}, {@code report}).
 */
@NullMarked
package io.cairn.server.metrics;

import org.jspecify.annotations.NullMarked;
