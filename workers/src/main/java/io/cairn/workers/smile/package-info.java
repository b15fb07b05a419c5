/**
 * Worker type {@code smile}: trains models of the Smile library in the JVM.
 *
 * <p>Entry type: {@link io.cairn.workers.smile.SmileProvider}, which documents the settings. {@link
 * io.cairn.workers.smile.data} reads and encodes data sets, {@link io.cairn.workers.smile.model}
 * holds the models; this package reads settings and runs evaluations. Nothing here may be used from
 * outside but the provider, through the service provider interface.
 */
@NullMarked
package io.cairn.workers.smile;

import org.jspecify.annotations.NullMarked;
