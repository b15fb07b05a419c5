/**
 * Matches free worker slots with studies that have work: workers pull, nothing is pushed on a busy
 * one.
 *
 * <p>Entry types: {@link io.cairn.server.dispatch.FairShare}, which decides and is plain, and
 * {@link io.cairn.server.dispatch.Dispatcher}, the actor around it. They know that studies grant
 * leases and nodes have slots, not what is in a lease.
 */
@NullMarked
package io.cairn.server.dispatch;

import org.jspecify.annotations.NullMarked;
