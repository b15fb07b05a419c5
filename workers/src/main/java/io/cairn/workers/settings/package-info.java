/**
 * Reads the {@code worker} section of a sweep file so that every mistake in it is found in one go.
 *
 * <p>Entry type: {@link io.cairn.workers.settings.SettingsReader}. For the built-in kinds of
 * worker; uses the JDK and {@link io.cairn.workers.spi} alone.
 */
@NullMarked
package io.cairn.workers.settings;

import org.jspecify.annotations.NullMarked;
