/**
 * Matches free worker slots with studies that have work: workers pull, nothing is pushed on a busy
 * one.
 *
 * <p>Entry types: {@link io.cairn.server.dispatch.FairShare} decides who is asked for which slot
 * and who leaves for whom, as a plain class; {@link io.cairn.server.dispatch.Dispatcher} is the
 * actor. It knows that studies grant leases and nodes have slots, not what is in a lease.
 */
@NullMarked
package io.cairn.server.dispatch;

import org.jspecify.annotations.NullMarked;
