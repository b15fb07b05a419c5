/**
 * Kinds of worker that people add: jars in a folder, each with a class loader of its own that shows
 * nothing of Cairn but the SPI, and with what they do wrong contained.
 *
 * <p>Entry type: {@link io.cairn.workers.plugins.PlugInFolder}. docs/plug-ins.md says what plug-ins
 * may do and what is not contained. Knows neither actors nor messages; the only user of ASM.
 */
@NullMarked
package io.cairn.workers.plugins;

import org.jspecify.annotations.NullMarked;
