/**
 * Pictures of landscapes as SVG, PNG and self-contained HTML: maps, rank scatters, slices, pairs,
 * local optima networks, similarity matrices, fidelity curves and importance.
 *
 * <p>Entry types: {@link io.cairn.server.picture.Picture}, what can be drawn, plain numbers all of
 * them, and {@link io.cairn.server.picture.PictureFormat}, which renders one. A picture is drawn
 * once, as panels of SVG: a file of SVG arranges them, PNG is that file rasterised, and HTML lays
 * the same panels out by the width of the window, with a dark theme and a table of the data.
 *
 * <p>Not to be used from here: actors, the journal, the command line.
 */
@NullMarked
package io.cairn.server.picture;

import org.jspecify.annotations.NullMarked;
