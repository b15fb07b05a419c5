/**
 * Studies of other systems, read and written, so that nobody begins from nothing and nobody is
 * locked in.
 *
 * <p>Each system has a package below that turns its store into a {@link
 * io.cairn.server.exchange.ForeignStudy}; what comes after knows no system: {@link
 * io.cairn.server.exchange.SpaceProposal} writes the space that the trials come from, {@link
 * io.cairn.server.exchange.MapProposal} how it may become a sweep's, and {@link
 * io.cairn.server.exchange.TrialProjection} makes a landscape and says what became of every trial.
 * Stores are opened for reading alone and may be in use. All of it blocks on files: not for threads
 * of actors.
 */
@NullMarked
package io.cairn.server.exchange;

import org.jspecify.annotations.NullMarked;
