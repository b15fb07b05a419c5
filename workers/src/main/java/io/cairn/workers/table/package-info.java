/**
 * Worker type {@code table}: replays a recorded landscape, in no time, in real time or in scaled
 * time.
 *
 * <p>Entry type: {@link io.cairn.workers.table.TableProvider}. Uses the JDK, commons-csv and {@link
 * io.cairn.workers.spi}; neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.table;

import org.jspecify.annotations.NullMarked;
