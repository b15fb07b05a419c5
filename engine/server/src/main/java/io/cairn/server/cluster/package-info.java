/**
 * Nodes: actor systems that form a cluster, on one machine a cluster of one.
 *
 * <p>Entry type: {@link io.cairn.server.cluster.LocalNode}. What the actors do is not here; this
 * package starts them in their roles, joins, and shuts down in order.
 */
@NullMarked
package io.cairn.server.cluster;

import org.jspecify.annotations.NullMarked;
