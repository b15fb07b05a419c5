/**
 * Matches free worker slots with studies that have work: workers pull, nothing is pushed on a busy
 * one.
 *
 * <p>Entry type: {@link io.cairn.server.dispatch.Dispatcher}. It knows that studies grant leases
 * and nodes have slots, not what is in a lease.
 */
@NullMarked
package io.cairn.server.dispatch;

import org.jspecify.annotations.NullMarked;
