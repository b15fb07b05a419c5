/**
 * The hands of Cairn: what runs evaluations.
 *
 * <p>{@link io.cairn.workers.spi} is the service provider interface for kinds of worker; {@link
 * io.cairn.workers.node} is the node that pulls leases and runs them in slots; the other packages
 * are the built-in worker types. Nothing here may use the engine: a worker knows evaluations, not
 * studies.
 */
@NullMarked
package io.cairn.workers;

import org.jspecify.annotations.NullMarked;
