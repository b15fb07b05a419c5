/**
 * What is known of a loss landscape: configurations, the losses and costs measured at each resource
 * level, and where they come from.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.Landscape}. A landscape is immutable and holds
 * plain numbers in columns, so that a million measurements are a few arrays.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape;

import org.jspecify.annotations.NullMarked;
