/**
 * The worker type {@code remote}: evaluations that workers in any language take over HTTP. Here is
 * what a sweep says of them; docs/worker-protocol.md tells how they are run.
 *
 * <p>Entry type: {@link io.cairn.workers.remote.RemoteProvider}.
 */
@NullMarked
package io.cairn.workers.remote;

import org.jspecify.annotations.NullMarked;
