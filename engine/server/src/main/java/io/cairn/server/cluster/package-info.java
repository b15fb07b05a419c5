/**
 * Nodes: actor systems that form a cluster, on one machine a cluster of one; and the form in which
 * their messages travel.
 *
 * <p>Entry types: {@link io.cairn.server.cluster.ServerNode}, {@link
 * io.cairn.server.cluster.WorkerProcess}, and {@link io.cairn.server.cluster.LocalNode} for one
 * study on one machine. What the actors do is not here; this package starts them in their roles,
 * joins, and shuts down in order.
 */
@NullMarked
package io.cairn.server.cluster;

import org.jspecify.annotations.NullMarked;
