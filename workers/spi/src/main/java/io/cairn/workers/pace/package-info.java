/**
 * Time for evaluators that only pretend to work: test functions and replayed tables.
 *
 * <p>Entry type: {@link io.cairn.workers.pace.Pace}. Uses the JDK and {@link io.cairn.workers.spi}
 * alone.
 */
@NullMarked
package io.cairn.workers.pace;

import org.jspecify.annotations.NullMarked;
