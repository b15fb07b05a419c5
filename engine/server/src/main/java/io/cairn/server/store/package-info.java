/**
 * The database that the coordinators of a cluster share: journal and snapshots of every study, the
 * list of studies, the archive. PostgreSQL, or an H2 file for a single server, by the same code.
 *
 * <p>Entry types: {@link io.cairn.server.store.Store} opens it and brings its schema up to date;
 * {@link io.cairn.server.store.StorePersistence} makes it the journal of an actor system; {@link
 * io.cairn.server.store.StudyIndex} lists studies.
 *
 * <p>How it keeps its promise, in short:
 *
 * <ul>
 *   <li>A record is a row under (persistence id, sequence number), written once and never changed.
 *       The statement that writes row n+1 demands that row n is there with the seal that n+1 is
 *       chained to, and the key that n+1 is not: of two writers one is fenced out.
 *   <li>What all entities have handed over meanwhile becomes one transaction.
 *   <li>A database that is away delays and does not fail: everything is tried again until {@code
 *       cairn.store.patience} is over, and a commit whose answer was lost is looked up by its
 *       writer and its seal.
 * </ul>
 *
 * <p>All of it blocks: not for threads of actors. Studies of {@code cairn run} are in package
 * journal, a folder each.
 */
@NullMarked
package io.cairn.server.store;

import org.jspecify.annotations.NullMarked;
