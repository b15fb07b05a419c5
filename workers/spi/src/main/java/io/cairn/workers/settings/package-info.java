/**
 * Reads the {@code worker} section of a sweep file so that every mistake in it is found in one go.
 *
 * <p>Entry type: {@link io.cairn.workers.settings.SettingsReader}. For kinds of worker, built-in or
 * not; uses the JDK and {@link io.cairn.workers.spi} alone.
 */
@NullMarked
package io.cairn.workers.settings;

import org.jspecify.annotations.NullMarked;
