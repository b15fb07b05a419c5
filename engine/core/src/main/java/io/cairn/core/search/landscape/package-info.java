/**
 * The method that searches by a model of the landscape, with the head start that priors give it.
 *
 * <p>Entry type: {@link io.cairn.core.search.landscape.LandscapeMethod}. State is a function of the
 * facts it was told, fits included: what a fit sees is captured with the facts, whenever it is
 * made.
 *
 * <p>Not to be used from here: study, simulate; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.search.landscape;

import org.jspecify.annotations.NullMarked;
