/**
 * The worker node: pulls leases, runs them in slots, reports until it is answered.
 *
 * <p>Entry type: {@link io.cairn.workers.node.WorkerNode}. It knows evaluations and the messages of
 * {@code proto}, not studies: whom it reports to comes with each lease.
 */
@NullMarked
package io.cairn.workers.node;

import org.jspecify.annotations.NullMarked;
