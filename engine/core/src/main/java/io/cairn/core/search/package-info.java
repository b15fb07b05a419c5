/**
 * What to evaluate next: samplers, which propose configurations, and the named methods, each a
 * small composition of a sampler and a halving schedule.
 *
 * <p>Entry type: {@link io.cairn.core.search.Methods}, the catalogue. Everything here is a function
 * of the facts it was told and of the seed: {@link io.cairn.core.search.Method#next} and {@link
 * io.cairn.core.search.Sampler#propose} change nothing, and replaying a journal through the other
 * calls gives the same answers without sampling.
 *
 * <p>Not to be used from here: study, simulate; I/O (but for the table of direction numbers in the
 * jar), clocks, global randomness.
 */
@NullMarked
package io.cairn.core.search;

import org.jspecify.annotations.NullMarked;
