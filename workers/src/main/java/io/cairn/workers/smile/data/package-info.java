/**
 * Data sets as the Smile worker trains on them: read from CSV or ARFF, split, completed and
 * encoded.
 *
 * <p>Entry types: {@link io.cairn.workers.smile.data.TableFile} reads a file, {@link
 * io.cairn.workers.smile.data.Dataset} picks target and inputs, {@link
 * io.cairn.workers.smile.data.Fold} is one division into training and validation rows, {@link
 * io.cairn.workers.smile.data.Sample} is what a model is fitted on. Whatever is learned from data
 * (fill values, means, scales) is learned from training rows alone. Internal to the Smile worker:
 * nothing outside {@code io.cairn.workers.smile} may use these types.
 */
@NullMarked
package io.cairn.workers.smile.data;

import org.jspecify.annotations.NullMarked;
