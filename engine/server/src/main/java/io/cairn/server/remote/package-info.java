/**
 * Workers in any language, which take evaluations over HTTP; docs/worker-protocol.md is what they
 * speak.
 *
 * <p>Entry types: {@link io.cairn.server.remote.RemoteWorker}, the actor that stands for one of
 * them in the cluster, and what it decides by, which is plain: {@link
 * io.cairn.server.remote.Holdings} and {@link io.cairn.server.remote.Sessions}. HTTP reaches it
 * through {@link io.cairn.server.remote.RemoteWorkers}.
 */
@NullMarked
package io.cairn.server.remote;

import org.jspecify.annotations.NullMarked;
