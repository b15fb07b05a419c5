package io.cairn.core.surrogate;

import io.cairn.core.space.Configuration;

/**
 * A configuration as a model of the landscape sees it. Arrays are shared, not copied; nobody
 * changes them.
 *
 * @param configuration what it stands for
 * @param vector its {@link Encoding}
 * @param surfaces what known surfaces are worth there, [rung][surface]; no columns without any
 * @param logCosts a first guess of the log of the time to reach each rung from scratch, up to a
 *     constant
 */
public record LandscapePoint(
    Configuration configuration, double[] vector, double[][] surfaces, double[] logCosts) {}
