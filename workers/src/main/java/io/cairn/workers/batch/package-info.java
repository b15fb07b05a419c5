/**
 * What the kinds of worker for batch systems share.
 *
 * <p>Entry type: {@link io.cairn.workers.batch.Poll}. Uses the JDK and SLF4J alone; neither actors
 * nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.batch;

import org.jspecify.annotations.NullMarked;
