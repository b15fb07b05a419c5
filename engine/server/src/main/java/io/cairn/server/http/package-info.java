/**
 * The cluster over HTTP: JSON under {@code /api/v1}, health, metrics.
 *
 * <p>Entry type: {@link io.cairn.server.http.HttpDoor}. It translates; what the answers are is
 * decided in {@code cluster} and behind it.
 */
@NullMarked
package io.cairn.server.http;

import org.jspecify.annotations.NullMarked;
