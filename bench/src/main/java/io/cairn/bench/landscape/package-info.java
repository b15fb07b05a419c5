/**
 * Records landscapes by training models, and says how alike they are.
 *
 * <p>Entry types: {@link io.cairn.bench.landscape.RecordLandscape} and {@link
 * io.cairn.bench.landscape.CompareLandscapes}, both programs; {@code config/landscapes/README.md}
 * shows how to run them. Nothing else uses this package.
 */
@NullMarked
package io.cairn.bench.landscape;

import org.jspecify.annotations.NullMarked;
