/**
 * Worker type {@code process}: any command in any language.
 *
 * <p>Entry type: {@link io.cairn.workers.process.ProcessProvider}, whose documentation is the
 * contract with the user's command. {@link io.cairn.workers.process.Leftovers} is for a node that
 * starts after an earlier one was killed. Uses the JDK, Jackson and {@link io.cairn.workers.spi};
 * neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.process;

import org.jspecify.annotations.NullMarked;
