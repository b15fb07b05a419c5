/**
 * Worker type {@code process}: any command in any language.
 *
 * <p>Entry type: {@link io.cairn.workers.process.ProcessProvider}, whose documentation is the
 * contract with the user's command. {@link io.cairn.workers.process.Leftovers} is for a node that
 * starts after an earlier one was killed. Kinds of worker that run commands elsewhere (in
 * containers, in batch systems) bring a {@link io.cairn.workers.process.Launcher} and share
 * everything else: placeholders, result lines, time limits, stopping. Uses the JDK, Jackson and
 * {@link io.cairn.workers.spi}; neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.process;

import org.jspecify.annotations.NullMarked;
