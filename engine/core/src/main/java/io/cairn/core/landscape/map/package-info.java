/**
 * A landscape as a picture in the plane: configurations as points, near each other if the search
 * sees them alike, after M. Huang and K. Li, "On the Hyperparameter Loss Landscapes of Machine
 * Learning Models" (KDD 2025): HOPE on the graph of improving steps, then UMAP.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.map.Cartographer}. Every map comes with a PCA of
 * the space beside it and with figures that say how far both may be trusted.
 *
 * <p>All linear algebra is plain Java: Smile's UMAP needs ARPACK's native library for its start,
 * draws from generators that no caller can seed, and starts threads; here the same seed gives the
 * same bits on every machine.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.map;

import org.jspecify.annotations.NullMarked;
